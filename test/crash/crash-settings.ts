import { randomInt } from 'node:crypto';

/** Kills of a whole run; both databases share them. */
const KILLS = 30;
/** Many times what it takes: a machine may have much else to do. */
const EACH_MS = 20_000;
const AT_LEAST_MS = 120_000;
const TOLD_EVERY = 50;

/** From the environment: `KILLS`, and `SEED` to try a plan once more. The seed is printed, and so is progress. */
export function crashSettings(database: string) {
  const kills = Math.ceil(Number(process.env.KILLS ?? KILLS) / 2);
  const seed = Number(process.env.SEED ?? randomInt(2 ** 32));
  const say = (text: string) => process.stdout.write(`crash test, ${database}: ${text}\n`);
  say(`${kills} kills, SEED=${seed}`);
  const onKill = (count: number) => {
    if (count % TOLD_EVERY === 0) say(`${count} of ${kills} kills survived`);
  };
  return { kills, seed, say, onKill, timeoutMs: AT_LEAST_MS + kills * EACH_MS };
}
