import { describe, expect, test } from 'vitest';
import { StoreUnavailableError } from '../../db/errors.ts';
import { ACME, BOREA, NOW_MS } from '../card/room.ts';
import { makeKey, openApiRoom } from './api-room.ts';

const CALL = '/fin-voice/calls/none';

describe('a key', () => {
  test('that is missing, unknown or of another kind lets nobody in', async () => {
    const room = await openApiRoom();
    const refused: [Parameters<typeof room.ask>[2], string][] = [
      [{ key: undefined }, 'key_missing'],
      [{ key: undefined, headers: { authorization: `Basic ${btoa(`x:${room.key}`)}` } }, 'key_missing'],
      [{ key: undefined, headers: { authorization: 'Bearer' } }, 'key_missing'],
      [{ key: `${room.key}x` }, 'key_unknown'],
      [{ key: 'cck_' }, 'key_unknown'],
    ];
    for (const [options, code] of refused) {
      const { status, body, headers } = await room.ask('GET', CALL, options);
      expect([status, body.error.code]).toEqual([401, code]);
      expect(headers['www-authenticate']).toMatch(/^Bearer realm="Callcard"/);
      expect(body.error.requestId).toEqual(expect.any(String));
    }
  });

  test('opens its own workspace and no other', async () => {
    const room = await openApiRoom();
    await room.installIn(BOREA);
    const { key } = await makeKey(room.store, BOREA);
    const body = { callId: 'c1', phoneNumber: '+442079460018', source: 'five9' };
    expect((await room.ask('POST', '/fin-voice/calls', { body })).status).toBe(202);
    expect((await room.ask('GET', '/fin-voice/calls/c1', { key })).status).toBe(404);
    expect((await room.ask('GET', '/fin-voice/calls/c1')).status).toBe(200);
  });

  test('that was revoked is refused at once, and nothing else of the workspace is', async () => {
    const room = await openApiRoom();
    const other = await makeKey(room.store, ACME);
    await room.store.apiKeys.revoke({ workspaceId: ACME, keyId: room.keyId, atMs: NOW_MS });
    const { status, body } = await room.ask('GET', CALL);
    expect([status, body.error.code]).toEqual([401, 'key_revoked']);
    expect((await room.ask('GET', CALL, { key: other.key })).status).toBe(404);
  });

  test('of a workspace that lost its connection, or that was uninstalled, says so', async () => {
    const room = await openApiRoom();
    const change = { workspaceId: ACME, epoch: 1, atMs: NOW_MS };
    await room.store.workspaces.markDisconnected({ ...change, reason: 'token_revoked' });
    const disconnected = await room.ask('GET', CALL);
    expect([disconnected.status, disconnected.body.error.code]).toEqual([409, 'workspace_disconnected']);
    await room.store.workspaces.markUninstalled(change);
    const uninstalled = await room.ask('GET', CALL);
    expect([uninstalled.status, uninstalled.body.error.code]).toEqual([403, 'workspace_uninstalled']);
  });

  test('that is used is known to be, and is never logged', async () => {
    const room = await openApiRoom();
    await room.ask('GET', CALL);
    await room.app.close();
    expect(await room.store.apiKeys.list(ACME)).toMatchObject([{ keyId: room.keyId, lastUsedAtMs: NOW_MS }]);
    expect(room.logged()).toContain(room.keyId);
    expect(room.logged()).not.toContain(room.key);
  });

  test('is not called unknown when the database does not answer', async () => {
    const room = await openApiRoom({
      storeFrom: (store) => ({
        ...store,
        apiKeys: {
          ...store.apiKeys,
          findByHash: () => Promise.reject(new StoreUnavailableError('find an API key', new Error('away'))),
        },
      }),
    });
    const { status, body, headers } = await room.ask('GET', CALL);
    expect([status, body.error.code, headers['retry-after']]).toEqual([503, 'store_unavailable', '5']);
  });
});

describe('too many requests', () => {
  test('with a key are told when to come back, and other keys are not held up', async () => {
    const room = await openApiRoom();
    const other = await makeKey(room.store, ACME);
    for (let count = 0; count < 600; count += 1) await room.ask('GET', CALL);
    const { status, body, headers } = await room.ask('GET', CALL);
    expect([status, body.error.code]).toEqual([429, 'rate_limited']);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect((await room.ask('GET', CALL, { key: other.key })).status).toBe(404);
  });

  test('with wrong keys are refused by address, and a right key still passes', async () => {
    const room = await openApiRoom();
    const tryWrong = (address: string) => room.ask('GET', CALL, { key: 'cck_wrong', address });
    for (let count = 0; count < 20; count += 1) expect((await tryWrong('192.0.2.1')).status).toBe(401);
    expect((await tryWrong('192.0.2.1')).status).toBe(429);
    expect((await tryWrong('192.0.2.2')).status).toBe(401);
    expect((await room.ask('GET', CALL, { address: '192.0.2.1' })).status).toBe(404);
  });
});
