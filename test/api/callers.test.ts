import { describe, expect, test } from 'vitest';
import { callersSchema } from '../../server/api/schemas/caller.ts';
import { ACME, BOREA, NOW_MS } from '../card/room.ts';
import { openApiRoom } from './api-room.ts';

describe('who is calling', () => {
  test('is told with the last conversation and in the words of the document', async () => {
    const room = await openApiRoom();
    const { status, body } = await room.caller('+4930901820');
    expect(status).toBe(200);
    expect(callersSchema.parse(body)).toEqual(body);
    expect(body).toMatchObject({
      phone: { e164: '+4930901820', national: '030 901820', international: '+49 30 901820', country: 'DE' },
      shared: false,
      callers: [{ contactId: room.contactId('Lena Fischer'), role: 'user', phone: '+49 30 901820' }],
      complete: true,
      missing: [],
    });
    expect(body.lastConversation.contactId).toBe(body.callers[0].contactId);
  });

  test('is told from what is kept without asking Intercom again', async () => {
    const room = await openApiRoom();
    const first = await room.caller('+4930901820');
    const asked = room.sandbox.requests.length;
    const second = await room.caller('+4930901820');
    expect(second.body).toEqual(first.body);
    expect(room.sandbox.requests.length).toBe(asked);
  });

  test('is found by a number in a range that is not known', async () => {
    const room = await openApiRoom();
    const priya = room.sandbox.workspaces.get(ACME)?.contacts.get(room.contactId('Priya Raman'));
    if (priya === undefined) throw new Error('nobody is there');
    priya.phone = '+1 999 555-0100';
    const { body } = await room.caller('+19995550100');
    expect(body.phone).toEqual({
      e164: '+19995550100',
      national: null,
      international: '+1 999 555 0100',
      country: null,
    });
    expect(body.callers).toMatchObject([{ contactId: priya.id, phone: '+1 999 555-0100' }]);
  });

  test('is found however the number is written in Intercom, the likeliest first where it is shared', async () => {
    const room = await openApiRoom();
    await room.store.countries.choose({ workspaceId: ACME, country: 'US' });
    const { body } = await room.caller('+12125550142');
    const ids = body.callers.map(({ contactId }: { contactId: string }) => contactId);
    expect(ids).toEqual([room.contactId('Marcus Bell'), room.contactId('Dana Bell')]);
    expect(body.shared).toBe(true);
  });

  test('is whom a teammate named, where several contacts share the number', async () => {
    const room = await openApiRoom();
    await room.store.countries.choose({ workspaceId: ACME, country: 'US' });
    const phoneE164 = '+12125550142';
    const contactId = room.contactId('Dana Bell');
    await room.store.callerAnswers.keep({ workspaceId: ACME, phoneE164, contactId, adminId: '1', answeredAtMs: 1 });
    const { body } = await room.caller(phoneE164);
    expect(body.shared).toBe(false);
    expect(body.callers[0]).toMatchObject({ contactId, saidByTeammate: true });
    expect(body.callers).toHaveLength(2);
  });

  test('comes with the calls that go on', async () => {
    const room = await openApiRoom({ inbox: true });
    const { apiUrls } = room.deps.config.intercom;
    const started = await fetch(`${apiUrls.us}/api/sandbox/${ACME}/calls`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ contactId: room.contactId('Priya Raman'), outcome: 'in_progress' }),
    });
    const { callId, conversationId } = (await started.json()) as { callId: string; conversationId: string };
    const { body } = await room.caller('+14155550111');
    expect(body.openCalls).toMatchObject([{ callId, conversationId, direction: 'inbound' }]);
    expect(body.lastConversation.conversationId).toBe(conversationId);
  });

  test('may be somebody whose phone can mean another number: that is said, and they share nothing', async () => {
    const room = await openApiRoom();
    await room.store.countries.choose({ workspaceId: ACME, country: 'US' });
    const contacts = room.sandbox.workspaces.get(ACME)?.contacts;
    const [priya, jo] = [room.contactId('Priya Raman'), room.contactId('Jo Vance')].map((id) => contacts?.get(id));
    if (priya === undefined || jo === undefined) throw new Error('nobody is there');
    priya.phone = '4930123456';
    const { body } = await room.caller('+4930123456');
    expect(callersSchema.parse(body)).toEqual(body);
    expect(body).toMatchObject({ shared: false, callers: [{ contactId: priya.id, match: 'possible' }] });
    jo.phone = '+49 30 123456';
    // Not asked again for a minute; and Callcard may have heard of it by then.
    await room.store.facts.list({
      ...{ workspaceId: ACME, epoch: 1, learnedAtMs: NOW_MS, nowMs: NOW_MS },
      contacts: [{ contactId: jo.id, value: 'null', versionMs: NOW_MS, phones: ['+4930123456'] }],
    });
    await room.store.facts.doubt({
      ...{ workspaceId: ACME, epoch: 1, nowMs: NOW_MS },
      keys: [{ kind: 'contact', key: jo.id }],
    });
    expect((await room.caller('+4930123456')).body).toMatchObject({
      shared: false,
      callers: [
        { contactId: jo.id, match: 'exact' },
        { contactId: priya.id, match: 'possible' },
      ],
    });
  });

  test('is nobody, when nobody has the number among all contacts and by a search', async () => {
    const room = await openApiRoom();
    const { status, body } = await room.caller('+442079460018');
    expect([status, body.error.code]).toEqual([404, 'caller_unknown']);
  });

  test('cannot be told to be nobody before all contacts were read, nor to be all who were found', async () => {
    const room = await openApiRoom({ isRead: false });
    for (const phase of ['waiting', 'running'] as const) {
      await room.store.mirrors.update({ workspaceId: ACME, epoch: 1 }, { phase });
      const { status, body } = await room.caller('+442079460018');
      expect([status, body.error.code]).toEqual([503, 'caller_unavailable']);
      const found = await room.caller('+4930901820');
      expect(found.body).toMatchObject({ callers: [{}], complete: false, missing: ['callers'] });
    }
    await room.store.mirrors.update({ workspaceId: ACME, epoch: 1 }, { phase: 'done' });
    expect((await room.caller('+442079460018')).status).toBe(404);
  });

  test('is told as not complete while one who may have the number cannot be read', async () => {
    const room = await openApiRoom();
    const found = (await room.caller('+4930901820')).body;
    expect(found.complete).toBe(true);
    const others = ['a', 'b', 'c', 'd'].map((contactId) => ({
      ...{ contactId, value: '{}', versionMs: 1, phones: ['+4930901820', '+442079460018'] },
    }));
    const scope = { workspaceId: ACME, epoch: 1, nowMs: NOW_MS };
    await room.store.facts.list({ ...scope, contacts: others, learnedAtMs: NOW_MS });
    await room.store.facts.doubt({
      ...scope,
      keys: others.map(({ contactId }) => ({ kind: 'contact', key: contactId })),
    });
    const { body } = await room.caller('+4930901820');
    expect(body).toMatchObject({ callers: found.callers, complete: false, missing: ['callers'] });
    expect((await room.caller('+442079460018')).status).toBe(503);
  });

  test('is never somebody of another workspace', async () => {
    const room = await openApiRoom();
    await room.installIn(BOREA);
    const elsewhere = [...(room.sandbox.workspaces.get(BOREA)?.contacts.values() ?? [])];
    const phones = elsewhere.flatMap(({ phone }) => (phone?.startsWith('+') ? [phone.replaceAll(/[^+\d]/g, '')] : []));
    expect(phones.length).toBeGreaterThan(0);
    for (const phone of phones) {
      const { body } = await room.caller(phone);
      const ids = (body.callers ?? []).map(({ contactId }: { contactId: string }) => contactId);
      expect(elsewhere.filter(({ id }) => ids.includes(id))).toEqual([]);
    }
  });
});

describe('when Intercom does not answer', () => {
  test('that nobody is known is not said to be nobody', async () => {
    const room = await openApiRoom({ deadlineMs: 500 });
    room.sandbox.faults = { serverError: { status: 503 } };
    const { status, body, headers } = await room.caller('+442079460018');
    expect([status, body.error.code]).toEqual([503, 'caller_unavailable']);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    room.sandbox.faults = {};
    expect((await room.caller('+442079460018')).status).toBe(404);
  });

  test('whoever is known is told, with what is missing', async () => {
    const room = await openApiRoom({ deadlineMs: 500 });
    // Kept from a first look; their conversations are not.
    room.sandbox.faults = { serverError: { status: 503, route: 'POST /conversations/search' } };
    const { status, body } = await room.caller('+4930901820');
    expect(status).toBe(200);
    expect(body).toMatchObject({ complete: false, missing: ['lastConversation', 'openCalls'], lastConversation: null });
    expect(body.callers).toHaveLength(1);
  });

  test('what was known last stands in, with its time', async () => {
    let nowMs = Date.UTC(2026, 0, 8, 18, 5);
    const room = await openApiRoom({ clock: () => nowMs, deadlineMs: 500 });
    const before = (await room.caller('+4930901820')).body;
    nowMs += 600_000;
    room.sandbox.faults = { serverError: { status: 503 } };
    const { status, body } = await room.caller('+4930901820');
    expect(status).toBe(200);
    expect(body.lastConversation).toEqual(before.lastConversation);
    expect(body.asOf).toBe(before.asOf);
  });

  test('whoever is kept is told as of when they were learned, unless notifications prove that it is so now', async () => {
    let nowMs = NOW_MS;
    const room = await openApiRoom({ clock: () => nowMs });
    await room.caller('+4930901820');
    nowMs += 600_000;
    expect((await room.caller('+4930901820')).body.asOf).toBe(new Date(NOW_MS).toISOString());
    await room.store.mirrors.update({ workspaceId: ACME, epoch: 1 }, { agreedAtMs: nowMs });
    expect((await room.caller('+4930901820')).body.asOf).toBe(new Date(nowMs).toISOString());
  });

  test('a dialer does not wait for it', async () => {
    const room = await openApiRoom({ deadlineMs: 300 });
    room.sandbox.faults = { slowMs: { ms: 60_000 } };
    const { status, body } = await room.caller('+4930901820');
    expect([status, body.error.code]).toEqual([503, 'caller_unavailable']);
  });

  test('and refuses the token, the workspace is told to connect again', async () => {
    const room = await openApiRoom();
    room.sandbox.faults = { tokenRevoked: {} };
    const { status, body } = await room.caller('+4930901820');
    expect([status, body.error.code]).toEqual([409, 'workspace_disconnected']);
  });
});

describe('a number', () => {
  test('that is withheld is said to be', async () => {
    const room = await openApiRoom();
    for (const number of ['anonymous', 'Private', '+266696687', 'unknown']) {
      const { status, body } = await room.caller(number);
      expect([number, status, body.error.code]).toEqual([number, 400, 'hidden_number']);
    }
  });

  test('that is not E.164 is refused', async () => {
    const room = await openApiRoom();
    const wrong = ['4155550100', '030901820', '+1', '+0123456789', 'jo@example', '+1 415 555 0100', '+999999999999'];
    for (const number of wrong) {
      const { status, body } = await room.caller(number);
      expect([number, status, body.error.code]).toEqual([number, 400, 'invalid_request']);
      expect(body.error.problems).toMatchObject([{ in: 'path', pointer: '/e164' }]);
    }
  });

  test('is never logged, wherever it stands in the address', async () => {
    const room = await openApiRoom({ deadlineMs: 300 });
    for (const path of ['/callers/+4930901820', '/callers/%2B4930901820', '/caller/+4930901820/x', '/4930901820']) {
      await room.ask('GET', path);
    }
    room.sandbox.faults = { serverError: { status: 500 } };
    await room.caller('+442079460018');
    expect(room.logged()).not.toMatch(/4930901820|442079460018/);
  });
});
