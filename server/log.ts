import { type Logger, pino } from 'pino';

/** So much is written at once, or whatever there is after so long: a write for each line would cost more than the line. */
const WRITTEN_TOGETHER_BYTES = 8192;
const WRITTEN_WITHIN_MS = 100;

/**
 * The log of a Callcard: a line of JSON for each request and each job, to a file or a file descriptor. What waits to be
 * written is written when the process ends, unless it is killed.
 */
export function createLog({ level, to }: { level: string; to: number | string }): Logger {
  const destination = pino.destination({
    dest: to,
    // Handing a few kilobytes to another thread would take longer than to write them.
    sync: true,
    minLength: WRITTEN_TOGETHER_BYTES,
    periodicFlush: WRITTEN_WITHIN_MS,
  });
  process.on('exit', () => destination.flushSync());
  return pino({ level, base: undefined }, destination);
}
