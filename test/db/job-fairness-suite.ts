import { describe, expect, test } from 'vitest';
import type { Job } from '../../db/job-ports.ts';
import { claimOf, newJob, openJobs } from './job.ts';
import type { OpenStore } from './open-store.ts';

const workspacesOf = (jobs: readonly Job[]) => jobs.map(({ workspaceId }) => workspaceId);

/** That claims go round the workspaces. */
export function jobFairnessSuite(openStore: OpenStore): void {
  const many = (workspaceId: string, count: number, runAtMs = 10) =>
    Array.from({ length: count }, (_, n) => newJob(workspaceId, `${n}`, { runAtMs: runAtMs + n }));

  describe('fair claims', () => {
    test('a workspace with any number of jobs does not keep the others from having theirs done', async () => {
      const { jobs } = await openJobs(openStore, 'a', 'b', 'c');
      await jobs.enqueue([...many('a', 50), ...many('b', 1, 900), ...many('c', 3, 900)], 1);
      const taken = await jobs.claim(claimOf({ limit: 6, perWorkspace: 2 }));
      expect(workspacesOf(taken)).toEqual(['a', 'a', 'b', 'c', 'c']);
      expect(workspacesOf(await jobs.claim(claimOf({ limit: 3, perWorkspace: 2 })))).toEqual(['a', 'a', 'c']);
    });

    test('claims that each start after the last one’s workspace come round to everybody', async () => {
      const ids = ['a', 'b', 'c', 'd', 'e'];
      const { jobs } = await openJobs(openStore, ...ids);
      await jobs.enqueue(
        ids.flatMap((id) => many(id, 4)),
        1,
      );
      const seen: string[] = [];
      let afterWorkspaceId = 'b';
      for (let turn = 0; turn < 10; turn += 1) {
        const taken = await jobs.claim(claimOf({ limit: 2, perWorkspace: 1, afterWorkspaceId }));
        seen.push(...workspacesOf(taken));
        afterWorkspaceId = taken.at(-1)?.workspaceId ?? '';
      }
      expect(seen.join('')).toBe('cdeab'.repeat(4));
    });

    test('a claim goes round once, past the end, back to the workspace that it starts after', async () => {
      const { jobs } = await openJobs(openStore, 'a', 'b', 'c');
      await jobs.enqueue(
        ['a', 'b', 'c'].flatMap((id) => many(id, 2)),
        1,
      );
      const taken = await jobs.claim(claimOf({ perWorkspace: 1, afterWorkspaceId: 'b' }));
      expect(workspacesOf(taken)).toEqual(['c', 'a', 'b']);
      expect(workspacesOf(await jobs.claim(claimOf({ afterWorkspaceId: 'zzz' })))).toEqual(['a', 'b', 'c']);
    });

    test('nothing is taken of workspaces that are excepted, and no room is lost to them', async () => {
      const { jobs } = await openJobs(openStore, 'a', 'b', 'c');
      await jobs.enqueue(
        ['a', 'b', 'c'].flatMap((id) => many(id, 2)),
        1,
      );
      const exceptWorkspaceIds = ['a', 'b', 'never installed'];
      expect(workspacesOf(await jobs.claim(claimOf({ limit: 2, exceptWorkspaceIds })))).toEqual(['c', 'c']);
      expect(await jobs.claim(claimOf({ exceptWorkspaceIds }))).toEqual([]);
      expect(workspacesOf(await jobs.claim(claimOf({ limit: 3 })))).toEqual(['a', 'a', 'b']);
    });

    test('a due job is found behind any number of workspaces that have nothing due', async () => {
      const ids = Array.from({ length: 60 }, (_, n) => `w${String(n).padStart(2, '0')}`);
      const { jobs } = await openJobs(openStore, ...ids);
      await jobs.enqueue(
        ids.map((id) => newJob(id, 'later', { runAtMs: id === 'w59' ? 10 : 5_000 })),
        1,
      );
      expect(workspacesOf(await jobs.claim(claimOf({ limit: 1, perWorkspace: 1 })))).toEqual(['w59']);
      expect(await jobs.claim(claimOf({ afterWorkspaceId: 'w59' }))).toEqual([]);
    });

    test('nobody gets more than asked for', async () => {
      const { jobs } = await openJobs(openStore, 'a', 'b');
      await jobs.enqueue([...many('a', 5), ...many('b', 5)], 1);
      expect(await jobs.claim(claimOf({ limit: 0 }))).toEqual([]);
      expect(workspacesOf(await jobs.claim(claimOf({ limit: 4, perWorkspace: 3 })))).toEqual(['a', 'a', 'a', 'b']);
      expect(workspacesOf(await jobs.claim(claimOf({ limit: 9, perWorkspace: 9 })))).toHaveLength(6);
    });
  });
}
