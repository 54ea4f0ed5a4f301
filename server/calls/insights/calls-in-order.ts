import type { Call } from '../../intercom/types.ts';
import { startOf } from '../parts-of-call.ts';

interface TimedCall {
  call: Call;
  startMs: number;
}

/** Each call once, newest first, of those that say when they began. */
export function callsInOrder(calls: readonly Call[]): TimedCall[] {
  return [...new Map(calls.map((call) => [call.id, call])).values()]
    .flatMap((call) => {
      const startMs = startOf(call);
      return startMs === undefined ? [] : [{ call, startMs }];
    })
    .sort((a, b) => b.startMs - a.startMs);
}

/**
 * Without the legs of a call that Intercom keeps as calls of their own, Fin's for one: they are in the same conversation
 * and begin before the call is over.
 */
export function withoutLegs(newestFirst: readonly TimedCall[]): TimedCall[] {
  return newestFirst.filter(
    ({ call, startMs }, index) =>
      !newestFirst
        .slice(index + 1)
        .some(
          ({ call: earlier }) =>
            earlier.conversationId !== undefined &&
            earlier.conversationId === call.conversationId &&
            (earlier.endedAtMs === undefined || earlier.endedAtMs >= startMs),
        ),
  );
}
