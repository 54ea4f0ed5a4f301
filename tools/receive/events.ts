import { TOPICS } from '../../server/webhooks/topics.ts';
import { canvasEvent } from './canvas-event.ts';
import type { ReceivedEvent } from './event.ts';
import { healthEvent, uninstallEvent } from './install-events.ts';
import { webhookEvent } from './webhook-event.ts';

/** What Intercom asks Callcard, each at its own route. */
export const QUESTIONS: readonly ReceivedEvent[] = [
  canvasEvent('initialize'),
  canvasEvent('submit'),
  healthEvent,
  uninstallEvent,
];

/** What Intercom tells Callcard of, all at one route. */
export const NOTIFICATIONS: readonly ReceivedEvent[] = [...TOPICS.keys()].map(webhookEvent);

/**
 * Everything that Intercom can be made to send, by the name that `--event` takes. Another kind of request joins by its
 * own `ReceivedEvent`: it has its own route, sample, signature and reading of the answer.
 */
export const EVENTS: ReadonlyMap<string, ReceivedEvent> = new Map(
  [...QUESTIONS, ...NOTIFICATIONS].map((event) => [event.name, event]),
);

/** What `--event` takes, for messages: there are many topics. */
export const EVENT_NAMES = `${QUESTIONS.map(({ name }) => name).join(', ')}, or a topic such as call.ended`;
