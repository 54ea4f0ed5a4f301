import { describe, expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { createIntercom } from '../../server/intercom/intercom.ts';
import type { IntercomClient } from '../../server/intercom/intercom-client.ts';
import type { SearchQuery } from '../../server/intercom/types.ts';
import { freshClient, NOTE, TOKEN } from './fresh-client.ts';
import { CALL, CONTACT, CONVERSATION, FIN_VOICE_CALL } from './wire-samples.ts';

const LIST = { type: 'list', data: [] };
const TAG = { type: 'tag', id: '86', name: 'Billing' };
const SEARCH: SearchQuery = {
  query: { operator: 'OR', value: [{ field: 'phone', operator: '=', value: '+14155550100' }] },
  perPage: 5,
  cursor: 'abc',
};
const SEARCH_BODY = { query: SEARCH.query, pagination: { per_page: 5, starting_after: 'abc' } };
const CHANGE = { conversationId: '499', tagId: '86', adminId: '991' };

interface Expected {
  run: (client: IntercomClient) => Promise<unknown>;
  sends: string;
  body?: unknown;
  answer: unknown;
}

const OPERATIONS: Record<string, Expected> = {
  me: { run: (c) => c.me(), sends: 'GET /me', answer: { id: '1' } },
  'admins.list': { run: (c) => c.admins.list(), sends: 'GET /admins', answer: { admins: [] } },
  'teams.list': { run: (c) => c.teams.list(), sends: 'GET /teams', answer: { teams: [] } },
  'contacts.get': { run: (c) => c.contacts.get('6762'), sends: 'GET /contacts/6762', answer: CONTACT },
  'contacts.companies': {
    run: (c) => c.contacts.companies('6762'),
    sends: 'GET /contacts/6762/companies',
    answer: LIST,
  },
  'contacts.tags': { run: (c) => c.contacts.tags('6762'), sends: 'GET /contacts/6762/tags', answer: LIST },
  'contacts.notes': { run: (c) => c.contacts.notes('6762'), sends: 'GET /contacts/6762/notes', answer: LIST },
  'contacts.search': {
    run: (c) => c.contacts.search(SEARCH),
    sends: 'POST /contacts/search',
    body: SEARCH_BODY,
    answer: LIST,
  },
  'contacts.update': {
    run: (c) => c.contacts.update('6762', { phone: '+14155550100' }),
    sends: 'PUT /contacts/6762',
    body: { phone: '+14155550100' },
    answer: CONTACT,
  },
  'contacts.attachTag': {
    run: (c) => c.contacts.attachTag('6762', '86'),
    sends: 'POST /contacts/6762/tags',
    body: { id: '86' },
    answer: TAG,
  },
  'contacts.detachTag': {
    run: (c) => c.contacts.detachTag('6762', '86'),
    sends: 'DELETE /contacts/6762/tags/86',
    answer: TAG,
  },
  'conversations.get': {
    run: (c) => c.conversations.get('499'),
    sends: 'GET /conversations/499?display_as=plaintext',
    answer: CONVERSATION,
  },
  'conversations.search': {
    run: (c) => c.conversations.search({ query: SEARCH.query }),
    sends: 'POST /conversations/search',
    body: { query: SEARCH.query },
    answer: { conversations: [] },
  },
  'conversations.addNote': {
    run: (c) => c.conversations.addNote(NOTE),
    sends: 'POST /conversations/499/reply',
    body: { message_type: 'note', type: 'admin', admin_id: '991', body: '<p>Called back</p>' },
    answer: CONVERSATION,
  },
  'conversations.assign to a teammate': {
    run: (c) => c.conversations.assign({ ...CHANGE, assignee: { type: 'admin', id: '992' } }),
    sends: 'POST /conversations/499/parts',
    body: { message_type: 'assignment', type: 'admin', admin_id: '991', assignee_id: '992' },
    answer: CONVERSATION,
  },
  'conversations.assign to a team': {
    run: (c) => c.conversations.assign({ ...CHANGE, assignee: { type: 'team', id: '7' } }),
    sends: 'POST /conversations/499/parts',
    body: { message_type: 'assignment', type: 'team', admin_id: '991', assignee_id: '7' },
    answer: CONVERSATION,
  },
  'conversations.assign to nobody': {
    run: (c) => c.conversations.assign({ ...CHANGE, assignee: { type: 'nobody' } }),
    sends: 'POST /conversations/499/parts',
    body: { message_type: 'assignment', type: 'admin', admin_id: '991', assignee_id: '0' },
    answer: CONVERSATION,
  },
  'conversations.attachTag': {
    run: (c) => c.conversations.attachTag(CHANGE),
    sends: 'POST /conversations/499/tags',
    body: { id: '86', admin_id: '991' },
    answer: TAG,
  },
  'conversations.detachTag': {
    run: (c) => c.conversations.detachTag(CHANGE),
    sends: 'DELETE /conversations/499/tags/86',
    body: { admin_id: '991' },
    answer: TAG,
  },
  'tags.list': { run: (c) => c.tags.list(), sends: 'GET /tags', answer: LIST },
  'tags.createOrFind': {
    run: (c) => c.tags.createOrFind('Billing'),
    sends: 'POST /tags',
    body: { name: 'Billing' },
    answer: TAG,
  },
  'calls.get': { run: (c) => c.calls.get('123'), sends: 'GET /calls/123', answer: CALL },
  'calls.search': {
    run: (c) => c.calls.search(['499', '500']),
    sends: 'POST /calls/search',
    body: { conversation_ids: ['499', '500'] },
    answer: LIST,
  },
  'calls.transcript': { run: (c) => c.calls.transcript('123'), sends: 'GET /calls/123/transcript', answer: [{}] },
  'finVoice.register': {
    run: (c) => c.finVoice.register({ phoneNumber: '+14155550100', callId: 'call-123-abc' }),
    sends: 'POST /fin_voice/register',
    body: { phone_number: '+14155550100', call_id: 'call-123-abc' },
    answer: FIN_VOICE_CALL,
  },
  'finVoice.register with its source and data': {
    run: (c) => c.finVoice.register({ phoneNumber: '+1', callId: 'c', source: 'five9', data: { queue: 'vip' } }),
    sends: 'POST /fin_voice/register',
    body: { phone_number: '+1', call_id: 'c', source: 'five9', data: { queue: 'vip' } },
    answer: FIN_VOICE_CALL,
  },
  'finVoice.byId': {
    run: (c) => c.finVoice.byId('12345'),
    sends: 'GET /fin_voice/collect/12345',
    answer: FIN_VOICE_CALL,
  },
  'finVoice.byExternalId': {
    run: (c) => c.finVoice.byExternalId('call/123 abc'),
    sends: 'GET /fin_voice/external_id/call%2F123%20abc',
    answer: FIN_VOICE_CALL,
  },
  'finVoice.byPhoneNumber': {
    run: (c) => c.finVoice.byPhoneNumber('+14155550100'),
    sends: 'GET /fin_voice/phone_number/%2B14155550100',
    answer: FIN_VOICE_CALL,
  },
  'finVoice.byConversation': {
    run: (c) => c.finVoice.byConversation('499'),
    sends: 'GET /fin_voice/conversation/499',
    answer: [FIN_VOICE_CALL],
  },
};

describe('each operation sends exactly one request, as Intercom documents it', () => {
  test.each(Object.entries(OPERATIONS))('%s', async (_, { run, sends, body, answer }) => {
    const { fake, client } = await freshClient(() => ({ json: answer }));
    await run(client);
    expect(fake.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([sends]);
    expect(fake.requests[0]?.body).toEqual(body);
    expect(fake.requests[0]?.headers).toMatchObject({
      authorization: `Bearer ${TOKEN}`,
      'intercom-version': '2.16',
      'user-agent': `Callcard/${packageJson.version}`,
      accept: expect.stringContaining('application/json'),
    });
    expect(fake.requests[0]?.headers['content-type']).toBe(body === undefined ? undefined : 'application/json');
  });

  test('calls.recordingLocation tells the signed address and leaves following it to the browser', async () => {
    const { fake, client } = await freshClient((_, nth) => ({
      status: 302,
      headers: { location: `http://127.0.0.1:1/signed?nth=${nth}` },
    }));
    expect(await client.calls.recordingLocation('123')).toBe('http://127.0.0.1:1/signed?nth=1');
    expect(fake.requests.map((request) => request.path)).toEqual(['/calls/123/recording']);
  });

  test('a base address with a path puts that path in front of every route', async () => {
    const { fake, intercom, connection } = await freshClient(() => ({ json: { admins: [] } }));
    const url = `${fake.url}/intercom/rest/`;
    const prefixed = createIntercom({ apiUrls: { us: url, eu: url, au: url }, clock: Date.now });
    await prefixed.connect(connection).admins.list();
    await prefixed.close();
    await intercom.connect(connection).admins.list();
    expect(fake.requests.map((request) => request.path)).toEqual(['/intercom/rest/admins', '/admins']);
  });

  test('asking for the calls of no conversation asks nothing, and more than 20 are refused before anything is sent', async () => {
    const { fake, client } = await freshClient(() => ({ json: LIST }));
    expect(await client.calls.search([])).toEqual([]);
    await expect(client.calls.search(Array.from({ length: 21 }, String))).rejects.toMatchObject({
      code: 'intercom_refused',
      mayHaveHappened: false,
    });
    expect(fake.requests).toEqual([]);
  });

  test.each(['', '.', '..', '\ud800'])(
    'the id %j never turns one resource into another: nothing is sent',
    async (id) => {
      const { fake, client } = await freshClient(() => ({ json: CONTACT }));
      await expect(client.contacts.get(id)).rejects.toMatchObject({ code: 'intercom_refused', mayHaveHappened: false });
      await expect(client.contacts.detachTag('6762', id)).rejects.toMatchObject({ code: 'intercom_refused' });
      expect(fake.requests).toEqual([]);
    },
  );

  test('what JSON cannot hold is refused before anything is sent', async () => {
    const { fake, client } = await freshClient(() => ({ json: FIN_VOICE_CALL }));
    const call = client.finVoice.register({ phoneNumber: '+1', callId: 'c', data: { seconds: 1n } });
    await expect(call).rejects.toMatchObject({ name: 'IntercomError', code: 'intercom_refused' });
    expect(fake.requests).toEqual([]);
  });

  test('a token that no header can carry is refused before anything is sent', async () => {
    const { fake, client } = await freshClient(() => ({ json: CONTACT }), { connection: { token: 'line\nbreak' } });
    await expect(client.me()).rejects.toMatchObject({ code: 'intercom_refused', mayHaveHappened: false });
    expect(fake.requests).toEqual([]);
  });
});
