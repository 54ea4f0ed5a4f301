import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The bundler, as far as it is needed here. */
interface Bundler {
  rolldown(options: {
    input: Readonly<Record<string, string>>;
    platform: 'node';
    external: readonly string[];
    logLevel: 'silent';
    plugins: readonly { name: string; transform: (code: string, id: string) => { code: string } | undefined }[];
  }): Promise<{ write(to: { dir: string; entryFileNames: string }): Promise<unknown> }>;
}

/** The one that vitest itself works with. */
function findBundler(): Bundler {
  const vitest = createRequire(createRequire(import.meta.url).resolve('vitest/package.json'));
  return createRequire(vitest.resolve('vite'))('rolldown');
}

const NATIVE = ['better-sqlite3', 'pg-native'];

/** Inside the repository: from here the packages with code of their own for each machine are found. */
const ARTIFACTS = fileURLToPath(new URL('../../test-artifacts', import.meta.url));

/** Programs in a folder of their own. */
export interface Bundle {
  folder: string;
  remove(): void;
}

/**
 * Makes one file of each program and all that it imports, unchanged otherwise. To find, read and compile a Callcard's
 * 1,600 modules takes a second of work at each start; to start the one file takes a third of that.
 */
export async function bundle(programs: Readonly<Record<string, string>>): Promise<Bundle> {
  mkdirSync(ARTIFACTS, { recursive: true });
  const folder = mkdtempSync(join(ARTIFACTS, 'bundle-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const build = await findBundler().rolldown({
      ...{ input: programs, platform: 'node', external: NATIVE, logLevel: 'silent' },
      plugins: [{ name: 'at-home', transform: atHome }],
    });
    await build.write({ dir: folder, entryFileNames: '[name].mjs' });
  } catch (error) {
    remove();
    throw error;
  }
  return { folder, remove };
}

/** Where the program of that name is, and what its process has to be told: what Node compiled goes with the bundle. */
export const bundledIn = (folder: string, name: string) => ({
  program: join(folder, `${name}.mjs`),
  environment: { NODE_COMPILE_CACHE: join(folder, 'compiled') },
});

/** What lies beside a module, as the migrations do, is looked for where the module was. */
const atHome = (code: string, id: string) =>
  code.includes('import.meta.url')
    ? { code: code.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href)) }
    : undefined;
