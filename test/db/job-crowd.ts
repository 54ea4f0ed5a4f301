import { expect } from 'vitest';
import type { Job, JobStore } from '../../db/job-ports.ts';
import { claimOf, clear, newJob } from './job.ts';

const WORKSPACES = ['a', 'b', 'c'];
const MAKERS = 6;
const JOBS_PER_MAKER = 12;
const WORKERS = 6;
const LEASE_MS = 40;
/** Far more than any seed needs. */
const ROUNDS = 3_000;

interface Lease {
  owner: string;
  expiresAtMs: number;
  /** Until its holder begins to give it up. */
  open: boolean;
}

const lineOf = ({ workspaceId, orderingKey }: Job) => JSON.stringify([workspaceId, orderingKey]);

/** Numbers from 0 to 1 that are the same for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Makers add jobs to few lines while workers on all the stores, which share one database, do them, put them off or die
 * halfway. Ends when all jobs are done; fails when one is lost, done by two at once, or done before one that came earlier.
 */
export async function runCrowd(stores: readonly JobStore[], seed: number): Promise<void> {
  const random = randomOf(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  await clear(pick(stores));
  let nowMs = 1_000;
  /** By line: the newest lease of it. */
  const leases = new Map<string, Lease>();
  const done: string[] = [];
  const begun = new Set<string>();

  async function make(maker: number): Promise<void> {
    for (let n = 0; n < JOBS_PER_MAKER; n += 1) {
      const jobId = `${maker}.${String(n).padStart(2, '0')}`;
      const facts = { orderingKey: pick(['x', 'y']), runAtMs: nowMs + Math.floor(random() * 5) };
      const job = newJob(WORKSPACES[maker % WORKSPACES.length] as string, jobId, facts);
      expect(await pick(stores).enqueue([job, job], nowMs)).toBe(1);
    }
  }

  function check(job: Job, owner: string, atMs: number): Lease {
    const before = leases.get(lineOf(job));
    if (before?.open === true) expect(before.expiresAtMs).toBeLessThanOrEqual(atMs);
    const lease = { owner, expiresAtMs: atMs + LEASE_MS, open: true };
    leases.set(lineOf(job), lease);
    // Of one maker and one line, none begins before those that came earlier are done.
    const [maker = ''] = job.jobId.split('.');
    for (const other of begun) {
      const [line, jobId] = JSON.parse(other) as [string, string];
      if (line !== lineOf(job) || !jobId.startsWith(`${maker}.`)) continue;
      expect(jobId <= job.jobId, `${jobId} was begun before ${job.jobId}`).toBe(true);
    }
    begun.add(JSON.stringify([lineOf(job), job.jobId]));
    return lease;
  }

  async function work(worker: number): Promise<void> {
    const jobs = pick(stores);
    for (let round = 0; done.length < MAKERS * JOBS_PER_MAKER; round += 1) {
      expect(round, 'a job is stuck').toBeLessThan(ROUNDS);
      nowMs += 1;
      const atMs = nowMs;
      // A worker that died comes back under another name.
      const owner = `${worker}.${round}`;
      const share = { limit: 3, perWorkspace: 2, afterWorkspaceId: pick(WORKSPACES) };
      const taken = await jobs.claim(claimOf({ owner, nowMs: atMs, leaseMs: LEASE_MS, ...share }));
      const held = taken.map((job) => ({ job, lease: check(job, owner, atMs) }));
      for (const { job, lease } of held) {
        const fate = random();
        if (fate < 0.1) continue;
        lease.open = false;
        if (fate < 0.25) {
          await jobs.reschedule({ owner, job, runAtMs: nowMs + 3, refund: fate < 0.15, error: 'busy' });
        } else if (fate < 0.3) {
          if (await jobs.bury({ owner, job, error: 'gone', atMs: nowMs })) done.push(job.jobId);
        } else if (await jobs.complete({ owner, job, nowMs })) done.push(job.jobId);
      }
      // Others have their turn even where a store answers at once.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  const makers = Array.from({ length: MAKERS }, (_, maker) => make(maker));
  await Promise.all([...makers, ...Array.from({ length: WORKERS }, (_, worker) => work(worker))]);
  expect(new Set(done).size).toBe(MAKERS * JOBS_PER_MAKER);
  expect(await pick(stores).list({ state: 'waiting', limit: 10 })).toEqual([]);
  expect(await pick(stores).list({ state: 'running', limit: 10 })).toEqual([]);
}
