import { describe, expect, it } from 'vitest';
import { CALL_LOG_PART } from '../../sandbox/state/call-log.ts';
import { ACME, sandboxUnderTest } from './sandbox-under-test.ts';
import { sandboxWithToldApp } from './told-app.ts';

interface Part {
  part_type: string;
  body: string;
  created_at: number;
  author: { type: string; email: string };
}

describe('the call log', () => {
  it('stands among the parts of a phone conversation, in the order in which things happened', async () => {
    const { client, workspaceOf } = sandboxUnderTest();
    const call = client(ACME);
    let entries = 0;
    for (const { id } of workspaceOf(ACME).conversations.values()) {
      const { body } = await call('GET', `/conversations/${id}?display_as=plaintext`);
      const parts: Part[] = body.conversation_parts.conversation_parts;
      const log = parts.filter((part) => part.part_type === CALL_LOG_PART);
      for (const { author } of log)
        expect(author).toMatchObject({ type: 'bot', email: 'operator+acmeus1@intercom.io' });
      if (log.length === 0) continue;
      expect(body.source.type).toBe('phone_call');
      expect(parts.map(({ created_at }) => created_at)).toEqual(
        parts.map(({ created_at }) => created_at).toSorted((a, b) => a - b),
      );
      entries += log.length;
    }
    expect(entries).toBeGreaterThan(15);
  });

  it.each([
    ['answered', /^Call answered by Bo Lindqvist\.$/],
    ['missed', /^Call missed by Bo Lindqvist\.$/],
    ['declined', /^Call declined by Bo Lindqvist using the Decline button\.$/],
    ['abandoned', /^Call ended by customer before a teammate answered\.$/],
    ['deflected', /^Call deflected because .+\.$/],
  ])('tells of a simulated call that it was %s', async (outcome, sentence) => {
    const { control, client, workspaceOf } = await sandboxWithToldApp();
    const [contact] = workspaceOf(ACME).contacts.values();
    const { body } = await control('POST', `${ACME}/calls`, { contactId: contact?.id, outcome, adminId: '5010002' });
    const read = await client(ACME)('GET', `/conversations/${body.conversationId}?display_as=plaintext`);
    const parts: Part[] = read.body.conversation_parts.conversation_parts;
    expect(parts.filter((part) => part.part_type === CALL_LOG_PART).map((part) => part.body)).toEqual([
      expect.stringMatching(sentence),
    ]);
  });
});
