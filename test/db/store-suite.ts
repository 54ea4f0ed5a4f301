import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { StoreUnavailableError } from '../../db/errors.ts';
import { clickStoreSuite } from './click-store-suite.ts';
import { delivery, deliveryStoreSuite } from './delivery-store-suite.ts';
import { oauthStateStoreSuite } from './oauth-state-store-suite.ts';
import { installation, type OpenStore } from './open-store.ts';
import { recentTagStoreSuite } from './recent-tag-store-suite.ts';
import { workspaceStoreSuite } from './workspace-store-suite.ts';

/** What every store guarantees, whichever database is behind it. `openStore` opens an empty one. */
export function storeSuite(name: string, openStore: OpenStore): void {
  describe(name, () => {
    workspaceStoreSuite(openStore);
    oauthStateStoreSuite(openStore);
    clickStoreSuite(openStore);
    recentTagStoreSuite(openStore);
    deliveryStoreSuite(openStore);

    test('a new store has the schema that this code needs', async () => {
      const store = await openStore();
      expect(await store.check()).toStrictEqual({ migrationsCurrent: true });
    });

    test('texts come back as they were, whatever characters are in them, and are told apart', async () => {
      const store = await openStore();
      const anyText = fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: fc.constantFrom('\0', '\ufdd0', '0', '1', "'", '\\') }),
      );
      await fc.assert(
        fc.asyncProperty(anyText, anyText, async (workspaceId, text) => {
          const facts = { name: text, timeZone: text, installingAdminName: text, sealedToken: text };
          const { epoch } = await store.workspaces.install(installation(workspaceId, facts));
          await store.workspaces.markDisconnected({ workspaceId, epoch, reason: text, atMs: 1 });
          const expected = { workspaceId, ...facts, disconnectedReason: text };
          expect(await store.workspaces.find(workspaceId)).toMatchObject(expected);
          expect(await store.workspaces.find(`${workspaceId}\0 another`)).toBeUndefined();
          const reseal = { workspaceId, previous: text, sealedToken: `${text}\0` };
          expect(await store.workspaces.resealToken(reseal)).toBe(true);
          expect(await store.workspaces.find(workspaceId)).toMatchObject({ sealedToken: `${text}\0` });
        }),
        { numRuns: 50 },
      );
    });

    test('a store is closed any number of times, and from then on every answer is a refusal, never undefined', async () => {
      const store = await openStore();
      await store.workspaces.install(installation('a'));
      await store.close();
      await store.close();
      const click = { workspaceId: 'a', clickHash: 'h' };
      const state = { stateHash: 's', region: 'us', source: 'website', createdAtMs: 1, expiresAtMs: 2 } as const;
      const calls = {
        install: () => store.workspaces.install(installation('a')),
        find: () => store.workspaces.find('a'),
        listWorkspaces: () => store.workspaces.list({ limit: 1 }),
        markDisconnected: () => store.workspaces.markDisconnected({ workspaceId: 'a', epoch: 1, reason: 'x', atMs: 1 }),
        resealToken: () => store.workspaces.resealToken({ workspaceId: 'a', previous: 'x', sealedToken: 'y' }),
        issue: () => store.oauthStates.issue(state),
        consume: () => store.oauthStates.consume('s', 1),
        peek: () => store.oauthStates.peek('s'),
        begin: () => store.clicks.begin({ ...click, atMs: 1 }),
        finish: () => store.clicks.finish({ ...click, outcome: 'x', atMs: 1 }),
        release: () => store.clicks.release({ ...click, begunAtMs: 1 }),
        takeOver: () => store.clicks.takeOver({ ...click, begunAtMs: 1, atMs: 2 }),
        forgetBefore: () => store.clicks.forgetBefore(1),
        record: () => store.recentTags.record({ workspaceId: 'a', adminId: '1', tagId: 't', atMs: 1 }),
        list: () => store.recentTags.list({ workspaceId: 'a', adminId: '1', limit: 1 }),
        recordDelivery: () => store.deliveries.record(delivery('a')),
        listDeliveries: () => store.deliveries.list({ workspaceId: 'a', limit: 1 }),
        check: () => store.check(),
      };
      for (const [method, call] of Object.entries(calls)) {
        await expect(call(), method).rejects.toBeInstanceOf(StoreUnavailableError);
      }
    });
  });
}
