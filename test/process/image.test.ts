import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { freePort, startProcess } from '../../tools/start-process.ts';
import { keepLog } from '../logs/capture.ts';
import { copiedFromRepository, readDockerfile } from '../structure/dockerfile.ts';
import { ROOT } from '../structure/production.ts';

const { image } = readDockerfile();

/** What the image gives to node to start, or to tell its health. */
function argumentsOf(instruction: 'CMD' | 'HEALTHCHECK'): string[] {
  const text = image.find(({ name }) => name === instruction)?.text ?? '';
  const [program, ...rest]: string[] = JSON.parse(text.slice(text.indexOf('[')));
  expect(program).toBe('node');
  return rest;
}

/** A folder with what the image takes from the repository, and one for its data. */
async function layOut(): Promise<{ app: string; data: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'callcard-image-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const [app, data] = [join(folder, 'app'), join(folder, 'data')];
  await Promise.all([mkdir(app), mkdir(data)]);
  for (const path of copiedFromRepository(image)) await cp(join(ROOT, path), join(app, path), { recursive: true });
  // Found from the app all the same, and not in the list of its files.
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return { app, data };
}

const filesIn = async (folder: string) => (await readdir(folder, { recursive: true })).toSorted();

test('what the image holds is enough to serve, is not written to, and stops when it is told to', async () => {
  const { app, data } = await layOut();
  const before = await filesIn(app);
  const environment = {
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    PORT: String(await freePort()),
    DATABASE_URL: `file:${data}/callcard.db`,
    PUBLIC_URL: 'https://callcard.test',
    INTERCOM_CLIENT_ID: 'id',
    INTERCOM_CLIENT_SECRET: 'image-test-secret',
    TOKEN_KEYS: `k1:${Buffer.alloc(32, 6).toString('base64')}`,
  };
  const healthCheck = async () => {
    const [code] = await once(execFile(process.execPath, argumentsOf('HEALTHCHECK'), { env: environment }), 'exit');
    return code;
  };

  const words = argumentsOf('CMD');
  const nodeOptions = words.slice(0, -1);
  const running = await startProcess(join(app, words.at(-1) ?? ''), 'Callcard is ready', environment, { nodeOptions });
  onTestFinished(async () => {
    await running.stop();
    keepLog(running.output());
  });
  expect(await healthCheck()).toBe(0);
  expect(await running.stop()).toBe(0);
  expect(await healthCheck()).toBe(1);

  expect(await filesIn(app)).toEqual(before);
  expect(await filesIn(data)).toEqual(['callcard.db']);
});
