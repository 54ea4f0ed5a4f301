import { describe, expect, it } from 'vitest';
import { ACME, ADA, BO } from './sandbox-under-test.ts';
import { sandboxWithToldApp, type Told } from './told-app.ts';

const topics = (told: readonly Told[]) => told.map(({ body }) => body.topic);

async function room() {
  const sandbox = await sandboxWithToldApp();
  sandbox.install(ACME);
  const { control, toldBy } = sandbox;
  const says = async (method: string, path: string, body?: Record<string, unknown>) =>
    topics(await toldBy(() => control(method, `${ACME}/${path}`, body)));
  const act = (method: string, path: string, body?: Record<string, unknown>) =>
    control(method, `${ACME}/${path}`, body);
  return { ...sandbox, says, act };
}

describe('a phone call', () => {
  it('from a contact rings, is answered by a teammate and ends, in a conversation of its own', async () => {
    const { act, client, contactNamed, time, toldBy } = await room();
    const priya = contactNamed('Priya Raman');
    const read = client(ACME);
    const rung = await act('POST', 'calls', { contactId: priya.id });
    expect(rung.body).toMatchObject({ contactId: priya.id, state: 'ringing', endedReason: null });
    const { callId, conversationId } = rung.body;
    const path = `calls/${callId}`;
    time.nowMs += 8_000;
    expect(await toldBy(() => act('POST', path, { outcome: 'in_progress', adminId: BO }))).toEqual([]);
    time.nowMs += 60_000;
    const told = await toldBy(() => act('POST', path, { outcome: 'answered', recorded: true }));
    expect(topics(told)).toEqual(['call.ended', 'call.recording_available', 'call.transcription_available']);
    const seconds = Math.floor(time.nowMs / 1000);
    const call = (await read('GET', `/${path}`)).body;
    expect(call).toMatchObject({
      conversation_id: conversationId,
      contact_id: priya.id,
      admin_id: BO,
      phone: '+14155550111',
      state: 'completed',
      ended_reason: 'answered',
      answered_at: seconds - 60,
      ended_at: seconds,
      updated_at: seconds,
      recording_url: expect.any(String),
      transcription_url: expect.any(String),
    });
    expect(told[2]?.body.data.item).toEqual(call);
    const conversation = (await read('GET', `/conversations/${conversationId}`)).body;
    expect([conversation.source.type, conversation.updated_at]).toEqual(['phone_call', seconds]);
  });

  it.each(['missed', 'declined', 'abandoned', 'deflected', 'voicemail', 'no_answer'])(
    'can end as %s without an answer',
    async (outcome) => {
      const { act, contactNamed, says } = await room();
      const { callId } = (await act('POST', 'calls', { contactId: contactNamed('Jo Vance').id })).body;
      expect(await says('POST', `calls/${callId}`, { outcome })).toEqual(['call.ended']);
      expect((await act('POST', `calls/${callId}`, { outcome: 'in_progress' })).body.message).toBe(
        'This call is over.',
      );
    },
  );

  it('from a number that nobody has makes a lead; one that somebody has is theirs, however it is written', async () => {
    const { act, contactNamed, says, workspaceOf } = await room();
    expect(await says('POST', 'calls', { phone: '+14155550186' })).toEqual([
      'contact.lead.created',
      'conversation.user.created',
      'call.started',
    ]);
    const lead = [...workspaceOf(ACME).contacts.values()].at(-1);
    expect([lead?.role, lead?.phone]).toEqual(['lead', '+14155550186']);
    const known = await act('POST', 'calls', { phone: '(415) 555-0100', outcome: 'missed' });
    expect(known.body).toMatchObject({ contactId: contactNamed('Jo Vance').id, endedReason: 'missed' });
  });

  it('of a teammate to a customer is begun by the teammate', async () => {
    const { says, contactNamed } = await room();
    const call = { contactId: contactNamed('Jo Vance').id, direction: 'outbound', adminId: BO, outcome: 'answered' };
    expect(await says('POST', 'calls', call)).toEqual([
      'conversation.admin.single.created',
      'call.started',
      'call.ended',
    ]);
  });

  it('that cannot be is refused with what to say instead', async () => {
    const { act, contactNamed } = await room();
    const refused = async (path: string, body: Record<string, unknown>) => {
      const { status, body: answer } = await act('POST', path, body);
      return [status, answer.message];
    };
    expect(await refused('calls', {})).toEqual([400, expect.stringContaining('Say who calls')]);
    expect(await refused('calls', { phone: '+14155550100', outcome: 'sung' })).toEqual([
      400,
      expect.stringContaining('outcome'),
    ]);
    expect(await refused('calls/9', { outcome: 'missed' })).toEqual([404, 'Acme Support has no call 9.']);
    const contactId = contactNamed('Jo Vance').id;
    const { callId } = (await act('POST', 'calls', { contactId, outcome: 'in_progress' })).body;
    expect(await refused(`calls/${callId}`, { outcome: 'missed' })).toEqual([409, expect.stringContaining('answered')]);
    expect(await refused(`calls/${callId}`, { outcome: 'ringing' })).toEqual([
      409,
      expect.stringContaining('answered'),
    ]);
  });
});

describe('the controls of the page', () => {
  it('change, archive, bring back and delete a contact', async () => {
    const { act, contactNamed, says } = await room();
    const { id } = contactNamed('Jo Vance');
    const path = `contacts/${id}`;
    expect(await says('PUT', path, { name: 'Joanna Vance', phone: '' })).toEqual(['contact.user.updated']);
    expect([contactNamed('Joanna Vance').phone, contactNamed('Joanna Vance').email]).toEqual([
      undefined,
      'jo.vance@lumenlabs.example',
    ]);
    expect(await says('POST', `${path}/archive`)).toEqual(['contact.archived']);
    expect(await says('POST', `${path}/unarchive`)).toEqual(['contact.unarchive']);
    expect((await act('PUT', path, { email: 'nobody' })).body.message).toContain('is not an email address');
    expect(await says('DELETE', path)).toEqual(['contact.deleted']);
    expect((await act('DELETE', path)).status).toBe(404);
  });

  it('close, open and snooze a conversation, and delete it', async () => {
    const { act, conversationTitled, says } = await room();
    const conversation = conversationTitled('Invoice question');
    const path = `conversations/${conversation.id}`;
    const set = (state: string) => says('PUT', `${path}/state`, { state, adminId: ADA });
    expect(await set('closed')).toEqual(['conversation.admin.closed']);
    expect(await set('open')).toEqual(['conversation.admin.opened']);
    expect(await set('snoozed')).toEqual(['conversation.admin.snoozed']);
    expect(conversation.snoozedUntilMs).toBeGreaterThan(conversation.updatedAtMs);
    expect(await set('open')).toEqual(['conversation.admin.unsnoozed']);
    expect((await act('PUT', `${path}/state`, { state: 'open', adminId: '1' })).status).toBe(404);
    expect(await says('DELETE', path)).toEqual(['conversation.deleted']);
    expect((await act('DELETE', path)).status).toBe(404);
  });

  it('let the customer or Fin write, and a customer begin a conversation', async () => {
    const { act, contactNamed, conversationTitled, says } = await room();
    const conversation = conversationTitled('Invoice question');
    const path = `conversations/${conversation.id}/messages`;
    expect(await says('POST', path, { text: 'And another thing' })).toEqual([
      'conversation.user.replied',
      'contact.user.updated',
    ]);
    expect(conversation.parts.at(-1)?.bodyHtml).toBe('<p>And another thing</p>');
    expect(await says('POST', path, { text: 'Here to help', from: 'fin' })).toEqual(['conversation.operator.replied']);
    expect((await act('POST', path, { text: '  ' })).status).toBe(400);
    const contactId = contactNamed('Sam Okafor').id;
    expect(await says('POST', 'conversations', { contactId, text: 'Hello' })).toEqual(['conversation.user.created']);
    await act('DELETE', `contacts/${conversation.contactIds[0]}`);
    expect((await act('POST', path, { text: 'Ghost' })).body.message).toBe('The contact of this conversation is gone.');
  });

  it('send a teammate away and bring them back', async () => {
    const { says, workspaceOf } = await room();
    expect(await says('PUT', `teammates/${BO}/away`, { away: true })).toEqual(['admin.away_mode_updated']);
    expect(workspaceOf(ACME).admins.get(BO)?.awayModeEnabled).toBe(true);
    expect(await says('PUT', `teammates/${BO}/away`, { away: false })).toEqual(['admin.away_mode_updated']);
  });
});
