import type { Delivery } from './delivery.ts';

/** As Intercom's own sender calls itself. */
export const USER_AGENT = 'intercom-parrot-service-client/1.0';

const seconds = (ms: number) => Math.floor(ms / 1000);

/** The body of a notification. A ping has no id; the same notification keeps its own whenever it is sent again. */
export function notificationBody(delivery: Delivery, sentAtMs: number, attempt: number): Buffer {
  const { id, topic, workspaceId, createdAtMs, firstSentAtMs, item } = delivery;
  const notification = {
    type: 'notification_event',
    app_id: workspaceId,
    data: { type: 'notification_event_data', item },
    links: {},
    id: topic === 'ping' ? null : id,
    topic,
    delivery_status: 'pending',
    delivery_attempts: attempt,
    delivered_at: 0,
    first_sent_at: seconds(firstSentAtMs ?? sentAtMs),
    created_at: seconds(createdAtMs),
    self: null,
  };
  return Buffer.from(JSON.stringify(notification));
}

/** The times of contacts and companies as notifications told them up to API 2.14: ISO 8601, with milliseconds. */
export function withWrittenTimes(item: unknown): unknown {
  if (Array.isArray(item)) return item.map(withWrittenTimes);
  if (typeof item !== 'object' || item === null) return item;
  const entries = Object.entries(item).map(([name, value]) => {
    const isTime = name.endsWith('_at') && typeof value === 'number';
    return [name, isTime ? new Date(value * 1000).toISOString().replace('Z', '+00:00') : withWrittenTimes(value)];
  });
  return Object.fromEntries(entries);
}
