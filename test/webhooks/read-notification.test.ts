import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NotificationWork } from '../../server/webhooks/change.ts';
import { readNotification } from '../../server/webhooks/read-notification.ts';
import { TOPICS } from '../../server/webhooks/topics.ts';
import { bytesOf, START_MS, START_SECONDS } from './bytes.ts';
import { about, CONTACT_ID, CONVERSATION_ID, itemOf, notification } from './notifications.ts';

const RECEIVED_MS = START_MS + 1_234;
const read = (body: unknown) => readNotification(bytesOf(body), RECEIVED_MS);

function taken(body: unknown) {
  const reading = read(body);
  if (reading.result !== 'work') throw new Error(`it is ${reading.result}`);
  return reading.notification;
}

function workOf(body: unknown): NotificationWork {
  return JSON.parse(taken(body).job.payload);
}

describe('a notification', () => {
  test('becomes one job, named after it, in the line of what it is about', () => {
    const { job, ...rest } = taken(notification('conversation.admin.closed'));
    expect(rest).toEqual({
      workspaceId: 'acme',
      notificationId: 'notif_1',
      createdAtMs: START_MS,
      receivedAtMs: RECEIVED_MS,
    });
    expect(job).toMatchObject({
      jobId: `notification:${RECEIVED_MS}:notif_1`,
      kind: 'notification',
      orderingKey: `conversation:${CONVERSATION_ID}`,
      runAtMs: RECEIVED_MS,
    });
    expect(JSON.parse(job.payload)).toMatchObject({
      topic: 'conversation.admin.closed',
      createdAtMs: START_MS,
      receivedAtMs: RECEIVED_MS,
      change: { about: 'conversation', conversation: { id: CONVERSATION_ID } },
    });
  });

  test.each([...TOPICS.keys()])('of %s is understood', (topic) => {
    const { change } = workOf(notification(topic));
    const line = taken(notification(topic)).job.orderingKey;
    const expected =
      topic.startsWith('contact.') || topic.startsWith('company.contact.')
        ? `contact:${CONTACT_ID}`
        : topic.startsWith('company.')
          ? /^company:/
          : topic.startsWith('admin.')
            ? 'teammates'
            : `conversation:${CONVERSATION_ID}`;
    expect(line).toMatch(expected);
    expect(change.about).toBeTypeOf('string');
  });

  test('without an id of its own is the same one when it is sent again, and another when it says something else', () => {
    const idOf = (changes: Record<string, unknown>) =>
      taken(notification('call.ended', { id: null, ...changes })).notificationId;
    const first = idOf({});
    expect(first).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(idOf({ delivery_attempts: 2, first_sent_at: START_SECONDS + 60 })).toBe(first);
    expect(idOf({ created_at: START_SECONDS + 1 })).not.toBe(first);
    expect(idOf({ topic: 'call.started' })).not.toBe(first);
    expect(idOf({ app_id: 'other' })).not.toBe(first);
    expect(idOf({ id: 'x'.repeat(201) })).toBe(first);
    expect(idOf({ id: 'nul\u0000' })).toBe(first);
  });

  test('without a time happened when it came', () => {
    expect(taken(notification('call.ended', { created_at: null })).createdAtMs).toBe(RECEIVED_MS);
    expect(taken(notification('call.ended', { created_at: -5 })).createdAtMs).toBe(RECEIVED_MS);
  });

  test('has numbers for ids as well as text', () => {
    expect(taken(notification('call.ended', { id: 42, app_id: 7 }))).toMatchObject({
      notificationId: '42',
      workspaceId: '7',
    });
  });

  test('that is a ping needs neither an id nor a workspace', () => {
    const ping = { type: 'notification_event', topic: 'ping', id: null, data: { item: { type: 'ping' } } };
    expect(read(ping)).toMatchObject({ result: 'ping' });
  });

  test('of a topic that is not used, or without what it is about, is named and left', () => {
    const names = { notificationId: 'notif_1', topic: 'content_stat.email', workspaceId: 'acme' };
    expect(read(notification('content_stat.email', { data: {} }))).toEqual({ result: 'unused_topic', names });
    expect(read(about('contact.deleted', {}))).toMatchObject({ result: 'unreadable' });
    for (const item of [null, 'text', [], 5, undefined])
      expect(read(about('contact.user.created', item)), String(item)).toMatchObject({ result: 'unreadable' });
    expect(read(notification('call.ended', { data: 'none' }))).toMatchObject({ result: 'unreadable' });
  });

  test.each([
    ['nothing', ''],
    ['no JSON', '{'],
    ['a list', '[]'],
    ['a number', '1'],
    ['an object without a topic', { app_id: 'acme' }],
    ['a topic that is no text', { topic: 5, app_id: 'acme' }],
    ['a topic without a workspace', { topic: 'call.ended' }],
    ['bytes that are no text', Buffer.from([0x7b, 0xff, 0x7d])],
  ])('is not %s', (_, body) => {
    expect(read(body)).toEqual({ result: 'malformed' });
  });
});

describe('any bytes and any JSON at all', () => {
  const hostile = fc.oneof(
    fc.json(),
    fc.uint8Array().map((array) => Buffer.from(array)),
    fc.string(),
  );
  const item = fc.dictionary(
    fc.constantFrom(
      ...['id', 'type', 'contact', 'tag', 'conversation', 'model', 'merged_from', 'conversation_id'],
      ...['state', 'source', 'contacts', 'admin_assignee_id', 'team_assignee_id', 'tags', 'phone', 'updated_at'],
    ),
    fc.oneof(
      fc.jsonValue(),
      // Text has a length, and so has this.
      fc.constant({ length: { toString: 1 } }),
      fc.constant({ id: '5' }),
      fc.constant('\ud800'),
      fc.constant('7'),
      fc.constant({ tags: [] }),
    ),
  );

  test('are read without a fault', () => {
    fc.assert(fc.property(hostile, (body) => void read(body)));
  });

  test('as the item of any topic give work whose ids every database can keep, or none', () => {
    fc.assert(
      fc.property(fc.constantFrom(...TOPICS.keys()), item, fc.jsonValue(), (topic, strange, id) => {
        const reading = read({ ...about(topic, strange), id });
        if (reading.result !== 'work') return;
        const { job, notificationId } = reading.notification;
        for (const kept of [job.jobId, job.orderingKey, notificationId, job.payload]) {
          expect(kept).not.toMatch(/[\p{Cc}\p{Cs}]/u);
        }
        expect(job.orderingKey).toMatch(/^\w+(:.+)?$/);
        const { change }: NotificationWork = JSON.parse(job.payload);
        expect(change.about).toBeTypeOf('string');
      }),
      { numRuns: 300 },
    );
  });

  test('that are nested deeply do not end the process', () => {
    expect(read('['.repeat(500_000))).toEqual({ result: 'malformed' });
    const deep = `{"topic":"call.ended","app_id":"a","data":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`;
    expect(['unreadable', 'malformed']).toContain(read(deep).result);
  });
});

test('only topics that Callcard uses are subscribed to, and none that Intercom does not have', () => {
  expect(TOPICS.size).toBe(Object.keys(Object.fromEntries(TOPICS)).length);
  for (const topic of TOPICS.keys())
    expect(topic).toMatch(/^(conversation|conversation_part|contact|company|call|admin|ticket)\./);
  expect(itemOf('call.ended')).toMatchObject({ type: 'call' });
});
