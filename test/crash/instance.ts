import { type ChildProcess, fork } from 'node:child_process';
import { Pool } from 'undici';
import type { PointKill } from './kills.ts';

export interface ToChild {
  kill: PointKill;
}
/** Of jobs: the handler has come to its end, and that is written. */
export type FromChild = { port: number } | { carriedOut: string } | { completed: string };

export interface Answer {
  status: number;
  /** Undefined when the process died in the middle of it. */
  body: string | undefined;
}

/** One of the Callcards: many processes, one after the other. */
export interface Instance {
  isUp(): boolean;
  /** Starts a process. Resolves when it takes requests, or died before. */
  start(kill: PointKill | undefined): Promise<void>;
  /** Resolves when there is no process, and all that it said was heard. */
  whenDead(): Promise<void>;
  decide(kill: PointKill): void;
  killNow(): void;
  /** Undefined: there was no answer. Never rejects. */
  post(path: string, headers: Record<string, string>, body: string): Promise<Answer | undefined>;
  /** Processes that ended by themselves, without having been killed. */
  failures(): number;
  /** All that its processes printed. */
  output(): string;
  /** The jobs of which its processes said so, as often as they did. */
  carriedOut: readonly string[];
  completed: readonly string[];
}

const ANSWER_MS = 20_000;

/** `program`: what `child.ts` is made into. */
export function createInstance(program: string, settings: Record<string, string>, onUp: () => void): Instance {
  let child: ChildProcess | undefined;
  let pool: Pool | undefined;
  let dead: Promise<void> = Promise.resolve();
  let output = '';
  let failures = 0;
  const carriedOut: string[] = [];
  const completed: string[] = [];

  return {
    ...{ carriedOut, completed },
    output: () => output,
    failures: () => failures,
    isUp: () => pool !== undefined,
    whenDead: () => dead,
    killNow: () => child?.kill('SIGKILL'),
    decide: (kill) => child?.send({ kill } satisfies ToChild, () => undefined),
    async start(kill) {
      const started = fork(program, {
        execArgv: [],
        env: { PATH: process.env.PATH, ...settings, ...(kill !== undefined && { KILL: JSON.stringify(kill) }) },
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      });
      child = started;
      const print = (chunk: Buffer) => {
        output += chunk.toString();
      };
      started.stdout?.on('data', print);
      started.stderr?.on('data', print);
      const gone = Promise.withResolvers<void>();
      dead = gone.promise;
      const ready = Promise.withResolvers<void>();
      started.on('message', (message: FromChild) => {
        if ('completed' in message) completed.push(message.completed);
        else if ('carriedOut' in message) carriedOut.push(message.carriedOut);
        else {
          pool = new Pool(`http://127.0.0.1:${message.port}`, { connections: 16, pipelining: 1 });
          ready.resolve();
          onUp();
        }
      });
      started.once('exit', (code) => {
        if (code !== null) failures += 1;
        void pool?.destroy();
        pool = undefined;
        child = undefined;
        ready.resolve();
      });
      // Later than its end: everything it has said is read by then.
      started.once('close', () => gone.resolve());
      await ready.promise;
    },
    async post(path, headers, body) {
      try {
        const answer = await pool?.request({
          ...{ method: 'POST', path, body, headersTimeout: ANSWER_MS, bodyTimeout: ANSWER_MS },
          headers: { 'content-type': 'application/json', ...headers },
        });
        if (answer === undefined) return undefined;
        const text = await answer.body.text().catch(() => undefined);
        return { status: answer.statusCode, body: text };
      } catch {
        return undefined;
      }
    },
  };
}
