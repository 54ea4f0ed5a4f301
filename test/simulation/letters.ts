import { createHmac } from 'node:crypto';
import { CLIENT_SECRET } from './callcard-process.ts';
import type { Told } from './happen.ts';
import type { Touched } from './model-workspace.ts';

/** Something that Intercom posts to Callcard, signed. */
export interface Letter {
  workspaceId: string;
  /** Of a notification; an uninstall notice has none. */
  notificationId: string | undefined;
  path: '/webhooks/intercom' | '/intercom/uninstall';
  body: string;
  headers: Record<string, string>;
  touched: readonly Touched[];
  writtenAtMs: number;
  topic: string;
  /** How often it was sent without an answer: Intercom tries once more, and that is all. */
  failures: number;
  isUnderWay: boolean;
}

/** What Intercom has to post and what it posted. */
export interface Letters {
  /** In the order in which they were written. */
  waiting: Letter[];
  /** The last ones that arrived, to be sent again. */
  arrived: Letter[];
  write(workspaceId: string, told: readonly Told[]): void;
  writeUninstall(workspaceId: string, options: { signed: boolean }): void;
  arrive(letter: Letter): void;
  remove(letter: Letter): void;
}

const MOST_ARRIVED = 20;

export function createLetters(clock: () => number): Letters {
  const waiting: Letter[] = [];
  const arrived: Letter[] = [];
  let written = 0;

  const remove = (letter: Letter) => {
    const place = waiting.indexOf(letter);
    if (place >= 0) waiting.splice(place, 1);
  };
  const unsent = () => ({ writtenAtMs: clock(), failures: 0, isUnderWay: false });
  return {
    waiting,
    arrived,
    write(workspaceId, told) {
      for (const { topic, item, touched } of told) {
        written += 1;
        const notificationId = `notif_${written}`;
        const createdAt = Math.floor(clock() / 1000);
        const body = JSON.stringify({
          ...{ type: 'notification_event', id: notificationId, topic, app_id: workspaceId },
          ...{ created_at: createdAt, first_sent_at: createdAt, delivery_attempts: 1, self: null },
          data: { type: 'notification_event_data', item },
        });
        const headers = { 'x-hub-signature': `sha1=${createHmac('sha1', CLIENT_SECRET).update(body).digest('hex')}` };
        const path = '/webhooks/intercom';
        waiting.push({ workspaceId, notificationId, path, body, headers, touched, topic, ...unsent() });
      }
    },
    writeUninstall(workspaceId, { signed }) {
      const body = JSON.stringify({ app_id: workspaceId });
      const signature = createHmac('sha256', CLIENT_SECRET).update(body).digest('hex');
      waiting.push({
        ...{ workspaceId, notificationId: undefined, path: '/intercom/uninstall', body, touched: [] },
        ...{ headers: signed ? { 'x-body-signature': signature } : {}, topic: 'uninstall', ...unsent() },
      });
    },
    arrive(letter) {
      remove(letter);
      arrived.push(letter);
      if (arrived.length > MOST_ARRIVED) arrived.shift();
    },
    remove,
  };
}
