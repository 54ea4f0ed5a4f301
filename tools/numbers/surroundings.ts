import type { Environment } from '../shell/settings.ts';

/** What the commands need besides their streams. */
export interface Surroundings {
  environment: Environment;
  /** Epoch milliseconds. */
  clock: () => number;
  /** Ends long work between two contacts; what was done until then is told. */
  signal: AbortSignal;
  /** Where a progress bar is drawn; undefined: nowhere, because nobody would see it. */
  terminal: NodeJS.WritableStream | undefined;
  /** Resolves after the delay; may reject when the signal aborts. */
  wait?: (delayMs: number, signal: AbortSignal) => Promise<void>;
}
