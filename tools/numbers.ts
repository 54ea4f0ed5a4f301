/** For operators: finds the phone numbers that cannot be read, and writes those that were reviewed: npm run numbers -- --help */
import { runNumbers } from './numbers/run-numbers.ts';

/** npm passes on a Ctrl-C that the terminal has sent to everybody already: both within so long are one. */
const SAME_KEY_MS = 500;
const STOPPED_BY_KEY = 130;

const stop = new AbortController();
let stoppedAtMs: number | undefined;
process.on('SIGINT', () => {
  stoppedAtMs ??= Date.now();
  stop.abort();
  // Somebody does not want to wait for the end of the contact that is being written.
  if (Date.now() - stoppedAtMs > SAME_KEY_MS) process.exit(STOPPED_BY_KEY);
});
process.exitCode = await runNumbers(process.argv.slice(2), process, {
  environment: process.env,
  clock: Date.now,
  signal: stop.signal,
  terminal: process.stderr.isTTY ? process.stderr : undefined,
});
