import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The bundler, as far as it is needed here. */
interface Bundler {
  rolldown(options: {
    input: string;
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

/** Gives `use` one file of a program and all that it imports, and deletes it afterwards. */
export async function withBundle<T>(program: string, use: (path: string) => Promise<T>): Promise<T> {
  mkdirSync(ARTIFACTS, { recursive: true });
  const folder = mkdtempSync(join(ARTIFACTS, 'bundle-'));
  try {
    return await use(await bundle(program, folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Makes one file of a program and all that it imports, unchanged otherwise, and tells where it is. To find, read and
 * compile a Callcard's 1,600 modules takes a second of work at each start; to start the one file takes a third of that.
 */
async function bundle(program: string, folder: string): Promise<string> {
  // What lies beside a module, as the migrations do, is looked for where the module was.
  const atHome = (code: string, id: string) =>
    code.includes('import.meta.url')
      ? { code: code.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href)) }
      : undefined;
  const build = await findBundler().rolldown({
    ...{ input: program, platform: 'node', external: NATIVE, logLevel: 'silent' },
    plugins: [{ name: 'at-home', transform: atHome }],
  });
  const name = 'program.mjs';
  await build.write({ dir: folder, entryFileNames: name });
  return join(folder, name);
}
