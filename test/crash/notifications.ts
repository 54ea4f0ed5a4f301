import { hubSignature } from '../../sandbox/to-app/sign.ts';
import { notificationBody } from '../../sandbox/webhooks/notification.ts';
import type { Random } from '../abuse/random.ts';
import type { Fleet } from './fleet.ts';
import type { Intercom } from './intercom.ts';
import { CLIENT } from './settings.ts';

interface Notification {
  id: string;
  topic: string;
  body: Buffer;
  /** It was answered 200 once; this is Intercom sending it again all the same. */
  again: boolean;
}

export interface Notifications {
  /** Those that were answered 200. */
  taken: readonly Pick<Notification, 'id' | 'topic'>[];
  /** Answers that say neither that it was taken nor that it has to be sent again. */
  refused: readonly string[];
  /** Sends what happens until `stop`, and what is left then. Resolves when everything was answered 200. */
  send(lanes: number, more: () => void): Promise<void>;
  stop(): void;
}

const OUT_OF_ORDER = 12;
/** Of so many notifications one is sent a second time. */
const TWICE = 6;

/** Hears of everything that changes in Intercom, and tells it Callcard: in any order, until it is answered 200. */
export function createNotifications(intercom: Intercom, fleet: Fleet, random: Random): Notifications {
  const queue: Notification[] = [];
  const refused: string[] = [];
  const taken: Notification[] = [];
  let stopped = false;
  let count = 0;

  intercom.state.listeners.add(({ workspace, topic, item }) => {
    count += 1;
    const id = `notif_${count}`;
    const delivery = {
      ...{ id, topic, workspaceId: workspace.id, item, createdAtMs: intercom.nowMs() },
      ...{ firstSentAtMs: undefined, lastSentAtMs: undefined, status: 'sending' as const, attempts: 0 },
      ...{ httpStatus: undefined, message: undefined },
    };
    queue.push({ id, topic, body: notificationBody(delivery, intercom.nowMs(), 1), again: false });
  });

  async function sendOne(notification: Notification): Promise<void> {
    const { body, topic, again } = notification;
    const signature = hubSignature(body, CLIENT.clientSecret);
    const answer = await fleet.post('/webhooks/intercom', { 'x-hub-signature': signature }, body.toString());
    if (answer?.status !== 200) {
      // On a machine that is slow enough the database does not answer in time, and Callcard says so.
      if (answer !== undefined && answer.status !== 503) refused.push(`${topic} was answered ${answer.status}`);
      queue.push(notification);
    } else {
      if (!again) taken.push(notification);
      if (random.whole(TWICE) === 0) queue.push({ ...notification, again: true });
    }
  }

  async function lane(more: () => void): Promise<void> {
    while (!stopped || queue.length > 0) {
      while (!stopped && queue.length < OUT_OF_ORDER) more();
      const [next] = queue.splice(random.whole(Math.min(queue.length, OUT_OF_ORDER)), 1);
      if (next !== undefined) await sendOne(next);
    }
  }

  return {
    refused,
    taken,
    send: async (lanes, more) => void (await Promise.all(Array.from({ length: lanes }, () => lane(more)))),
    stop: () => {
      stopped = true;
    },
  };
}
