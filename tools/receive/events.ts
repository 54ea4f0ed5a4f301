import { canvasEvent } from './canvas-event.ts';
import type { ReceivedEvent } from './event.ts';

/**
 * Everything that Intercom can be made to send, by the name that `--event` takes. Another kind of request joins by its
 * own `ReceivedEvent`: it has its own route, sample, signature and reading of the answer.
 */
export const EVENTS: ReadonlyMap<string, ReceivedEvent> = new Map(
  [canvasEvent('initialize'), canvasEvent('submit')].map((event) => [event.name, event]),
);
