import { createHmac } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { describe, expect, onTestFinished, test } from 'vitest';
import { StoreUnavailableError } from '../../db/errors.ts';
import type { Store } from '../../db/ports.ts';
import { createSeal } from '../../db/seal.ts';
import { buildApp } from '../../server/app.ts';
import { readConfig } from '../../server/config.ts';
import { tokenContext } from '../../server/install/token-context.ts';
import { createIntercom } from '../../server/intercom/intercom.ts';
import { createMetrics } from '../../server/metrics/metrics.ts';
import { installation, openMemoryStore } from '../db/open-store.ts';
import { startFakeIntercom } from '../intercom/fake-intercom.ts';
import { ACME, BOREA, openRoom, type Room } from './room.ts';

/** The deliveries of a workspace: what waits to be written is written when the app closes. */
async function recorded({ app, store }: { app: FastifyInstance; store: Store }, workspaceId = ACME) {
  await app.close();
  return await store.deliveries.list({ workspaceId, limit: 100 });
}

const openJo = (room: Room) => room.open(room.conversationOf('Jo Vance', 'phone_call'));

describe('what Intercom asked for is kept', () => {
  test('with the card that was drawn and how each of its facts was had', async () => {
    const room = await openRoom();
    room.sandbox.faults = { serverError: { route: 'GET /fin_voice/*' } };
    await openJo(room);
    expect(await recorded(room)).toStrictEqual([
      {
        deliveryId: 1,
        workspaceId: ACME,
        receivedAtMs: expect.any(Number),
        route: 'canvas/initialize',
        result: 'ok',
        status: 200,
        durationMs: expect.any(Number),
        requestId: expect.stringMatching(/./),
        view: 'home',
        action: undefined,
        outcome: undefined,
        facts: {
          caller: 'known',
          companies: 'known',
          otherConversations: 'known',
          calls: 'known',
          finVoice: 'intercom_down',
          handed: 'known',
          callers: 'known',
          directory: 'known',
        },
      },
    ]);
  });

  test('with what a click did, and under the request id of the log lines', async () => {
    const room = await openRoom();
    const card = await openJo(room);
    const note = await card.click('menu', { menu: 'note' });
    await note.click('note:save', { text: 'Wants a refund' });
    const kept = await recorded(room);
    expect(kept.map(({ route, view, action, outcome }) => [route, view, action, outcome])).toEqual([
      ['canvas/initialize', 'home', undefined, undefined],
      ['canvas/submit', 'note', undefined, undefined],
      ['canvas/submit', 'note', 'add-note', 'note-added'],
    ]);
    const clicked = room
      .logged()
      .split('\n')
      .find((line) => line.includes('"msg":"request"') && line.includes('"outcome":"note-added"'));
    expect(clicked).toContain(`"reqId":"${kept[2]?.requestId}"`);
  });

  test('and what a card had to leave out is in the line of its request, with why; where nothing was, nothing is said', async () => {
    const room = await openRoom();
    const lines = () =>
      room
        .logged()
        .split('\n')
        .filter((line) => line.includes('"msg":"request"') && line.includes('canvas/initialize'));
    await openJo(room);
    expect(lines().at(-1)).not.toMatch(/"missing"|"facts"/);
    room.sandbox.faults = { serverError: { route: 'GET /fin_voice/*' } };
    await room.open(room.conversationOf('Priya Raman', 'phone_call'));
    expect(JSON.parse(lines().at(-1) ?? '{}')).toMatchObject({ missing: { finVoice: 'intercom_down' } });
  });

  test('without a word of what anybody is called or wrote', async () => {
    const room = await openRoom();
    const card = await openJo(room);
    const note = await card.click('menu', { menu: 'note' });
    await note.click('note:save', { text: 'Wants a refund' });
    const kept = JSON.stringify(await recorded(room));
    for (const secret of ['Jo', 'Vance', 'lumenlabs', '4155550100', 'refund', '66a1f0', '2154700'])
      expect(kept).not.toContain(secret);
  });

  test('also when the connection is lost, with what was asked for', async () => {
    const room = await openRoom();
    room.sandbox.faults = { tokenRevoked: {} };
    await openJo(room);
    await openJo(room);
    expect(await recorded(room)).toMatchObject([
      { result: 'disconnected', status: 200, view: 'home' },
      { result: 'disconnected', status: 200, view: undefined, facts: {} },
    ]);
  });

  test('each workspace for itself', async () => {
    const room = await openRoom();
    await room.installIn(BOREA);
    const [conversation] = [...(room.sandbox.workspaces.get(BOREA)?.conversations.values() ?? [])];
    await room.open(conversation?.id ?? '', { workspaceId: BOREA });
    await openJo(room);
    expect(await recorded(room, BOREA)).toHaveLength(1);
    expect(await recorded(room)).toHaveLength(1);
  });
});

describe('nothing is kept', () => {
  test('of a request that Intercom did not sign, that names no workspace, or one that is not connected', async () => {
    const room = await openRoom();
    const named = JSON.stringify({ workspace_id: ACME });
    expect((await room.post('/canvas/initialize', named, { secret: 'wrong' })).status).toBe(401);
    expect((await room.post('/canvas/initialize', '{}')).status).toBe(200);
    expect((await room.post('/canvas/initialize', JSON.stringify({ workspace_id: 'stranger' }))).status).toBe(200);
    await openJo(room);
    expect(await recorded(room)).toHaveLength(1);
    expect(await room.store.deliveries.list({ workspaceId: 'stranger', limit: 10 })).toEqual([]);
  });
});

/** Callcard over a store that is changed for the test; Intercom knows nobody. `ask` answers with the status. */
async function openWith(change: (store: Store) => Partial<Store>) {
  const memory = await openMemoryStore();
  const fake = await startFakeIntercom(() => ({ status: 404, json: { type: 'error.list', errors: [] } }));
  const config = readConfig({
    PUBLIC_URL: 'https://callcard.test',
    INTERCOM_CLIENT_ID: 'id',
    INTERCOM_CLIENT_SECRET: 'a-client-secret',
    TOKEN_KEYS: `k1:${Buffer.alloc(32, 5).toString('base64')}`,
    INTERCOM_API_URL: fake.url,
  });
  const seal = createSeal(config.tokenKeys);
  await memory.workspaces.install(
    installation(ACME, { sealedToken: seal.seal('a-token', tokenContext(ACME)), atMs: 1_000 }),
  );
  const lines: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) });
  const intercom = createIntercom({ apiUrls: config.intercom.apiUrls, clock: Date.now });
  const store = { ...memory, ...change(memory) };
  const app = await buildApp({
    config,
    store,
    seal,
    intercom,
    clock: Date.now,
    log,
    metrics: createMetrics(),
    wakeWorker: () => {},
  });
  onTestFinished(async () => {
    await app.close();
    await intercom.close();
    await fake.close();
  });
  const ask = async () => {
    const payload = JSON.stringify({ workspace_id: ACME, admin: { id: '1' }, conversation: { id: '2' } });
    const signature = createHmac('sha256', 'a-client-secret').update(payload).digest('hex');
    const headers = { 'content-type': 'application/json', 'x-body-signature': signature };
    const answer = await app.inject({ method: 'POST', url: '/canvas/initialize', payload, headers });
    return answer.statusCode;
  };
  return { ask, kept: { app, store: memory }, lines };
}

describe('when our own records fail', () => {
  test('a card that could not be made is kept as broken', async () => {
    const { ask, kept } = await openWith(({ workspaces }) => ({
      workspaces: {
        ...workspaces,
        find: async (workspaceId) => {
          const found = await workspaces.find(workspaceId);
          return found && { ...found, region: 'nowhere' as 'us' };
        },
      },
    }));
    expect(await ask()).toBe(200);
    expect(await recorded(kept)).toMatchObject([{ result: 'broken', status: 200, view: undefined, facts: {} }]);
  });

  test('a workspace that could not be looked up is kept as unavailable', async () => {
    const refuse = () => Promise.reject(new StoreUnavailableError('find a workspace', new Error('disk')));
    const { ask, kept } = await openWith(({ workspaces }) => ({ workspaces: { ...workspaces, find: refuse } }));
    expect(await ask()).toBe(200);
    expect(await recorded(kept)).toMatchObject([{ result: 'unavailable', status: 200, view: undefined }]);
  });

  test('a log that cannot be written costs one warning, not the card', async () => {
    const { ask, kept, lines } = await openWith(({ deliveries }) => ({
      deliveries: {
        ...deliveries,
        record: () => Promise.reject(new StoreUnavailableError('record deliveries', new Error('disk is full'))),
      },
    }));
    expect([await ask(), await ask()]).toEqual([200, 200]);
    expect(await recorded(kept)).toEqual([]);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('"level":40');
    expect(lines[0]).toContain('"unrecorded":2');
    expect(lines[0]).toContain('deliveries could not be recorded');
  });
});
