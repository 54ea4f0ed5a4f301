import type { JobStore } from '../../db/job-ports.ts';

const PAGE = 500;

/** Has dead jobs done again, each once: one that dies again meanwhile stays dead. Returns how many. */
export async function redriveAll(
  jobs: Pick<JobStore, 'list' | 'redrive'>,
  which: { workspaceId: string | undefined; kind: string | undefined },
  clock: () => number,
): Promise<number> {
  const tried = new Set<string>();
  let redriven = 0;
  for (;;) {
    const dead = await jobs.list({ ...which, state: 'dead', limit: PAGE + tried.size });
    const fresh = dead.filter((job) => !tried.has(nameOf(job)));
    if (fresh.length === 0) return redriven;
    for (const job of fresh) {
      tried.add(nameOf(job));
      const { workspaceId, jobId } = job;
      if (await jobs.redrive({ workspaceId, jobId }, clock())) redriven += 1;
    }
  }
}

const nameOf = ({ workspaceId, jobId }: { workspaceId: string; jobId: string }): string =>
  JSON.stringify([workspaceId, jobId]);
