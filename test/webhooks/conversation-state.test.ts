import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Conversation } from '../../server/intercom/types.ts';
import { conversationState } from '../../server/webhooks/conversation-state.ts';

function conversation(words: { title?: string; subject?: string; body?: string }): Conversation {
  return {
    id: '1',
    title: words.title,
    state: 'open',
    createdAtMs: 1,
    updatedAtMs: 2,
    source: { type: 'email', subject: words.subject, body: words.body, author: undefined },
    adminAssigneeId: undefined,
    teamAssigneeId: undefined,
    tags: [],
    contactIds: ['c'],
    parts: [{ id: 'p', partType: 'comment', body: 'secret', author: undefined, createdAtMs: 1 }],
    finParticipated: false,
    finResolutionState: undefined,
  };
}

const bodyOf = (words: Parameters<typeof conversation>[0]) => conversationState(conversation(words)).source?.body;

test('a first message is kept only where nothing else names the conversation', () => {
  expect(bodyOf({ title: 'Title', body: 'Hello' })).toBeUndefined();
  expect(bodyOf({ subject: 'Subject', body: 'Hello' })).toBeUndefined();
  expect(bodyOf({ title: ' ', subject: '<p></p>', body: 'Hello' })).toBe('Hello');
  expect(bodyOf({ body: '<p></p><img src="a">' })).toBeUndefined();
  expect(bodyOf({})).toBeUndefined();
});

test('the same message is the same as HTML and as plain text', () => {
  expect(bodyOf({ body: '<p>Hello   <b>there</b> &amp; you</p>' })).toBe(bodyOf({ body: 'Hello there & you' }));
});

test('no more than 200 characters are kept, of whole characters, and no part of the conversation', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 0, maxLength: 500 }), (body) => {
      const state = conversationState(conversation({ body }));
      expect(state.source?.body?.length ?? 0).toBeLessThanOrEqual(200);
      expect(state.source?.body?.isWellFormed() ?? true).toBe(body.isWellFormed());
      expect(state).not.toHaveProperty('parts');
    }),
  );
  expect(bodyOf({ body: `${'a'.repeat(199)}😀` })).toBe('a'.repeat(199));
});

test('a long message of angle brackets, which takes some patterns for ever, is kept as it is', () => {
  expect(bodyOf({ body: '<'.repeat(500_000) })).toBe('<'.repeat(200));
  expect(bodyOf({ body: '<a '.repeat(170_000) })).toBe('<a '.repeat(67).slice(0, 200));
});
