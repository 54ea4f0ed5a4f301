import { type Logger, pino } from 'pino';
import { inject, onTestFinished } from 'vitest';
import { logFolder } from './folder.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where this run keeps what its apps logged. */
    logFolder: string;
  }
}

/** Shorter ones would be found by accident. */
const SHORTEST_SECRET = 8;

export interface CapturedLog {
  /** At the most talkative level. */
  log: Logger;
  /** What was logged so far, a line of JSON each. */
  lines: string[];
}

/**
 * The log of one test's app. After the whole run, everything that any app logged is searched for secrets. Call it
 * before the test arranges for its app to be closed, so that this comes to its end after the app.
 */
export function captureLog(): CapturedLog {
  const lines: string[] = [];
  let over = false;
  const write = (line: string) => {
    if (over) keepLog(line);
    else lines.push(line);
  };
  onTestFinished(() => {
    over = true;
    keepLog(lines.join(''));
  });
  return { log: pino({ level: 'trace' }, { write }), lines };
}

/** For what a process of its own printed. */
export function keepLog(text: string): void {
  logFolder(inject('logFolder')).addLog(text);
}

/** No test of this run may have any of these in its log, however it is written. */
export function mustNotBeLogged(...secrets: readonly string[]): void {
  const short = secrets.find((secret) => secret.length < SHORTEST_SECRET);
  if (short !== undefined) throw new Error(`"${short}" is too short to be looked for: give the test a longer secret`);
  logFolder(inject('logFolder')).addSecrets(secrets);
}
