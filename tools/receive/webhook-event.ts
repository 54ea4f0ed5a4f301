import { createHmac, randomUUID } from 'node:crypto';
import type { ReceivedEvent } from './event.ts';
import { notificationItem } from './notification-item.ts';

/** A notification of one topic, as Intercom sends it. Source: Intercom, webhook topics. */
export function webhookEvent(topic: string): ReceivedEvent {
  return {
    name: topic,
    what: `Intercom tells of ${topic}`,
    path: '/webhooks/intercom',
    clickable: false,
    needsWorkspace: false,
    sample({ workspaceId, admin, conversationId }) {
      const atSeconds = Math.floor(Date.now() / 1000);
      const item = notificationItem(topic, { atSeconds, workspaceId, adminId: admin.id, conversationId });
      return {
        type: 'notification_event',
        // Another one each time: else a second one would be the first sent again.
        id: `notif_${randomUUID()}`,
        topic,
        app_id: workspaceId,
        created_at: atSeconds,
        first_sent_at: atSeconds,
        delivery_attempts: 1,
        self: null,
        data: { type: 'notification_event_data', item },
      };
    },
    sign: (body, clientSecret) => ({
      'x-hub-signature': `sha1=${createHmac('sha1', clientSecret).update(body).digest('hex')}`,
    }),
    read: () => ({ lines: ['Taken, or of no use to Callcard: its log line says which, as outcome.'], good: true }),
  };
}
