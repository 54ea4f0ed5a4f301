import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** Spares every start but the first the compiling. */
const COMPILE_CACHE = join(tmpdir(), `callcard-compiled-${process.getuid?.() ?? 0}`);

export interface StartedProcess {
  process: ChildProcess;
  /** All that it printed. */
  output: () => string;
  /** Asks it to stop and answers with its exit code. */
  stop(): Promise<number | null>;
}

export interface ProcessOptions {
  /** No file that it writes may become larger: what a full disk is to a process. */
  maxFileBytes?: number;
  /** What Node itself is told before the script. */
  nodeOptions?: readonly string[];
}

/** `ulimit -f` counts in these, by POSIX. */
const BLOCK_BYTES = 512;

/**
 * Runs a script, of this repository unless its path is absolute, as a process of its own in an empty folder, with
 * nothing in its environment but what is named. Resolves once it has printed `ready`; rejects with what it printed when
 * it stops before.
 */
export async function startProcess(
  script: string,
  ready: string,
  environment: Record<string, string>,
  { maxFileBytes, nodeOptions = [] }: ProcessOptions = {},
): Promise<StartedProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'callcard-run-'));
  const node = [process.execPath, ...nodeOptions, resolve(ROOT, script)];
  const limited = ['sh', '-c', `ulimit -f ${Math.ceil((maxFileBytes ?? 0) / BLOCK_BYTES)}; exec "$0" "$@"`, ...node];
  const [command = '', ...words] = maxFileBytes === undefined ? node : limited;
  const child = spawn(command, words, {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_COMPILE_CACHE: COMPILE_CACHE, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const forget = () => rm(folder, { recursive: true, force: true });
  await new Promise<void>((isReady, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes(ready)) isReady();
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', (code) => reject(new Error(`it stopped with ${code} before it was ready:\n${output}`)));
  }).catch(async (error: unknown) => {
    await forget();
    throw error;
  });
  return {
    process: child,
    output: () => output,
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
      await forget();
      return child.exitCode;
    },
  };
}

/** Below those that a system gives to whoever connects: no connection of a browser takes the port before it is used. */
const PORTS = { from: 10_000, below: 32_768 };

export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(PORTS.from, PORTS.below);
    const server = createServer().listen(port, '127.0.0.1');
    const isFree = await once(server, 'listening').then(
      () => true,
      () => false,
    );
    if (!isFree) continue;
    server.close();
    await once(server, 'close');
    return port;
  }
}
