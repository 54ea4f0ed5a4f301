import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface BenchServer {
  url: string;
  ask(question: string): Promise<unknown>;
  stop(): Promise<void>;
}

/** Pinned to one core where the machine lets us, so that servers are compared by what one core can do. */
const SERVER_CORE = '0';
export const LOAD_CORE = '1';
/** As Callcard is started; for all, so that only what they do is compared. */
const NODE_OPTIONS = ['--max-semi-space-size=32'];

export function pinned(core: string, script: string, args: readonly string[] = []): [command: string, args: string[]] {
  const file = fileURLToPath(new URL(script, import.meta.url));
  return existsSync('/usr/bin/taskset')
    ? ['/usr/bin/taskset', ['-c', core, process.execPath, ...NODE_OPTIONS, file, ...args]]
    : [process.execPath, [...NODE_OPTIONS, file, ...args]];
}

/** Starts one of the servers of this folder as a process of its own. */
export async function startServer(script: string, environment: Record<string, string> = {}): Promise<BenchServer> {
  const [command, args] = pinned(SERVER_CORE, script);
  const child = spawn(command, args, {
    env: { ...process.env, NODE_ENV: 'production', ...environment },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const { port } = await nextMessage<{ port: number }>(child);
  return {
    url: `http://127.0.0.1:${port}`,
    ask: async (question) => {
      const answer = nextMessage<{ answer: unknown }>(child);
      child.send(question);
      return (await answer).answer;
    },
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGKILL');
      }),
  };
}

function nextMessage<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null) => reject(new Error(`a server of the benchmark stopped with ${code}`));
    child.once('exit', onExit);
    child.once('message', (message) => {
      child.off('exit', onExit);
      resolve(message as T);
    });
  });
}
