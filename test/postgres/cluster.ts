import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chownSync, existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Owner } from './binaries.ts';

const run = promisify(execFile);

export const USER = 'callcard';
/** Has to be written otherwise in an address, as passwords often do. */
export const PASSWORD = 'pass word/for@postgres?';

const WORDS = [
  ...[`--username=${USER}`, '--auth=scram-sha-256'],
  // Ordered as in English, not by bytes: the code must not depend on the language of the server.
  ...['--encoding=UTF8', '--locale=C', '--locale-provider=icu', '--icu-locale=en'],
  // A password as strong as this one needs no work to be made hard to guess, which every connection would pay for.
  ...['-c', 'scram_iterations=1', '--no-sync', '--no-instructions'],
];

/**
 * Puts a new cluster into `folder`, as `data`. It is the copy of one that is made once a machine and version: to make one
 * takes ten times as long.
 */
export async function copyCluster(initdb: string, folder: string, owner: Owner | undefined): Promise<void> {
  const first = await firstCluster(initdb, owner);
  await run('cp', ['-R', join(first, 'data'), join(folder, 'data')], { ...owner, cwd: folder });
}

/** Safe for any number of processes at once. */
async function firstCluster(initdb: string, owner: Owner | undefined): Promise<string> {
  const { stdout: version } = await run(initdb, ['--version'], { ...owner, cwd: '/' });
  const made = createHash('sha256')
    .update([version, PASSWORD, ...WORDS].join('\n'))
    .digest('hex')
    .slice(0, 16);
  const folder = join(tmpdir(), `callcard-cluster-${made}-${process.getuid?.() ?? 0}`);
  if (existsSync(folder)) return folder;

  // Made beside its place and moved there in one step, so that nobody ever copies half of it.
  const staging = mkdtempSync(join(tmpdir(), 'callcard-cluster-staging-'));
  try {
    const passwordFile = join(staging, 'password');
    writeFileSync(passwordFile, PASSWORD);
    if (owner !== undefined) for (const path of [staging, passwordFile]) chownSync(path, owner.uid, owner.gid);
    const words = [`--pgdata=${join(staging, 'data')}`, `--pwfile=${passwordFile}`, ...WORDS];
    await run(initdb, words, { ...owner, cwd: staging });
    renameSync(staging, folder);
  } catch (error) {
    rmSync(staging, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}
