import type { CallEvent } from './transport.ts';

/** A request to Intercom as a log line tells it: by Intercom's own id, which its support asks for. */
export type ToldCall = Pick<CallEvent, 'route' | 'status' | 'code' | 'durationMs' | 'requestId'>;

/** A card asks for a handful of things; work in the background may ask for hundreds. */
const MOST_TOLD = 20;

/** Collects what was asked of Intercom, for the one line that tells of a request or of a job. */
export function createToldCalls(): { add(event: CallEvent): void; list(): readonly ToldCall[] } {
  const told: ToldCall[] = [];
  return {
    add({ route, status, code, durationMs, requestId }) {
      if (told.length < MOST_TOLD) told.push({ route, status, code, durationMs, requestId });
    },
    list: () => told,
  };
}
