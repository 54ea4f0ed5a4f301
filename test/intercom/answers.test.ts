import { describe, expect, test } from 'vitest';
import { freshClient } from './fresh-client.ts';
import { CALL, CONTACT, CONVERSATION, FIN_VOICE_CALL } from './wire-samples.ts';

async function clientThatHears(json: unknown) {
  return (await freshClient(() => ({ json }))).client;
}

describe('teammates and teams', () => {
  test('who the token belongs to, with its workspace', async () => {
    const app = { type: 'app', id_code: 'xyz789', name: 'Acme', timezone: 'America/Los_Angeles', region: 'US' };
    const me = { type: 'admin', id: '991', name: 'Bo', email: 'bo@example.test', email_verified: true, app };
    expect(await (await clientThatHears(me)).me()).toEqual({
      id: '991',
      name: 'Bo',
      email: 'bo@example.test',
      emailVerified: true,
      app: { workspaceId: 'xyz789', name: 'Acme', timeZone: 'America/Los_Angeles', region: 'US' },
    });
  });

  test.each([null, undefined, {}, { id_code: null }, 'app'])(
    'an answer with app %j names no workspace',
    async (app) => {
      const me = await (await clientThatHears({ id: 991, email_verified: 'true', app })).me();
      expect(me).toEqual({ id: '991', name: undefined, email: undefined, emailVerified: false, app: undefined });
    },
  );

  test('teammates, their availability and their teams', async () => {
    const admins = [
      { type: 'admin', id: '991', name: 'Bo', email: 'bo@example.test', has_inbox_seat: true, team_ids: [7, '8'] },
      { type: 'admin', id: 992, away_mode_enabled: true, away_mode_reassign: true, team_ids: null },
      { type: 'admin', name: 'without an id' },
    ];
    expect(await (await clientThatHears({ type: 'admin.list', admins })).admins.list()).toEqual([
      {
        id: '991',
        name: 'Bo',
        email: 'bo@example.test',
        awayModeEnabled: false,
        awayModeReassign: false,
        hasInboxSeat: true,
        teamIds: ['7', '8'],
      },
      {
        id: '992',
        name: undefined,
        email: undefined,
        awayModeEnabled: true,
        awayModeReassign: true,
        hasInboxSeat: false,
        teamIds: [],
      },
    ]);
  });

  test('teams and their teammates', async () => {
    const teams = [{ type: 'team', id: '7', name: 'Support', admin_ids: [991, 992], assignment_limit: null }];
    expect(await (await clientThatHears({ teams })).teams.list()).toEqual([
      { id: '7', name: 'Support', adminIds: ['991', '992'] },
    ]);
  });
});

describe('contacts', () => {
  test('a contact, with seconds turned into milliseconds and empty text into nothing', async () => {
    expect(await (await clientThatHears({ ...CONTACT, name: '' })).contacts.get('6762')).toEqual({
      mergedFromId: undefined,
      contact: {
        id: '6762f1571bb69f9f2193bbbb',
        role: 'user',
        name: undefined,
        email: 'jo@example.test',
        phone: '+1 415 555 0100',
        externalId: undefined,
        createdAtMs: 1734537243000,
        updatedAtMs: 1734537292000,
        lastSeenAtMs: undefined,
        companyCount: 2,
      },
    });
  });

  test('a page of contacts leads to the next one; an item without an id does not cost the others', async () => {
    const pages = { type: 'pages', page: 1, per_page: 1, next: { per_page: 1, starting_after: 'WzE3' } };
    const list = { type: 'list', data: [{ role: 'lead' }, null, CONTACT], total_count: 3, pages };
    const page = await (await clientThatHears(list)).contacts.search({
      query: { field: 'id', operator: '=', value: 1 },
    });
    expect(page.items.map((contact) => contact.id)).toEqual([CONTACT.id]);
    expect(page).toMatchObject({ nextCursor: 'WzE3', totalCount: 3 });
  });

  test.each([{ next: null }, null, undefined])('a page with pages %j is the last one', async (pages) => {
    const search = (await clientThatHears({ data: [], pages })).contacts.search;
    expect(await search({ query: { field: 'id', operator: '=', value: 1 } })).toEqual({
      items: [],
      nextCursor: undefined,
      totalCount: undefined,
    });
  });

  test.each(['data', 'companies'])('companies with their plan and what they pay, under the key %s', async (key) => {
    const data = [
      { type: 'company', id: 'c1', name: 'Acme', plan: { type: 'plan', id: '1', name: 'Scale' }, monthly_spend: 1200 },
      { type: 'company', id: 'c2', name: null, plan: {}, monthly_spend: null },
      { type: 'company', id: 'c3', plan: null },
    ];
    expect(await (await clientThatHears({ [key]: data })).contacts.companies('6762')).toEqual([
      { id: 'c1', name: 'Acme', plan: 'Scale', monthlySpend: 1200 },
      { id: 'c2', name: undefined, plan: undefined, monthlySpend: undefined },
      { id: 'c3', name: undefined, plan: undefined, monthlySpend: undefined },
    ]);
  });

  test('tags, without those that have nothing to show', async () => {
    const data = [{ type: 'tag', id: 86, name: 'Billing', applied_by: null }, { id: '87' }];
    expect(await (await clientThatHears({ data })).contacts.tags('6762')).toEqual([{ id: '86', name: 'Billing' }]);
  });

  test('notes and who wrote them', async () => {
    const data = [
      { type: 'note', id: '31', created_at: 1734537243, author: { name: 'Bo' }, body: '<p>Hello</p>' },
      { type: 'note', id: 32, created_at: null, author: null, body: null },
    ];
    expect(await (await clientThatHears({ data })).contacts.notes('6762')).toEqual([
      { id: '31', body: '<p>Hello</p>', authorName: 'Bo', createdAtMs: 1734537243000 },
      { id: '32', body: '', authorName: undefined, createdAtMs: undefined },
    ]);
  });
});

describe('conversations', () => {
  test('a conversation with its parts', async () => {
    expect(await (await clientThatHears(CONVERSATION)).conversations.get('499')).toEqual({
      id: '499',
      title: undefined,
      state: 'open',
      createdAtMs: 1734537243000,
      updatedAtMs: 1734537292000,
      source: {
        type: 'phone_call',
        subject: undefined,
        body: 'Hello, it is about my invoice',
        author: { type: 'user', id: '6762f1571bb69f9f2193bbbb', name: 'Jo Vance', email: 'jo@example.test' },
      },
      adminAssigneeId: '991',
      teamAssigneeId: undefined,
      tags: [{ id: '86', name: 'Billing' }],
      contactIds: ['6762f1571bb69f9f2193bbbb'],
      parts: [
        {
          id: '132',
          partType: 'note',
          body: 'Called back',
          author: { type: 'admin', id: '991', name: 'Bo Teammate', email: 'bo@example.test' },
          createdAtMs: 1734537290000,
        },
        { id: '133', partType: 'call_summary', body: undefined, author: undefined, createdAtMs: undefined },
      ],
      finParticipated: true,
      finResolutionState: 'escalated',
    });
  });

  test('a conversation of which Intercom says nothing but its id is still a conversation', async () => {
    expect(await (await clientThatHears({ id: 499 })).conversations.get('499')).toEqual({
      id: '499',
      title: undefined,
      state: 'unknown',
      createdAtMs: undefined,
      updatedAtMs: undefined,
      source: undefined,
      adminAssigneeId: undefined,
      teamAssigneeId: undefined,
      tags: [],
      contactIds: [],
      parts: [],
      finParticipated: false,
      finResolutionState: undefined,
    });
  });

  test.each([0, '0', null, '', undefined])('the assignee %j is nobody', async (assignee) => {
    const wire = { ...CONVERSATION, admin_assignee_id: assignee, team_assignee_id: assignee };
    const read = await (await clientThatHears(wire)).conversations.get('499');
    expect([read.adminAssigneeId, read.teamAssigneeId]).toEqual([undefined, undefined]);
  });

  test('found conversations come without parts', async () => {
    const { conversation_parts: _, ...item } = CONVERSATION;
    const list = { type: 'conversation.list', conversations: [item], total_count: 1, pages: { next: null } };
    const page = await (await clientThatHears(list)).conversations.search({
      query: { field: 'contact_ids', operator: '=', value: '6762' },
    });
    expect(page).toMatchObject({ items: [{ id: '499', parts: [] }], totalCount: 1, nextCursor: undefined });
  });
});

describe('calls and Fin Voice', () => {
  test('a call, its times as seconds or ISO 8601', async () => {
    expect(await (await clientThatHears(CALL)).calls.get('123')).toEqual({
      id: '123',
      conversationId: '499',
      adminId: '991',
      contactId: '6762f1571bb69f9f2193bbbb',
      state: 'completed',
      direction: 'inbound',
      callType: 'phone',
      endedReason: 'answered',
      phone: '+14155550100',
      initiatedAtMs: 1734537437000,
      answeredAtMs: Date.UTC(2024, 11, 18, 15, 57, 20),
      endedAtMs: Date.UTC(2024, 11, 18, 16),
      hasRecording: true,
      hasTranscript: false,
      transcript: [],
    });
  });

  test.each([
    ['2024-12-18T15:57:20', Date.UTC(2024, 11, 18, 15, 57, 20)],
    ['2024-12-18 15:57:20', Date.UTC(2024, 11, 18, 15, 57, 20)],
    ['2024-12-18 15:57:20 UTC', Date.UTC(2024, 11, 18, 15, 57, 20)],
    ['1734537437', 1734537437000],
    ['soon', undefined],
    [-1, undefined],
    [1e300, undefined],
    [{}, undefined],
  ])('the time %j does not depend on the time zone of the machine', async (initiated_at, initiatedAtMs) => {
    const call = await (await clientThatHears({ ...CALL, initiated_at })).calls.get('123');
    expect(call.initiatedAtMs).toBe(initiatedAtMs);
  });

  test('found calls bring their transcripts', async () => {
    const transcript = [{ speaker: 'Teammate 1', text: 'Hello' }];
    const calls = await (await clientThatHears({ data: [{ ...CALL, transcript }, { state: 'lost' }] })).calls.search([
      '499',
    ]);
    expect(calls).toMatchObject([
      { id: '123', hasTranscript: true, transcript: [{ speaker: 'Teammate 1', text: 'Hello', atMs: undefined }] },
    ]);
  });

  test('a Fin Voice record, its intents reduced to their text', async () => {
    expect(await (await clientThatHears(FIN_VOICE_CALL)).finVoice.byId('12345')).toEqual({
      id: '12345',
      status: 'registered',
      userPhoneNumber: '+14155550100',
      externalCallId: 'call-123-abc',
      intercomCallId: undefined,
      conversationId: '499',
      summary: undefined,
      intents: ['billing', 'Refund', '7'],
      transcript: [],
    });
  });
});
