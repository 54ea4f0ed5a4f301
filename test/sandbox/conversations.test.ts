import { describe, expect, it } from 'vitest';
import { ACME, BO, refusal, sandboxUnderTest } from './sandbox-under-test.ts';

describe('a conversation', () => {
  it('comes with source, people, tags and parts', async () => {
    const sandbox = sandboxUnderTest();
    const { id } = sandbox.conversationTitled('Invoice question');
    const { body } = await sandbox.client(ACME)('GET', `/conversations/${id}`);
    const jo = sandbox.contactNamed('Jo Vance');
    expect(body).toMatchObject({
      type: 'conversation',
      id,
      state: 'closed',
      open: false,
      admin_assignee_id: Number(BO),
      team_assignee_id: 701002,
      source: { type: 'email', subject: 'Invoice question', author: { type: 'user', id: jo.id } },
      contacts: { type: 'contact.list', contacts: [{ type: 'contact', id: jo.id, external_id: 'user-1001' }] },
      ai_agent_participated: false,
      ai_agent: null,
      conversation_parts: { type: 'conversation_part.list', total_count: 5 },
    });
    expect(body.tags.tags.map((tag: { name: string }) => tag.name)).toEqual(['Billing', 'Invoice']);
    const parts = body.conversation_parts.conversation_parts;
    expect(parts.map((part: { part_type: string }) => part.part_type)).toEqual([
      'assignment',
      'note',
      'comment',
      'comment',
      'close',
    ]);
    expect(parts[0].assigned_to).toEqual({ type: 'team', id: '701002' });
    expect(body.source.body).toContain('<p>Thanks, Jo</p>');
  });

  it('has no HTML in it when plain text is asked for', async () => {
    const sandbox = sandboxUnderTest();
    const { id } = sandbox.conversationTitled(
      'Our data processing agreement & the list of sub-processors (second reminder, please answer)',
    );
    const { body } = await sandbox.client(ACME)('GET', `/conversations/${id}?display_as=plaintext`);
    expect(body.source.body).toBe(
      'Hello,\nWhere is the signed copy?\nWhich sub-processors are in the EU?\nSee our template.',
    );
    expect(body.conversation_parts.conversation_parts[1].body).toBe('Asked legal. Do not send the old PDF.');
  });

  it('with nobody assigned has 0 for both assignees, and Fin where Fin took part', async () => {
    const sandbox = sandboxUnderTest();
    const fin = [...sandbox.workspaceOf(ACME).conversations.values()].find(
      ({ aiAgent }) => aiAgent?.resolutionState === 'confirmed_resolution',
    );
    const { body } = await sandbox.client(ACME)('GET', `/conversations/${fin?.id}`);
    expect([body.admin_assignee_id, body.team_assignee_id]).toEqual([0, 0]);
    expect(body).toMatchObject({ ai_agent_participated: true, ai_agent: { resolution_state: 'confirmed_resolution' } });
  });

  it('carries its five hundred newest parts and counts them all', async () => {
    const sandbox = sandboxUnderTest();
    const conversation = sandbox.conversationTitled('Invoice question');
    const [first] = conversation.parts;
    if (first === undefined) throw new Error('The conversation has no parts');
    conversation.parts = Array.from({ length: 502 }, (_, index) => ({ ...first, id: String(index) }));
    const { body } = await sandbox.client(ACME)('GET', `/conversations/${conversation.id}`);
    const { conversation_parts: parts, total_count: total } = body.conversation_parts;
    expect([parts.length, parts[0].id, total]).toEqual([500, '2', 502]);
  });

  it('that does not exist is not found', async () => {
    expect(refusal(await sandboxUnderTest().client(ACME)('GET', '/conversations/5'))).toEqual([
      404,
      'error.list',
      'not_found',
    ]);
  });

  it('takes a title, a read mark and custom attributes', async () => {
    const sandbox = sandboxUnderTest();
    const path = `/conversations/${sandbox.conversationTitled('Invoice question').id}`;
    const { body } = await sandbox.client(ACME)('PUT', path, {
      title: 'Invoice, corrected',
      read: true,
      custom_attributes: { 'Last call id': 'abc' },
    });
    expect(body).toMatchObject({
      title: 'Invoice, corrected',
      read: true,
      custom_attributes: { 'Last call id': 'abc' },
    });
  });
});

describe('finding conversations', () => {
  const search = (call: ReturnType<ReturnType<typeof sandboxUnderTest>['client']>, value: unknown[]) =>
    call('POST', '/conversations/search', { query: { operator: 'AND', value } });

  it('lists the most recently changed first, without their parts', async () => {
    const { body } = await sandboxUnderTest().client(ACME)('GET', '/conversations');
    expect(body.type).toBe('conversation.list');
    const changed = body.conversations.map((each: { updated_at: number }) => each.updated_at);
    expect(changed).toEqual(changed.toSorted((a: number, b: number) => b - a));
    expect(body.conversations[0]).not.toHaveProperty('conversation_parts');
    expect(body.total_count).toBeGreaterThanOrEqual(14);
  });

  it('finds the phone calls of a contact', async () => {
    const sandbox = sandboxUnderTest();
    const call = sandbox.client(ACME);
    const jo = { field: 'contact_ids', operator: '=', value: sandbox.contactNamed('Jo Vance').id };
    expect((await search(call, [jo])).body.total_count).toBe(4);
    const phone = await search(call, [jo, { field: 'source.type', operator: '=', value: 'phone_call' }]);
    expect(phone.body.total_count).toBe(2);
    expect(
      phone.body.conversations.every((each: { source: { type: string } }) => each.source.type === 'phone_call'),
    ).toBe(true);
  });

  it('finds by state, tag, assignee given as text or number, and Fin', async () => {
    const sandbox = sandboxUnderTest();
    const call = sandbox.client(ACME);
    const count = async (...value: unknown[]) => (await search(call, value)).body.total_count;
    expect(await count({ field: 'state', operator: '=', value: 'snoozed' })).toBe(1);
    expect(await count({ field: 'open', operator: '=', value: false })).toBe(5);
    expect(await count({ field: 'tag_ids', operator: 'IN', value: [sandbox.tagNamed('Voicemail').id] })).toBe(1);
    const byBo = await count({ field: 'admin_assignee_id', operator: '=', value: Number(BO) });
    expect(byBo).toBe(await count({ field: 'admin_assignee_id', operator: '=', value: BO }));
    expect(byBo).toBeGreaterThan(1);
    expect(await count({ field: 'ai_agent.resolution_state', operator: '=', value: 'escalated' })).toBe(2);
    expect(await count({ field: 'contact_ids', operator: '=', value: '66a1f0000000000000000000' })).toBe(0);
  });

  it('counts the bound itself: > means at least', async () => {
    const sandbox = sandboxUnderTest();
    const call = sandbox.client(ACME);
    const newest = (await call('GET', '/conversations')).body.conversations[0].updated_at;
    const count = async (operator: string, value: number) =>
      (await search(call, [{ field: 'updated_at', operator, value }])).body.total_count;
    expect(await count('>', newest)).toBe(1);
    expect(await count('>', newest + 1)).toBe(0);
    expect(await count('<', newest)).toBe((await call('GET', '/conversations')).body.total_count);
  });

  it('refuses fields it does not know', async () => {
    const call = sandboxUnderTest().client(ACME);
    expect(refusal(await search(call, [{ field: 'mood', operator: '=', value: 'good' }]))).toEqual([
      400,
      'error.list',
      'parameter_invalid',
    ]);
  });
});
