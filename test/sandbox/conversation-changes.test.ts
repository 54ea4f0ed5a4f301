import { describe, expect, it } from 'vitest';
import { ACME, ADA, BO, refusal, sandboxUnderTest } from './sandbox-under-test.ts';

const NOTE = { message_type: 'note', type: 'admin', admin_id: BO, body: '<p>Called back</p>' };

function withConversation(title = 'Invoice question') {
  const sandbox = sandboxUnderTest();
  const conversation = sandbox.conversationTitled(title);
  const call = sandbox.client(ACME);
  const path = `/conversations/${conversation.id}`;
  const lastPart = async () => (await call('GET', path)).body.conversation_parts.conversation_parts.at(-1);
  return { ...sandbox, conversation, call, path, lastPart };
}

describe('replying', () => {
  it('adds a note as the teammate, leaves a closed conversation closed, and moves updated_at', async () => {
    const { call, path, time } = withConversation();
    time.nowMs += 5000;
    const { status, body } = await call('POST', `${path}/reply`, NOTE);
    expect(status).toBe(200);
    expect(body).toMatchObject({ type: 'conversation', state: 'closed', updated_at: Math.floor(time.nowMs / 1000) });
    expect(body.conversation_parts.conversation_parts.at(-1)).toMatchObject({
      part_type: 'note',
      body: '<p>Called back</p>',
      author: { type: 'admin', id: BO, name: 'Bo Lindqvist' },
      created_at: Math.floor(time.nowMs / 1000),
    });
  });

  it('dates a note back when asked, and escapes plain text', async () => {
    const { call, path } = withConversation();
    await call('POST', `${path}/reply`, { ...NOTE, body: 'a < b\nc', created_at: 1_700_000_000, admin_id: Number(BO) });
    const { body } = await call('GET', path);
    expect(body.conversation_parts.conversation_parts.at(-1)).toMatchObject({
      body: '<p>a &lt; b<br>c</p>',
      created_at: 1_700_000_000,
    });
  });

  it('doubles a note that is sent twice: nothing in Intercom prevents that', async () => {
    const { call, path, conversation } = withConversation();
    const before = conversation.parts.length;
    await call('POST', `${path}/reply`, NOTE);
    await call('POST', `${path}/reply`, NOTE);
    expect(conversation.parts.length).toBe(before + 2);
  });

  it('shows a comment as what it is, so that a test can prove that none was sent', async () => {
    const { call, path, lastPart, state } = withConversation();
    await call('POST', `${path}/reply`, { ...NOTE, message_type: 'comment' });
    expect(await lastPart()).toMatchObject({ part_type: 'comment', author: { type: 'admin', id: BO } });
    const sent = state.requests.filter(({ method, path: at }) => method === 'POST' && at.endsWith('/reply'));
    expect(sent.map(({ body }) => (body as { message_type: string }).message_type)).toEqual(['comment']);
  });

  it('opens a closed conversation when the customer answers', async () => {
    const { call, path, lastPart, contactNamed } = withConversation();
    const jo = contactNamed('Jo Vance').id;
    const reply = { message_type: 'comment', type: 'user', intercom_user_id: jo, body: 'One more thing' };
    expect((await call('POST', `${path}/reply`, reply)).body).toMatchObject({ state: 'open', read: false });
    expect(await lastPart()).toMatchObject({ part_type: 'open', author: { type: 'user', id: jo } });
  });

  it('needs a teammate who exists, a body, and a conversation', async () => {
    const { call, path } = withConversation();
    const { admin_id: _, ...anonymous } = NOTE;
    expect(refusal(await call('POST', `${path}/reply`, anonymous))).toEqual([400, 'error.list', 'parameter_not_found']);
    expect(refusal(await call('POST', `${path}/reply`, { ...NOTE, admin_id: '1' }))).toEqual([
      404,
      'error.list',
      'admin_not_found',
    ]);
    expect(refusal(await call('POST', `${path}/reply`, { ...NOTE, body: '' }))).toEqual([
      400,
      'error.list',
      'parameter_invalid',
    ]);
    expect(refusal(await call('POST', `${path}/reply`, { ...NOTE, message_type: 'shout' }))).toEqual([
      400,
      'error.list',
      'parameter_invalid',
    ]);
    expect(refusal(await call('POST', '/conversations/5/reply', NOTE))).toEqual([404, 'error.list', 'not_found']);
  });
});

describe('closing, opening, snoozing, assigning', () => {
  it('each adds its part and its state', async () => {
    const { call, path, time, lastPart } = withConversation();
    const part = (body: object) => call('POST', `${path}/parts`, { admin_id: BO, ...body });
    const until = Math.floor(time.nowMs / 1000) + 3600;
    expect((await part({ message_type: 'open' })).body).toMatchObject({ state: 'open', open: true });
    expect(await lastPart()).toMatchObject({ part_type: 'open', state: 'open' });
    expect((await part({ message_type: 'snoozed', snoozed_until: until })).body).toMatchObject({
      state: 'snoozed',
      open: true,
      snoozed_until: until,
    });
    expect((await part({ message_type: 'close', type: 'admin', body: 'Bye' })).body).toMatchObject({
      state: 'closed',
      open: false,
      snoozed_until: null,
    });
    expect(await lastPart()).toMatchObject({ part_type: 'close', body: '<p>Bye</p>' });
  });

  it('assigns to a teammate, to a team, and to nobody', async () => {
    const { call, path, lastPart } = withConversation('Call with Priya Raman');
    const assign = (type: string, assignee: string) =>
      call('POST', `${path}/parts`, { message_type: 'assignment', type, admin_id: ADA, assignee_id: assignee });
    expect((await assign('admin', BO)).body).toMatchObject({ admin_assignee_id: Number(BO), team_assignee_id: 701001 });
    expect(await lastPart()).toMatchObject({
      part_type: 'assignment',
      assigned_to: { type: 'admin', id: BO },
      author: { id: ADA },
    });
    expect((await assign('team', '701002')).body).toMatchObject({ admin_assignee_id: 0, team_assignee_id: 701002 });
    expect(await lastPart()).toMatchObject({ assigned_to: { type: 'team', id: '701002' } });
    expect((await assign('team', '0')).body).toMatchObject({ admin_assignee_id: 0, team_assignee_id: 0 });
    expect((await lastPart()).assigned_to).toBeNull();
  });

  it('opens a closed conversation by assigning it', async () => {
    const { call, path, lastPart } = withConversation();
    await call('POST', `${path}/parts`, { message_type: 'assignment', type: 'admin', admin_id: BO, assignee_id: ADA });
    expect(await lastPart()).toMatchObject({ part_type: 'assign_and_reopen', state: 'open' });
  });

  it('refuses an unknown assignee, a past snooze, and a note in the wrong place', async () => {
    const { call, path, time, conversation } = withConversation();
    const before = conversation.parts.length;
    const part = (body: object) => call('POST', `${path}/parts`, { admin_id: BO, ...body });
    const assignment = { message_type: 'assignment', type: 'admin', assignee_id: '701001' };
    expect(refusal(await part(assignment))).toEqual([404, 'error.list', 'assignee_not_found']);
    const past = { message_type: 'snoozed', snoozed_until: Math.floor(time.nowMs / 1000) };
    expect(refusal(await part(past))).toEqual([400, 'error.list', 'parameter_invalid']);
    expect((await part({ ...NOTE })).status).toBe(400);
    expect(refusal(await part({ message_type: 'open', admin_id: '1' }))).toEqual([
      404,
      'error.list',
      'admin_not_found',
    ]);
    expect([conversation.parts.length, conversation.state]).toEqual([before, 'closed']);
  });
});

describe('tags of a conversation', () => {
  it('go on once, as the teammate, and move updated_at', async () => {
    const { call, path, tagNamed, time } = withConversation();
    const { id } = tagNamed('VIP');
    time.nowMs += 60_000;
    const attached = await call('POST', `${path}/tags`, { id, admin_id: BO });
    expect(attached.body).toEqual({
      type: 'tag',
      id,
      name: 'VIP',
      applied_at: Math.floor(time.nowMs / 1000),
      applied_by: { type: 'admin', id: BO },
    });
    await call('POST', `${path}/tags`, { id, admin_id: ADA });
    const { body } = await call('GET', path);
    expect(body.tags.tags.filter((tag: { id: string }) => tag.id === id)).toEqual([attached.body]);
    expect(body.updated_at).toBe(Math.floor(time.nowMs / 1000));
  });

  it('come off only with a body that says who did it', async () => {
    const { call, path, tagNamed } = withConversation();
    const { id } = tagNamed('Billing');
    expect(refusal(await call('DELETE', `${path}/tags/${id}`))).toEqual([400, 'error.list', 'parameter_not_found']);
    expect((await call('DELETE', `${path}/tags/${id}`, { admin_id: BO })).body).toMatchObject({ type: 'tag', id });
    expect(refusal(await call('DELETE', `${path}/tags/${id}`, { admin_id: BO }))).toEqual([
      404,
      'error.list',
      'tag_not_found',
    ]);
  });

  it('must exist, and so must the teammate and the conversation', async () => {
    const { call, path, tagNamed } = withConversation();
    const { id } = tagNamed('VIP');
    expect(refusal(await call('POST', `${path}/tags`, { id }))).toEqual([400, 'error.list', 'parameter_not_found']);
    expect(refusal(await call('POST', `${path}/tags`, { id: '1', admin_id: BO }))).toEqual([
      404,
      'error.list',
      'tag_not_found',
    ]);
    expect(refusal(await call('POST', `${path}/tags`, { id, admin_id: '1' }))).toEqual([
      404,
      'error.list',
      'admin_not_found',
    ]);
    expect(refusal(await call('POST', '/conversations/5/tags', { id, admin_id: BO }))).toEqual([
      404,
      'error.list',
      'not_found',
    ]);
  });
});
