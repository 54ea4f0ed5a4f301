import { randomInt } from 'node:crypto';

/** Of `npm test`. */
const REQUESTS = 5_000;
/** On a busy machine, where each takes a fifth of a millisecond otherwise. */
const EACH_MS = 10;
const AT_LEAST_MS = 60_000;

/** From the environment: `FUZZ_REQUESTS`, and `SEED` to see a failure once more. The seed is printed. */
export function abuseSettings() {
  const requests = Number(process.env.FUZZ_REQUESTS ?? REQUESTS);
  const seed = Number(process.env.SEED ?? randomInt(2 ** 32));
  process.stdout.write(`abuse: ${requests} requests, SEED=${seed}\n`);
  return { requests, seed, timeoutMs: AT_LEAST_MS + requests * EACH_MS };
}
