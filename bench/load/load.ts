import { spawn } from 'node:child_process';
import { LOAD_CORE, pinned } from '../servers/start-server.ts';

export interface Load {
  url: string;
  path: string;
  /** Which of the requests in bodies.ts. */
  request: 'notification' | 'card' | 'slack-event' | 'slack-command';
  seconds: number;
  connections?: number;
  /** Makes this run's notifications differ from those of others. */
  prefix?: string;
}

export interface Rate {
  requestsPerSecond: number;
  answers: number;
  p50Ms: number;
  p99Ms: number;
}

/** Fires requests at a server from a core of its own. Throws when any answer is not 200. */
export function fire(load: Load): Promise<Rate> {
  const [command, args] = pinned(LOAD_CORE, '../load/fire.ts', [JSON.stringify(load)]);
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.once('exit', (code) => {
      if (code === 0) resolve(JSON.parse(output) as Rate);
      else reject(new Error(`the load on ${load.url}${load.path} ended with ${code}: ${output}`));
    });
  });
}

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
