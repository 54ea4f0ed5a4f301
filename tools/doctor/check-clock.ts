import { reasonOf } from '../shell/unusable-error.ts';
import { type Finding, findingsIn } from './finding.ts';

const { ok, warning, problem } = findingsIn('clock');

const TIMEOUT_MS = 5_000;
const MOST_SKEW_MS = 30_000;
/** The header has whole seconds. */
const HALF_A_SECOND_MS = 500;

/** Compares the clock with the `Date` header of the host at `apiUrl`. `clock` gives epoch milliseconds. */
export async function checkClock(apiUrl: string, clock: () => number): Promise<Finding> {
  const { host } = new URL(apiUrl);
  let date: string | null;
  const beforeMs = clock();
  try {
    const answer = await fetch(apiUrl, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) });
    date = answer.headers.get('date');
  } catch (error) {
    const reason = reasonOf(error instanceof Error && error.cause !== undefined ? error.cause : error);
    const next = 'Let this machine reach it: without Intercom’s API no card can be made.';
    return warning(`Not compared, for ${host} cannot be reached: ${reason}`, next);
  }
  const theirsMs = Date.parse(date ?? '') + HALF_A_SECOND_MS;
  if (Number.isNaN(theirsMs)) {
    return warning(
      `Not compared, for ${host} does not say what time it is`,
      'See that the clock is set by a time server.',
    );
  }
  const skewMs = (beforeMs + clock()) / 2 - theirsMs;
  const seconds = Math.round(Math.abs(skewMs) / 1_000);
  if (Math.abs(skewMs) <= MOST_SKEW_MS) return ok(`Within ${Math.max(seconds, 1)} s of ${host}`);
  return problem(`${seconds} s ${skewMs > 0 ? 'ahead of' : 'behind'} ${host}`, 'Have the clock set by a time server.');
}
