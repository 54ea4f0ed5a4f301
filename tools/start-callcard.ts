import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

export interface Started {
  callcardUrl: string;
  inboxUrl: string;
  process: ChildProcess;
  /** All that it printed. */
  output: () => string;
  /** Asks it to stop and answers with its exit code. */
  stop(): Promise<number | null>;
}

/**
 * What `npm start` runs, as a process of its own in an empty folder, on free ports. Without credentials in
 * `environment` the sandbox runs beside it. Rejects with what it printed when it stops before it is ready.
 */
export async function startCallcard(environment: Record<string, string> = {}): Promise<Started> {
  const [port, sandboxPort] = [await freePort(), await freePort()];
  const folder = await mkdtemp(join(tmpdir(), 'callcard-run-'));
  const child = spawn(process.execPath, [join(ROOT, 'server/main.ts')], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      PORT: String(port),
      SANDBOX_PORT: String(sandboxPort),
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const ready = new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes('Callcard is ready')) resolve();
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', (code) => reject(new Error(`it stopped with ${code} before it was ready:\n${output}`)));
  });
  await ready;
  return {
    callcardUrl: `http://localhost:${port}`,
    inboxUrl: `http://localhost:${sandboxPort}`,
    process: child,
    output: () => output,
    stop: async () => {
      if (child.exitCode === null) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
      await rm(folder, { recursive: true, force: true });
      return child.exitCode;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
