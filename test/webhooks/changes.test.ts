import { describe, expect, test } from 'vitest';
import type { Change } from '../../server/webhooks/change.ts';
import { readNotification } from '../../server/webhooks/read-notification.ts';
import { bytesOf, START_MS, START_SECONDS } from './bytes.ts';
import { about, CONTACT_ID, CONVERSATION_ID, itemOf } from './notifications.ts';

function changeOf(topic: string, item: Record<string, unknown> = itemOf(topic)): Change | undefined {
  const reading = readNotification(bytesOf(about(topic, item)), START_MS);
  return reading.result === 'work' ? JSON.parse(reading.notification.job.payload).change : undefined;
}

describe('a contact', () => {
  test('is told in whole seconds, as answers are, though notifications have milliseconds', () => {
    const item = { ...itemOf('contact.user.updated'), updated_at: '2026-01-08T18:05:00.963+00:00' };
    expect(changeOf('contact.user.updated', item)).toMatchObject({
      about: 'contact',
      contact: { id: CONTACT_ID, phone: '+14155550100', updatedAtMs: START_MS, companyCount: 0 },
    });
    const inSeconds = { ...item, updated_at: START_SECONDS };
    expect(changeOf('contact.user.updated', inSeconds)).toEqual(changeOf('contact.user.updated', item));
  });

  test.each(['phone', 'email', 'name', 'role'])(
    'that comes without its %s has no version: it is asked for again',
    (key) => {
      const { [key]: _, ...item } = itemOf('contact.user.updated');
      const change = changeOf('contact.user.updated', item);
      expect(change).toMatchObject({ about: 'contact', contact: { id: CONTACT_ID } });
      expect(change).not.toHaveProperty('contact.updatedAtMs');
    },
  );

  test('that was archived or deleted is only an id', () => {
    for (const topic of ['contact.archived', 'contact.deleted'])
      expect(changeOf(topic)).toEqual({ about: 'contact_removed', contactId: CONTACT_ID });
  });

  test.each([
    ['an object', { type: 'contact', id: 'from' }],
    ['an id', 'from'],
    ['a number', 5],
    ['a list', [{}, { id: 'from' }]],
  ])('that was merged names the other as %s', (_, from) => {
    const mergedFromId = from === 5 ? '5' : 'from';
    expect(changeOf('contact.merged', { ...itemOf('contact.merged'), merged_from: from })).toMatchObject({
      about: 'merge',
      contact: { id: CONTACT_ID },
      mergedFromId,
    });
  });

  test.each([undefined, null, {}, [], CONTACT_ID])('merged from %j is an update', (from) => {
    const change = changeOf('contact.merged', { ...itemOf('contact.merged'), merged_from: from });
    expect(change).toMatchObject({ about: 'contact', contact: { id: CONTACT_ID } });
  });

  test('got a tag or lost it', () => {
    const tag = { id: '900001', name: 'Sample' };
    const told = { about: 'contact_tag', contactId: CONTACT_ID, tag };
    expect(changeOf('contact.lead.tag.created')).toEqual({ ...told, attached: true });
    expect(changeOf('contact.user.tag.deleted')).toEqual({ ...told, attached: false });
  });

  test('came to a company or left it', () => {
    for (const topic of ['company.contact.attached', 'company.contact.detached'])
      expect(changeOf(topic)).toEqual({ about: 'contact_companies', contactId: CONTACT_ID });
  });
});

describe('a conversation', () => {
  const TOPIC = 'conversation.user.replied';

  test('is told without its parts, and with no words but its subject', () => {
    const secret = 'my card number is 4111';
    const parts = { conversation_parts: [{ id: '1', part_type: 'comment', body: secret }] };
    const item = {
      ...itemOf(TOPIC),
      conversation_parts: parts,
      source: { type: 'email', subject: 'Invoice', body: secret },
    };
    const change = changeOf(TOPIC, item);
    expect(change).toMatchObject({
      about: 'conversation',
      conversation: { id: CONVERSATION_ID, state: 'open', adminAssigneeId: '7', contactIds: [CONTACT_ID] },
    });
    expect(JSON.stringify(change)).not.toContain(secret);
  });

  test.each(['state', 'source', 'contacts', 'admin_assignee_id', 'team_assignee_id', 'tags'])(
    'that comes without its %s is only in doubt, as nobody knows what it is',
    (key) => {
      const { [key]: _, ...item } = itemOf(TOPIC);
      expect(changeOf(TOPIC, item)).toEqual({ about: 'conversation_part', conversationId: CONVERSATION_ID });
    },
  );

  test('that somebody came to is in doubt, and so is their list', () => {
    for (const topic of ['conversation.contact.attached', 'conversation.contact.detached'])
      expect(changeOf(topic)).toEqual({
        about: 'conversation_part',
        conversationId: CONVERSATION_ID,
        contactId: CONTACT_ID,
      });
  });

  test('of which a part was tagged is in doubt, in both shapes that Intercom gives', () => {
    const doubt = { about: 'conversation_part', conversationId: CONVERSATION_ID };
    const TAGGED = 'conversation_part.tag.created';
    expect(changeOf(TAGGED)).toEqual(doubt);
    const part = { type: 'conversation_part', id: '37', conversation_id: 499 };
    expect(changeOf(TAGGED, part)).toEqual(doubt);
    expect(changeOf(TAGGED, { type: 'conversation_part', id: '37', conversation: { id: '499' } })).toEqual(doubt);
    expect(changeOf(TAGGED, { type: 'conversation_part', id: '37' })).toBeUndefined();
  });

  test('that was deleted is only an id, by either name', () => {
    const removed = { about: 'conversation_removed', conversationId: CONVERSATION_ID };
    expect(changeOf('conversation.deleted')).toEqual(removed);
    expect(changeOf('conversation.deleted', { type: 'conversation', id: '499' })).toEqual(removed);
  });

  test('that was made a ticket has the ticket’s id, not its number', () => {
    const doubt = { about: 'conversation_part', conversationId: CONVERSATION_ID };
    expect(changeOf('ticket.state.updated')).toEqual(doubt);
    expect(changeOf('ticket.closed')).toEqual(doubt);
    expect(changeOf('ticket.closed', { type: 'ticket', id: 499, ticket_id: '66040342' })).toEqual(doubt);
    expect(changeOf('ticket.contact.attached')).toEqual({ ...doubt, contactId: CONTACT_ID });
  });
});

describe('a call', () => {
  test('is told without its transcript, but with whether there is one', () => {
    const item = { ...itemOf('call.transcription_available'), transcript: [{ text: 'my secret' }] };
    const change = changeOf('call.transcription_available', item);
    expect(change).toMatchObject({
      about: 'call',
      call: { id: '7000001', conversationId: CONVERSATION_ID, hasTranscript: true, transcript: [], state: 'ended' },
    });
    expect(JSON.stringify(change)).not.toContain('my secret');
  });

  test('of no conversation has a line of its own', () => {
    const item = { ...itemOf('call.started'), conversation_id: null };
    const reading = readNotification(bytesOf(about('call.started', item)), START_MS);
    expect(reading).toMatchObject({ notification: { job: { orderingKey: 'call:7000001' } } });
  });
});

describe('a company', () => {
  test('is told with its name, and deleted by its id', () => {
    const { id } = itemOf('company.updated');
    expect(changeOf('company.updated')).toMatchObject({ about: 'company', company: { id, name: 'Sample Company' } });
    expect(changeOf('company.deleted')).toEqual({ about: 'company_removed', companyId: id });
  });
});

test('whatever happens to a teammate puts the list of them in doubt', () => {
  for (const topic of ['admin.added_to_workspace', 'admin.removed_from_workspace', 'admin.away_mode_updated'])
    expect(changeOf(topic)).toEqual({ about: 'teammates' });
});
