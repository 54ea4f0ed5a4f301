import { notificationItem } from '../../tools/receive/notification-item.ts';
import { START_SECONDS } from './bytes.ts';

/** Made up as in `tools/receive`. */
export const CONTACT_ID = '6657add46abd0167d9419c00';
export const CONVERSATION_ID = '499';

export function itemOf(topic: string, atSeconds = START_SECONDS): Record<string, unknown> {
  return notificationItem(topic, { atSeconds, workspaceId: 'acme', adminId: '7', conversationId: CONVERSATION_ID });
}

/** A notification as Intercom sends it, with parts of it replaced. */
export function notification(topic: string, changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    type: 'notification_event',
    id: 'notif_1',
    topic,
    app_id: 'acme',
    created_at: START_SECONDS,
    first_sent_at: START_SECONDS,
    delivery_attempts: 1,
    self: null,
    data: { type: 'notification_event_data', item: itemOf(topic) },
    ...changes,
  };
}

export function about(topic: string, item: unknown): Record<string, unknown> {
  return notification(topic, { data: { type: 'notification_event_data', item } });
}
