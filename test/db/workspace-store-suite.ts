import { describe, expect, test } from 'vitest';
import { installation, type OpenStore } from './open-store.ts';

/** What every `WorkspaceStore` guarantees. */
export function workspaceStoreSuite(openStore: OpenStore): void {
  describe('workspaces', () => {
    test('a workspace that was never installed is undefined', async () => {
      const { workspaces } = await openStore();
      expect(await workspaces.find('a')).toBeUndefined();
    });

    test('an install is kept as it was given, connected, in epoch 1', async () => {
      const { workspaces } = await openStore();
      const expected = {
        workspaceId: 'a',
        region: 'eu',
        name: 'Ünïcode ☎️ Ltd',
        timeZone: 'Mars/Olympus',
        installingAdminId: '7',
        installingAdminName: 'Ada',
        installingAdminEmail: 'ada@example.test',
        epoch: 1,
        status: 'connected',
        disconnectedReason: undefined,
        uninstalledAtMs: undefined,
        sealedToken: 'v1.k1.abc',
        firstInstalledAtMs: 1_767_877_500_123,
        installedAtMs: 1_767_877_500_123,
      };
      const installed = await workspaces.install({
        workspaceId: 'a',
        region: 'eu',
        name: 'Ünïcode ☎️ Ltd',
        timeZone: 'Mars/Olympus',
        installingAdminId: '7',
        installingAdminName: 'Ada',
        installingAdminEmail: 'ada@example.test',
        sealedToken: 'v1.k1.abc',
        atMs: 1_767_877_500_123,
      });
      expect(installed).toStrictEqual(expected);
      expect(await workspaces.find('a')).toStrictEqual(expected);
    });

    test('a reinstall takes every new fact, adds 1 to the epoch and keeps when the first install was', async () => {
      const { workspaces } = await openStore();
      await workspaces.install(installation('a', { atMs: 1_000 }));
      const again = await workspaces.install({
        workspaceId: 'a',
        region: 'au',
        name: 'Renamed',
        timeZone: 'Europe/Dublin',
        installingAdminId: '2',
        sealedToken: 'the new token',
        atMs: 2_000,
      });
      expect(again).toStrictEqual({
        workspaceId: 'a',
        region: 'au',
        name: 'Renamed',
        timeZone: 'Europe/Dublin',
        installingAdminId: '2',
        installingAdminName: undefined,
        installingAdminEmail: undefined,
        epoch: 2,
        status: 'connected',
        disconnectedReason: undefined,
        uninstalledAtMs: undefined,
        sealedToken: 'the new token',
        firstInstalledAtMs: 1_000,
        installedAtMs: 2_000,
      });
      expect(await workspaces.find('a')).toStrictEqual(again);
    });

    test('installs at the same moment each get an epoch of their own', async () => {
      const { workspaces } = await openStore();
      const installed = await Promise.all([1, 2, 3, 4].map(() => workspaces.install(installation('a'))));
      expect(installed.map(({ epoch }) => epoch).sort()).toEqual([1, 2, 3, 4]);
    });

    test('a dead connection says why, and a reinstall makes it whole again', async () => {
      const { workspaces } = await openStore();
      await workspaces.install(installation('a'));
      const change = { workspaceId: 'a', epoch: 1, reason: 'token_revoked', atMs: 5 };
      expect(await workspaces.markDisconnected(change)).toBe(true);
      expect(await workspaces.find('a')).toMatchObject({ status: 'disconnected', disconnectedReason: 'token_revoked' });
      const again = await workspaces.install(installation('a'));
      expect(again).toMatchObject({ status: 'connected', disconnectedReason: undefined, epoch: 2 });
    });

    test('what ended the connection first stays the reason', async () => {
      const { workspaces } = await openStore();
      await workspaces.install(installation('a'));
      await workspaces.markDisconnected({ workspaceId: 'a', epoch: 1, reason: 'token_suspended', atMs: 5 });
      const second = { workspaceId: 'a', epoch: 1, reason: 'uninstalled', atMs: 6 };
      expect(await workspaces.markDisconnected(second)).toBe(true);
      expect(await workspaces.find('a')).toMatchObject({ disconnectedReason: 'token_suspended' });
    });

    test('a late failure of an older epoch does not disconnect the newer install', async () => {
      const { workspaces } = await openStore();
      await workspaces.install(installation('a'));
      const again = await workspaces.install(installation('a'));
      const late = { workspaceId: 'a', epoch: 1, reason: 'token_revoked', atMs: 5 };
      expect(await workspaces.markDisconnected(late)).toBe(false);
      expect(await workspaces.find('a')).toStrictEqual(again);
    });

    test('disconnecting or resealing a workspace that was never installed changes nothing and says so', async () => {
      const { workspaces } = await openStore();
      expect(await workspaces.markDisconnected({ workspaceId: 'a', epoch: 1, reason: 'x', atMs: 5 })).toBe(false);
      expect(await workspaces.resealToken({ workspaceId: 'a', previous: 'x', sealedToken: 'y' })).toBe(false);
      expect(await workspaces.find('a')).toBeUndefined();
    });

    test('workspaces are listed by id, page after page, whatever became of them', async () => {
      const { workspaces } = await openStore();
      expect(await workspaces.list({ limit: 10 })).toEqual([]);
      for (const workspaceId of ['c', 'a', 'B', 'é', 'b']) await workspaces.install(installation(workspaceId));
      await workspaces.markDisconnected({ workspaceId: 'b', epoch: 1, reason: 'token_revoked', atMs: 5 });
      const all = await workspaces.list({ limit: 10 });
      expect(all.map(({ workspaceId }) => workspaceId)).toEqual(['B', 'a', 'b', 'c', 'é']);
      expect(all[2]).toStrictEqual(await workspaces.find('b'));
      const paged: string[] = [];
      for (;;) {
        const page = await workspaces.list({ afterWorkspaceId: paged.at(-1), limit: 2 });
        if (page.length === 0) break;
        paged.push(...page.map(({ workspaceId }) => workspaceId));
      }
      expect(paged).toEqual(['B', 'a', 'b', 'c', 'é']);
    });

    test('of two reseals of one token one wins, and a reinstalled token is never overwritten by an old one', async () => {
      const { workspaces } = await openStore();
      await workspaces.install(installation('a', { sealedToken: 'old' }));
      const reseal = (previous: string, sealedToken: string) =>
        workspaces.resealToken({ workspaceId: 'a', previous, sealedToken });
      expect(await Promise.all([reseal('old', 'new 1'), reseal('old', 'new 2')])).toEqual(
        expect.arrayContaining([true, false]),
      );
      await workspaces.install(installation('a', { sealedToken: 'reinstalled' }));
      expect(await reseal('new 1', 'late')).toBe(false);
      expect(await reseal('new 2', 'late')).toBe(false);
      expect(await workspaces.find('a')).toMatchObject({ sealedToken: 'reinstalled', epoch: 2 });
    });

    test.each([
      ['a', 'b'],
      ['b', 'a'],
    ])('nothing done to workspace %s is seen in workspace %s', async (mine, other) => {
      const { workspaces } = await openStore();
      const facts = { sealedToken: 'same text' };
      const untouched = await workspaces.install(installation(other, facts));
      await workspaces.install(installation(mine, facts));
      await workspaces.resealToken({ workspaceId: mine, previous: 'same text', sealedToken: 'mine' });
      await workspaces.markDisconnected({ workspaceId: mine, epoch: 1, reason: 'token_revoked', atMs: 5 });
      expect(await workspaces.find(other)).toStrictEqual(untouched);
      expect(await workspaces.find(mine)).toMatchObject({ sealedToken: 'mine', status: 'disconnected' });
      await workspaces.install(installation(mine));
      expect(await workspaces.find(other)).toStrictEqual(untouched);
    });
  });
}
