import type { Call } from '../intercom/types.ts';

type Times = Pick<Call, 'initiatedAtMs' | 'answeredAtMs' | 'endedAtMs'>;

/** From one time to another in milliseconds; undefined when one is not known, or when they contradict each other. */
function betweenMs(fromMs: number | undefined, untilMs: number | undefined): number | undefined {
  if (fromMs === undefined || untilMs === undefined || untilMs < fromMs) return undefined;
  return untilMs - fromMs;
}

/** From the start to the answer; of a call that nobody answered, to its end. */
export function waitMs({ initiatedAtMs, answeredAtMs, endedAtMs }: Times): number | undefined {
  return betweenMs(initiatedAtMs, answeredAtMs ?? endedAtMs);
}

/** From the answer to the end. */
export function talkMs({ answeredAtMs, endedAtMs }: Times): number | undefined {
  return betweenMs(answeredAtMs, endedAtMs);
}

/** From the start to the end. */
export function lengthMs({ initiatedAtMs, endedAtMs }: Times): number | undefined {
  return betweenMs(initiatedAtMs, endedAtMs);
}
