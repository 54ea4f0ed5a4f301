import { describe, expect, test } from 'vitest';
import type { ApiKey, ApiKeyStore } from '../../db/caller-ports.ts';
import { StoreUnavailableError } from '../../db/errors.ts';
import { installation, type OpenStore } from './open-store.ts';

const HOUR_MS = 60 * 60 * 1000;

type NewApiKey = Parameters<ApiKeyStore['create']>[0];

export function newApiKey(workspaceId: string, keyId: string, facts: Partial<NewApiKey> = {}): NewApiKey {
  return { workspaceId, keyId, secretHash: `hash of ${workspaceId} ${keyId}`, name: 'Phones', atMs: 5_000, ...facts };
}

/** As it is given out: without the hash. */
const given = ({ workspaceId, keyId, name, atMs }: NewApiKey, facts: Partial<ApiKey> = {}): ApiKey => ({
  ...{ workspaceId, keyId, name, createdAtMs: atMs },
  revokedAtMs: undefined,
  lastUsedAtMs: undefined,
  ...facts,
});

/** What every `ApiKeyStore` guarantees. */
export function apiKeyStoreSuite(openStore: OpenStore): void {
  async function openKeys(...workspaceIds: string[]) {
    const store = await openStore();
    for (const workspaceId of workspaceIds) await store.workspaces.install(installation(workspaceId));
    return store.apiKeys;
  }
  const KEY = newApiKey('a', 'k1');
  const key = { workspaceId: 'a', keyId: 'k1' };

  describe('API keys', () => {
    test('a key is found by its hash alone, and never given out with it', async () => {
      const keys = await openKeys('a', 'b');
      await keys.create(KEY);
      const other = newApiKey('b', 'k1');
      await keys.create(other);
      expect(await keys.findByHash(KEY.secretHash)).toStrictEqual(given(KEY));
      expect(await keys.findByHash(other.secretHash)).toStrictEqual(given(other));
      expect(await keys.findByHash('hash of nothing')).toBeUndefined();
      expect(await keys.findByHash(`${KEY.secretHash} `)).toBeUndefined();
    });

    test('a workspace has its own keys, oldest first, revoked ones too', async () => {
      const keys = await openKeys('a', 'b');
      const mine = [
        newApiKey('a', 'k3', { atMs: 1 }),
        newApiKey('a', 'k1', { atMs: 2 }),
        newApiKey('a', 'k2', { atMs: 2 }),
      ];
      for (const one of [...mine.toReversed(), newApiKey('b', 'k1')]) await keys.create(one);
      await keys.revoke({ ...key, atMs: 7_000 });
      const [first, second, third] = mine.map((one) => given(one));
      expect(await keys.list('a')).toStrictEqual([first, { ...second, revokedAtMs: 7_000 }, third]);
      expect(await keys.list('none')).toEqual([]);
    });

    test('no two keys have one hash, not even in different workspaces', async () => {
      const keys = await openKeys('a', 'b');
      await keys.create(KEY);
      for (const same of [newApiKey('a', 'k2'), newApiKey('b', 'k1')]) {
        const refused = keys.create({ ...same, secretHash: KEY.secretHash });
        await expect(refused).rejects.toBeInstanceOf(StoreUnavailableError);
      }
      await expect(keys.create({ ...KEY, secretHash: 'another' })).rejects.toBeInstanceOf(StoreUnavailableError);
      expect(await keys.findByHash(KEY.secretHash)).toStrictEqual(given(KEY));
      expect(await keys.list('a')).toHaveLength(1);
      expect(await keys.list('b')).toEqual([]);
    });

    test('a key is revoked once, stays to be told from one that never was, and keeps the time', async () => {
      const keys = await openKeys('a');
      await keys.create(KEY);
      const several = await Promise.all([7_000, 7_001, 7_002].map((atMs) => keys.revoke({ ...key, atMs })));
      expect(several.filter(Boolean)).toHaveLength(1);
      const revoked = await keys.findByHash(KEY.secretHash);
      expect(revoked?.revokedAtMs).toBe(7_000 + several.indexOf(true));
      expect(await keys.revoke({ ...key, atMs: 9_000 })).toBe(false);
      expect(await keys.revoke({ ...key, keyId: 'none', atMs: 9_000 })).toBe(false);
      expect(await keys.findByHash(KEY.secretHash)).toStrictEqual(revoked);
    });

    test('when a key was used is known to the hour, also after a clock was set back', async () => {
      const keys = await openKeys('a');
      await keys.create(KEY);
      await keys.create(newApiKey('a', 'k2'));
      const lastUsed = async (atMs: number) => {
        await keys.used({ ...key, atMs });
        return (await keys.findByHash(KEY.secretHash))?.lastUsedAtMs;
      };
      const firstMs = 100 * HOUR_MS;
      expect(await lastUsed(firstMs)).toBe(firstMs);
      expect(await lastUsed(firstMs + HOUR_MS - 1)).toBe(firstMs);
      expect(await lastUsed(firstMs - HOUR_MS + 1)).toBe(firstMs);
      expect(await lastUsed(firstMs + HOUR_MS)).toBe(firstMs + HOUR_MS);
      expect(await lastUsed(firstMs - 50 * HOUR_MS)).toBe(firstMs - 50 * HOUR_MS);
      expect((await keys.list('a')).map(({ lastUsedAtMs }) => lastUsedAtMs)).toEqual([
        firstMs - 50 * HOUR_MS,
        undefined,
      ]);
    });

    test('a key is neither revoked nor used from another workspace', async () => {
      const keys = await openKeys('a', 'b');
      await keys.create(KEY);
      expect(await keys.revoke({ ...key, workspaceId: 'b', atMs: 7_000 })).toBe(false);
      await keys.used({ ...key, workspaceId: 'b', atMs: 7_000 });
      expect(await keys.findByHash(KEY.secretHash)).toStrictEqual(given(KEY));
    });

    test('a key for a workspace that was never installed is refused by name', async () => {
      const keys = await openKeys('a');
      await expect(keys.create(newApiKey('stranger', 'k1'))).rejects.toMatchObject({
        code: 'unknown_workspace',
        message: expect.stringContaining('"stranger"'),
      });
    });
  });
}
