import { createHash } from 'node:crypto';
import type { NewNotification } from '../../db/mirror-ports.ts';
import { jsonBody } from '../http/json-body.ts';
import { asRecord } from '../intercom/as-record.ts';
import { plainId } from '../intercom/plain-id.ts';
import { timeIn } from '../intercom/wire.ts';
import { type Change, NOTIFICATION_JOB, type NotificationWork } from './change.ts';
import { notificationJobId } from './notification-job-id.ts';
import { TOPICS } from './topics.ts';

/** What a notification says of itself, for logs; `topic` as it came. */
export interface NotificationNames {
  notificationId: string | undefined;
  topic: string;
  workspaceId: string | undefined;
}

export type NotificationReading =
  /** Not JSON, or not a notification. */
  | { result: 'malformed' }
  /** Nothing is done for it: a `ping`, a topic that is not used, or an item that says nothing of what it is about. */
  | { result: 'ping' | 'unused_topic' | 'unreadable'; names: NotificationNames }
  | { result: 'work'; names: NotificationNames; notification: NewNotification };

const MAX_TOPIC_LENGTH = 100;

/**
 * Reads the signed bytes of a notification down to what is to be done. Never throws, and takes what is missing as it
 * comes. Source: Intercom, webhook topics, "Webhook notification object".
 */
export function readNotification(body: Buffer, receivedAtMs: number): NotificationReading {
  const envelope = jsonBody(body);
  const topic = envelope?.topic;
  if (envelope === undefined || typeof topic !== 'string' || topic === '') return { result: 'malformed' };
  const workspaceId = plainId(envelope.app_id);
  const names = { notificationId: plainId(envelope.id), topic: topic.slice(0, MAX_TOPIC_LENGTH), workspaceId };
  if (topic === 'ping') return { result: 'ping', names };
  if (workspaceId === undefined) return { result: 'malformed' };
  const use = TOPICS.get(topic);
  if (use === undefined) return { result: 'unused_topic', names };
  const item = asRecord(asRecord(envelope.data)?.item);
  const change = item && use.read(item);
  if (change === undefined) return { result: 'unreadable', names };

  const notificationId = names.notificationId ?? madeUpId(envelope);
  const createdAtMs = timeIn(envelope.created_at) ?? receivedAtMs;
  const work: NotificationWork = { topic, createdAtMs, receivedAtMs, change };
  const notification = {
    workspaceId,
    notificationId,
    createdAtMs,
    receivedAtMs,
    job: {
      jobId: notificationJobId(notificationId, receivedAtMs),
      kind: NOTIFICATION_JOB,
      orderingKey: orderingKeyOf(change),
      payload: JSON.stringify(work),
      runAtMs: receivedAtMs,
    },
  };
  return { result: 'work', names: { ...names, notificationId }, notification };
}

/** The same when it is sent again, which only changes how often and when that was. */
function madeUpId({ app_id, topic, created_at, data }: Readonly<Record<string, unknown>>): string {
  const said = JSON.stringify([app_id, topic, created_at, data]);
  return `sha256:${createHash('sha256').update(said).digest('hex')}`;
}

/** What is about one thing is done in order. */
function orderingKeyOf(change: Change): string {
  switch (change.about) {
    case 'contact':
    case 'merge':
      return `contact:${change.contact.id}`;
    case 'contact_removed':
    case 'contact_tag':
    case 'contact_companies':
      return `contact:${change.contactId}`;
    case 'conversation':
      return `conversation:${change.conversation.id}`;
    case 'conversation_part':
    case 'conversation_removed':
      return `conversation:${change.conversationId}`;
    case 'call': {
      const { id, conversationId } = change.call;
      return conversationId === undefined ? `call:${id}` : `conversation:${conversationId}`;
    }
    case 'company':
      return `company:${change.company.id}`;
    case 'company_removed':
      return `company:${change.companyId}`;
    case 'teammates':
      return 'teammates';
  }
}
