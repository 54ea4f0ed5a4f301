import { describe, expect, it } from 'vitest';
import { finVoiceByExternalId } from '../../sandbox/state/fin-voice-call.ts';
import { ACME, ADA, BO } from './sandbox-under-test.ts';
import { sandboxWithToldApp, signaturesOf, type Told } from './told-app.ts';

const topics = (told: readonly Told[]) => told.map(({ body }) => body.topic);
const items = (told: readonly Told[]) => told.map(({ body }) => body.data.item);
const TOMORROW_SECONDS = Date.UTC(2026, 0, 9) / 1000;

describe('a notification', () => {
  it('has the form, the signature and the sender of Intercom’s, and the conversation with the part that caused it', async () => {
    const { client, conversationTitled, time, toldBy } = await sandboxWithToldApp();
    const call = client(ACME);
    const { id, parts } = conversationTitled('Invoice question');
    const note = { message_type: 'note', type: 'admin', admin_id: BO, body: '<p>Called <b>back</b></p>' };
    time.nowMs += 5_000;
    const [told] = await toldBy(() => call('POST', `/conversations/${id}/reply`, note));
    if (told === undefined) throw new Error('Nothing was told');
    expect([told.method, told.path, told.headers['user-agent']]).toEqual([
      'POST',
      '/webhooks/intercom',
      'intercom-parrot-service-client/1.0',
    ]);
    expect(signaturesOf(told).hub).toBe(true);
    const nowSeconds = Math.floor(time.nowMs / 1000);
    expect(told.body).toMatchObject({
      type: 'notification_event',
      id: expect.stringMatching(/^notif_[0-9a-f-]{36}$/),
      topic: 'conversation.admin.noted',
      app_id: ACME,
      created_at: nowSeconds,
      first_sent_at: nowSeconds,
      delivery_attempts: 1,
      self: null,
      data: { type: 'notification_event_data' },
    });
    const { item } = told.body.data;
    expect([item.type, item.id, item.updated_at]).toEqual(['conversation', id, nowSeconds]);
    expect(item.conversation_parts.conversation_parts).toEqual([
      expect.objectContaining({ id: parts.at(-1)?.id, part_type: 'note', body: 'Called back' }),
    ]);
    expect(item.source.body).not.toContain('<');
  });

  it('tells of a contact in full: an address that is not there is null', async () => {
    const { client, toldBy } = await sandboxWithToldApp();
    const lead = { role: 'lead', name: 'Nobody Mailed', phone: '+14155550177' };
    const [told] = await toldBy(() => client(ACME)('POST', '/contacts', lead));
    expect(told?.body).toMatchObject({ topic: 'contact.lead.created', data: { item: { ...lead, email: null } } });
  });

  it('goes out for the workspaces that have the app, and for no other', async () => {
    const { ask, contactNamed, control, install, told, webhooks } = await sandboxWithToldApp();
    const rename = () => control('PUT', `${ACME}/contacts/${contactNamed('Jo Vance').id}`, { name: 'Jo Vance' });
    expect((await rename()).status).toBe(200);
    await webhooks.settled();
    expect(told.told).toEqual([]);
    install(ACME);
    expect((await rename()).status).toBe(200);
    await webhooks.settled();
    expect(told.topics()).toEqual(['contact.user.updated']);
    expect((await ask('GET', '/api/sandbox/boreaeu1/webhooks')).body.deliveries).toEqual([]);
  });

  it('is sent only of topics that the app wants, and a ping always', async () => {
    const { client, contactNamed, told, webhooks } = await sandboxWithToldApp({
      webhookTopics: ['contact.archived'],
    });
    const call = client(ACME);
    const jo = `/contacts/${contactNamed('Jo Vance').id}`;
    expect((await call('PUT', jo, { name: 'Joanna' })).status).toBe(200);
    expect((await call('POST', `${jo}/archive`)).status).toBe(200);
    webhooks.ping(ACME);
    await webhooks.settled();
    expect(told.topics().toSorted()).toEqual(['contact.archived', 'ping']);
    expect(told.told.find(({ body }) => body.topic === 'ping')?.body).toMatchObject({
      id: null,
      data: { item: { type: 'ping' } },
    });
  });
});

describe('what an app does through REST is told', () => {
  it('of contacts: made, changed, given an address, signed up, tagged, merged, archived and deleted', async () => {
    const { client, contactNamed, tagNamed, toldBy } = await sandboxWithToldApp();
    const call = client(ACME);
    const sam = `/contacts/${contactNamed('Sam Okafor').id}`;
    const jo = `/contacts/${contactNamed('Jo Vance').id}`;
    const tagId = tagNamed('Spam').id;
    const says = async (method: string, path: string, body?: object) =>
      topics(await toldBy(() => call(method, path, body)));

    expect(await says('POST', '/contacts', { role: 'lead', phone: '+14155550199' })).toEqual(['contact.lead.created']);
    expect(await says('POST', '/contacts', { email: 'new@example.test' })).toEqual(['contact.user.created']);
    expect(await says('PUT', jo, { phone: '+14155550198' })).toEqual(['contact.user.updated']);
    expect(await says('PUT', jo, { email: 'jo@new.example' })).toEqual([
      'contact.user.updated',
      'contact.email.updated',
    ]);
    expect(await says('PUT', sam, { email: 'sam@new.example' })).toEqual([
      'contact.lead.updated',
      'contact.lead.added_email',
    ]);
    expect(await says('POST', `${sam}/tags`, { id: tagId })).toEqual(['contact.lead.tag.created']);
    expect(await says('POST', `${sam}/tags`, { id: tagId })).toEqual([]);
    expect(await says('DELETE', `${sam}/tags/${tagId}`)).toEqual(['contact.lead.tag.deleted']);
    expect(await says('POST', `${jo}/tags`, { id: tagId })).toEqual(['contact.user.tag.created']);
    expect(await says('DELETE', `/tags/${tagId}`)).toEqual(['contact.user.tag.deleted']);
    expect(await says('POST', `${jo}/notes`, { body: 'x', admin_id: BO })).toEqual(['contact.user.updated']);
    expect(await says('POST', `${jo}/block`)).toEqual(['contact.user.updated']);
    expect(await says('POST', `${jo}/archive`)).toEqual(['contact.archived']);
    expect(await says('POST', `${jo}/unarchive`)).toEqual(['contact.unarchive']);
    expect(await says('PUT', sam, { role: 'user' })).toEqual(['contact.lead.signed_up']);
    const merge = { from: contactNamed('Dana Bell').id, into: contactNamed('Marcus Bell').id };
    const [merged] = items(await toldBy(() => call('POST', '/contacts/merge', merge)));
    expect(merged).toMatchObject({ type: 'contact', id: merge.into, merged_from: merge.from });
    const [deleted] = await toldBy(() => call('DELETE', jo));
    expect([deleted?.body.topic, deleted?.body.data.item]).toEqual([
      'contact.deleted',
      { type: 'contact', id: jo.split('/')[2], external_id: 'user-1001', deleted: true },
    ]);
  });

  it('with the contact and the tag side by side', async () => {
    const { client, contactNamed, tagNamed, toldBy } = await sandboxWithToldApp();
    const [jo, spam] = [contactNamed('Jo Vance'), tagNamed('Spam')];
    const [item] = items(await toldBy(() => client(ACME)('POST', `/contacts/${jo.id}/tags`, { id: spam.id })));
    expect(item).toMatchObject({
      type: 'contact_tag',
      tag: { type: 'tag', id: spam.id, name: 'Spam' },
      contact: { type: 'contact', id: jo.id },
    });
    expect(item.contact.tags.data).toContainEqual(expect.objectContaining({ id: spam.id }));
  });

  it('of conversations: begun, answered, assigned, closed, opened, snoozed, tagged, joined, left and deleted', async () => {
    const { client, contactNamed, conversationTitled, tagNamed, toldBy } = await sandboxWithToldApp();
    const call = client(ACME);
    const conversation = conversationTitled('Invoice question');
    const path = `/conversations/${conversation.id}`;
    const says = async (method: string, to: string, body?: object) =>
      topics(await toldBy(() => call(method, to, body)));
    const part = (body: object) => says('POST', `${path}/parts`, { admin_id: BO, ...body });
    const reply = (body: object) => says('POST', `${path}/reply`, { body: 'x', ...body });
    const customer = { type: 'user', intercom_user_id: conversation.contactIds[0], message_type: 'comment' };

    expect(await part({ message_type: 'close', type: 'admin' })).toEqual(['conversation.admin.closed']);
    expect(await part({ message_type: 'open' })).toEqual(['conversation.admin.opened']);
    expect(await part({ message_type: 'snoozed', snoozed_until: TOMORROW_SECONDS })).toEqual([
      'conversation.admin.snoozed',
    ]);
    expect(await part({ message_type: 'open' })).toEqual(['conversation.admin.unsnoozed']);
    expect(await part({ message_type: 'assignment', type: 'admin', assignee_id: ADA })).toEqual([
      'conversation.admin.assigned',
    ]);
    await part({ message_type: 'close', type: 'admin' });
    expect(await part({ message_type: 'assignment', type: 'admin', assignee_id: BO })).toEqual([
      'conversation.admin.open.assigned',
    ]);
    expect(await reply({ type: 'admin', admin_id: BO, message_type: 'comment' })).toEqual([
      'conversation.admin.replied',
    ]);
    expect(await reply(customer)).toEqual(['conversation.user.replied', 'contact.user.updated']);
    const tag = { id: tagNamed('Spam').id, admin_id: BO };
    const [tagged] = items(await toldBy(() => call('POST', `${path}/tags`, tag)));
    expect(tagged).toMatchObject({ type: 'conversation', tags_added: { type: 'tag.list', tags: [{ id: tag.id }] } });
    // Intercom has no topic for these.
    expect(await says('DELETE', `${path}/tags/${tag.id}`, { admin_id: BO })).toEqual([]);
    expect(await says('PUT', path, { title: 'Renamed' })).toEqual([]);
    const priya = contactNamed('Priya Raman').id;
    const [joined] = await toldBy(() =>
      call('POST', `${path}/customers`, { admin_id: BO, customer: { intercom_user_id: priya } }),
    );
    expect([joined?.body.topic, joined?.body.data.item]).toEqual([
      'conversation.contact.attached',
      {
        conversation: expect.objectContaining({ id: conversation.id }),
        contact: expect.objectContaining({ id: priya }),
      },
    ]);
    expect(await says('DELETE', `${path}/customers/${priya}`, { admin_id: BO })).toEqual([
      'conversation.contact.detached',
    ]);
    expect(await says('POST', '/conversations', { from: { type: 'user', id: priya }, body: 'Hi' })).toEqual([
      'conversation.user.created',
    ]);
    const [deleted] = await toldBy(() => call('DELETE', path));
    expect([deleted?.body.topic, deleted?.body.data.item]).toEqual([
      'conversation.deleted',
      { type: 'conversation', conversation_id: conversation.id },
    ]);
  });

  it('of companies and of teammates who go away', async () => {
    const { client, contactNamed, toldBy } = await sandboxWithToldApp();
    const call = client(ACME);
    const made = await call('POST', '/companies', { company_id: 'new-1', name: 'New' });
    const { id } = made.body;
    const priya = contactNamed('Priya Raman').id;
    const says = async (method: string, path: string, body?: object) =>
      topics(await toldBy(() => call(method, path, body)));
    expect(await says('POST', '/companies', { company_id: 'new-2', name: 'Newer' })).toEqual(['company.created']);
    expect(await says('POST', '/companies', { company_id: 'new-1', name: 'Renamed' })).toEqual(['company.updated']);
    expect(await says('PUT', `/companies/${id}`, { plan: 'Pro' })).toEqual(['company.updated']);
    const [attached] = items(await toldBy(() => call('POST', `/contacts/${priya}/companies`, { id })));
    expect([attached.company.plan.name, attached.contact.id]).toEqual(['Pro', priya]);
    expect(await says('DELETE', `/contacts/${priya}/companies/${id}`)).toEqual(['company.contact.detached']);
    expect(await says('DELETE', `/companies/${id}`)).toEqual(['company.deleted']);
    const away = { away_mode_enabled: true, away_mode_reassign: true };
    const [admin] = items(await toldBy(() => call('PUT', `/admins/${BO}/away`, away)));
    expect(admin).toMatchObject({ type: 'admin', id: BO, ...away });
  });
});

it('whatever moves the time of the last change of a contact or a conversation is seen at once', async () => {
  const { client, contactNamed, conversationTitled, time } = await sandboxWithToldApp();
  const call = client(ACME);
  const [contact, conversation] = [contactNamed('Priya Raman'), conversationTitled('Invoice question')];
  const changes: [string, string, object?][] = [
    ['PUT', `/contacts/${contact.id}`, { name: 'P' }],
    ['POST', `/contacts/${contact.id}/archive`],
    ['POST', `/contacts/${contact.id}/unarchive`],
    ['POST', `/contacts/${contact.id}/notes`, { body: 'x' }],
    ['POST', `/contacts/${contact.id}/block`],
  ];
  for (const [method, path, body] of changes) {
    time.nowMs += 1_000;
    expect([path, (await call(method, path, body)).status]).toEqual([path, 200]);
    expect([path, (await call('GET', `/contacts/${contact.id}`)).body.updated_at * 1000]).toEqual([path, time.nowMs]);
  }
  time.nowMs += 1_000;
  await call('PUT', `/conversations/${conversation.id}`, { title: 'Renamed' });
  expect((await call('GET', `/conversations/${conversation.id}`)).body.updated_at * 1000).toBe(time.nowMs);
  // A second has one time for all that happens in it, and nothing makes it older.
  time.nowMs += 400;
  await call('PUT', `/contacts/${contact.id}`, { name: 'Q' });
  const { updated_at: changedAt } = (await call('GET', `/contacts/${contact.id}`)).body;
  time.nowMs -= 60_000;
  await call('PUT', `/contacts/${contact.id}`, { name: 'R' });
  expect((await call('GET', `/contacts/${contact.id}`)).body.updated_at).toBe(changedAt);
});

it('Fin taking a call of somebody unknown is told as a new lead, conversation and call, and its end as the end of the call', async () => {
  const { client, control, toldBy, workspaceOf } = await sandboxWithToldApp();
  await client(ACME)('POST', '/fin_voice/register', { phone_number: '+14155550187', call_id: 'fin-1' });
  const progress = (status: string) => toldBy(() => control('POST', `${ACME}/fin-voice/fin-1`, { status }));
  const taken = await progress('in-progress');
  expect(topics(taken)).toEqual(['contact.lead.created', 'conversation.user.created', 'call.started']);
  const callId = finVoiceByExternalId(workspaceOf(ACME), 'fin-1')?.intercomCallId;
  expect(items(taken)[2]).toMatchObject({ type: 'call', id: callId, phone: '+14155550187', state: 'in_progress' });
  const ended = await progress('escalated');
  expect(topics(ended)).toEqual(['call.ended']);
  expect(items(ended)[0]).toMatchObject({ id: callId, state: 'completed' });
});
