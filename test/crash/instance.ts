import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { Pool } from 'undici';
import type { PointKill } from './kills.ts';

/** A process does nothing until the first of these. */
export interface ToChild {
  kill: PointKill | undefined;
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
  /** Lets the next process load its code while this one is still there, so that less time passes without any. */
  prepare(): void;
  /** Starts a process. Resolves when it takes requests, or died before. */
  start(kill: PointKill | undefined): Promise<void>;
  /** Resolves when there is no process, and all that it said was heard. */
  whenDead(): Promise<void>;
  decide(kill: PointKill): void;
  killNow(): void;
  /** Kills what there is, prepared or not. Resolves when all that it said was heard. */
  end(): Promise<void>;
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

interface Process {
  child: ChildProcess;
  ready: Promise<void>;
  /** Later than its end: everything it has said is read by then. */
  closed: Promise<unknown>;
}

/** `program`: what `child.ts` is made into. */
export function createInstance(program: string, settings: Record<string, string>, onUp: () => void): Instance {
  let running: Process | undefined;
  let prepared: Process | undefined;
  let pool: Pool | undefined;
  let dead: Promise<unknown> = Promise.resolve();
  let output = '';
  let failures = 0;
  const carriedOut: string[] = [];
  const completed: string[] = [];

  function launch(): Process {
    const child = fork(program, {
      execArgv: [],
      env: { PATH: process.env.PATH, ...settings },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const print = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout?.on('data', print);
    child.stderr?.on('data', print);
    const ready = Promise.withResolvers<void>();
    child.on('message', (message: FromChild) => {
      if ('completed' in message) completed.push(message.completed);
      else if ('carriedOut' in message) carriedOut.push(message.carriedOut);
      else {
        pool = new Pool(`http://127.0.0.1:${message.port}`, { connections: 16, pipelining: 1 });
        ready.resolve();
        onUp();
      }
    });
    child.once('exit', (code) => {
      if (code !== null) failures += 1;
      ready.resolve();
      if (child !== running?.child) return;
      void pool?.destroy();
      pool = undefined;
      running = undefined;
    });
    return { child, ready: ready.promise, closed: once(child, 'close') };
  }

  function tell(child: ChildProcess, kill: PointKill | undefined): void {
    // It may have died meanwhile.
    child.send({ kill } satisfies ToChild, () => undefined);
  }

  return {
    ...{ carriedOut, completed },
    output: () => output,
    failures: () => failures,
    isUp: () => pool !== undefined,
    whenDead: async () => void (await dead),
    killNow: () => running?.child.kill('SIGKILL'),
    async end() {
      for (const one of [running, prepared]) one?.child.kill('SIGKILL');
      await Promise.all([dead, prepared?.closed]);
    },
    decide: (kill) => running && tell(running.child, kill),
    prepare: () => {
      prepared ??= launch();
    },
    async start(kill) {
      const started = prepared ?? launch();
      prepared = undefined;
      running = started;
      dead = started.closed;
      tell(started.child, kill);
      await started.ready;
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
