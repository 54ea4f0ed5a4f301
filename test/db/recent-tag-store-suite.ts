import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { installation, type OpenStore } from './open-store.ts';

/** What every `RecentTagStore` guarantees. */
export function recentTagStoreSuite(openStore: OpenStore): void {
  async function openRecentTags(...workspaceIds: string[]) {
    const store = await openStore();
    for (const workspaceId of workspaceIds) await store.workspaces.install(installation(workspaceId));
    return store.recentTags;
  }
  const teammate = { workspaceId: 'a', adminId: '1' };

  describe('recent tags', () => {
    test('a teammate who used no tag has none', async () => {
      const recentTags = await openRecentTags('a');
      expect(await recentTags.list({ ...teammate, limit: 10 })).toEqual([]);
    });

    test('tags come newest first, each once, as many as asked for', async () => {
      const recentTags = await openRecentTags('a');
      for (const [atMs, tagId] of ['x', 'y', 'z', 'x'].entries()) await recentTags.record({ ...teammate, tagId, atMs });
      expect(await recentTags.list({ ...teammate, limit: 10 })).toEqual(['x', 'z', 'y']);
      expect(await recentTags.list({ ...teammate, limit: 2 })).toEqual(['x', 'z']);
      expect(await recentTags.list({ ...teammate, limit: 0 })).toEqual([]);
    });

    test('at most 50 tags are kept for a teammate, the newest ones, and other teammates keep theirs', async () => {
      const recentTags = await openRecentTags('a');
      await recentTags.record({ ...teammate, adminId: '2', tagId: 'theirs', atMs: 0 });
      for (let atMs = 1; atMs <= 53; atMs += 1) await recentTags.record({ ...teammate, tagId: `t${atMs}`, atMs });
      await recentTags.record({ ...teammate, tagId: 'older than all', atMs: 0 });
      const newest50 = Array.from({ length: 50 }, (_, index) => `t${53 - index}`);
      expect(await recentTags.list({ ...teammate, limit: 1_000 })).toEqual(newest50);
      expect(await recentTags.list({ ...teammate, adminId: '2', limit: 10 })).toEqual(['theirs']);
    });

    test('in whatever order the uses arrive, the list is the same', async () => {
      const recentTags = await openRecentTags('a');
      const use = fc.record({ tagId: fc.constantFrom('p', 'q', 'r', 's'), atMs: fc.nat({ max: 5 }) });
      let run = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(use, { maxLength: 10 }), async (uses) => {
          run += 1;
          const adminId = `admin ${run}`;
          const latest = new Map<string, number>();
          for (const { tagId, atMs } of uses) {
            await recentTags.record({ workspaceId: 'a', adminId, tagId, atMs });
            latest.set(tagId, Math.max(atMs, latest.get(tagId) ?? 0));
          }
          const expected = [...latest]
            .toSorted(([tag1, at1], [tag2, at2]) => at2 - at1 || tag1.localeCompare(tag2))
            .map(([tagId]) => tagId);
          expect(await recentTags.list({ workspaceId: 'a', adminId, limit: 10 })).toEqual(expected);
        }),
        { numRuns: 30 },
      );
    });

    test('a tag used in a workspace that was never installed is refused by name', async () => {
      const recentTags = await openRecentTags('a');
      await expect(
        recentTags.record({ workspaceId: 'stranger', adminId: '1', tagId: 't', atMs: 1 }),
      ).rejects.toMatchObject({ code: 'unknown_workspace', message: expect.stringContaining('"stranger"') });
    });

    test.each([
      ['a', 'b'],
      ['b', 'a'],
    ])(
      'what a teammate of workspace %s uses is never listed in, nor pushed out of, workspace %s',
      async (mine, other) => {
        const recentTags = await openRecentTags(mine, other);
        await recentTags.record({ workspaceId: other, adminId: '1', tagId: 'same', atMs: 1 });
        await recentTags.record({ workspaceId: other, adminId: '1', tagId: 'theirs', atMs: 2 });
        await recentTags.record({ workspaceId: mine, adminId: '1', tagId: 'same', atMs: 3 });
        expect(await recentTags.list({ workspaceId: other, adminId: '1', limit: 10 })).toEqual(['theirs', 'same']);
        expect(await recentTags.list({ workspaceId: mine, adminId: '1', limit: 10 })).toEqual(['same']);
        for (let atMs = 4; atMs <= 60; atMs += 1) {
          await recentTags.record({ workspaceId: mine, adminId: '1', tagId: `t${atMs}`, atMs });
        }
        expect(await recentTags.list({ workspaceId: other, adminId: '1', limit: 10 })).toEqual(['theirs', 'same']);
      },
    );
  });
}
