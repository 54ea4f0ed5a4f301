import { expect } from 'vitest';
import type { Claim, Job, JobKey, JobStore, NewJob } from '../../db/job-ports.ts';

interface Line {
  /** Counts up over everything that ever came into a line. */
  place: number;
}

const nameOf = ({ workspaceId, jobId }: JobKey) => JSON.stringify([workspaceId, jobId]);

/** What a job store means, without a database: the store must answer the same in any sequence. */
export class JobModel {
  readonly #jobs = new Map<string, Job & Line>();
  #lastPlace = 0;

  enqueue(newJobs: readonly NewJob[], nowMs: number): number {
    const added = newJobs.filter((job) => this.#add(job, nowMs));
    return added.length;
  }

  #add(job: NewJob, nowMs: number): boolean {
    if (this.#jobs.has(nameOf(job))) return false;
    const unset = { leaseOwner: undefined, leaseExpiresAtMs: undefined, lastError: undefined, diedAtMs: undefined };
    const fresh = { ...job, epoch: 1, state: 'waiting' as const, attempts: 0, createdAtMs: nowMs, ...unset };
    this.#jobs.set(nameOf(job), { ...fresh, place: this.#nextPlace() });
    return true;
  }

  #nextPlace(): number {
    this.#lastPlace += 1;
    return this.#lastPlace;
  }

  #isFirst(job: Job & Line): boolean {
    return ![...this.#jobs.values()].some(
      (other) =>
        other.state !== 'dead' &&
        other.workspaceId === job.workspaceId &&
        other.orderingKey === job.orderingKey &&
        other.place < job.place,
    );
  }

  #dueAtMs(job: Job & Line): number {
    if (job.state === 'dead' || !this.#isFirst(job)) return Number.POSITIVE_INFINITY;
    return job.leaseExpiresAtMs ?? job.runAtMs;
  }

  /** Which of several jobs that are due at the same time is taken is left to the store: `taken` says. */
  claim({ nowMs, leaseMs, limit, owner, ...claim }: Claim, taken: readonly Job[]): void {
    const due = [...this.#jobs.values()].filter((job) => this.#dueAtMs(job) <= nowMs);
    const ids = [...new Set(due.map(({ workspaceId }) => workspaceId))]
      .filter((id) => !claim.exceptWorkspaceIds.includes(id))
      .toSorted();
    const round = [
      ...ids.filter((id) => id > claim.afterWorkspaceId),
      ...ids.filter((id) => id <= claim.afterWorkspaceId),
    ];
    const expected = round.flatMap((id) => {
      const times = due.filter(({ workspaceId }) => workspaceId === id).map((job) => this.#dueAtMs(job));
      const first = times.toSorted((one, two) => one - two).slice(0, claim.perWorkspace);
      return first.map((atMs) => ({ workspaceId: id, atMs }));
    });
    const found = taken.map((job) => {
      const known = this.#jobs.get(nameOf(job));
      return { workspaceId: job.workspaceId, atMs: known && this.#dueAtMs(known) };
    });
    expect(found).toEqual(expected.slice(0, limit));
    expect(new Set(taken.map(nameOf)).size).toBe(taken.length);
    for (const job of taken) {
      const known = this.#jobs.get(nameOf(job));
      if (known === undefined) throw new Error('A job was taken that never was.');
      const lease = { leaseOwner: owner, leaseExpiresAtMs: nowMs + leaseMs };
      Object.assign(known, lease, { state: 'running', attempts: known.attempts + 1 });
    }
    this.#expectSame(taken);
  }

  #held(key: JobKey, owner: string): (Job & Line) | undefined {
    const job = this.#jobs.get(nameOf(key));
    return job?.leaseOwner === owner ? job : undefined;
  }

  renew({ owner, jobs, leaseExpiresAtMs }: Parameters<JobStore['renew']>[0]): JobKey[] {
    return jobs.filter((key) => {
      const job = this.#held(key, owner);
      if (job !== undefined) job.leaseExpiresAtMs = leaseExpiresAtMs;
      return job !== undefined;
    });
  }

  complete({ owner, job, nowMs, next = [] }: Parameters<JobStore['complete']>[0]): boolean {
    if (this.#held(job, owner) === undefined) return false;
    this.#jobs.delete(nameOf(job));
    this.enqueue(next, nowMs);
    return true;
  }

  reschedule({ owner, job, runAtMs, refund, error, payload }: Parameters<JobStore['reschedule']>[0]): boolean {
    const held = this.#held(job, owner);
    if (held === undefined) return false;
    this.#letGo(held, { state: 'waiting', lastError: error, runAtMs, payload: payload ?? held.payload });
    if (refund) held.attempts -= 1;
    return true;
  }

  bury({ owner, job, error, atMs }: Parameters<JobStore['bury']>[0]): boolean {
    const held = this.#held(job, owner);
    if (held === undefined) return false;
    this.#letGo(held, { state: 'dead', lastError: error, diedAtMs: atMs });
    return true;
  }

  #letGo(job: Job & Line, change: Partial<Job>): void {
    Object.assign(job, { leaseOwner: undefined, leaseExpiresAtMs: undefined }, change);
  }

  redrive(key: JobKey, nowMs: number): boolean {
    const job = this.#jobs.get(nameOf(key));
    if (job?.state !== 'dead') return false;
    const again = { state: 'waiting', attempts: 0, runAtMs: nowMs, lastError: undefined, diedAtMs: undefined };
    Object.assign(job, again, { place: this.#nextPlace() });
    return true;
  }

  drop(key: JobKey): boolean {
    if (this.#jobs.get(nameOf(key))?.state === 'running') return false;
    return this.#jobs.delete(nameOf(key));
  }

  /** Compares everything that is kept. */
  expectSameAs(all: readonly Job[]): void {
    expect(all).toHaveLength(this.#jobs.size);
    this.#expectSame(all);
  }

  #expectSame(jobs: readonly Job[]): void {
    for (const job of jobs) {
      const { place: _, ...known } = this.#jobs.get(nameOf(job)) ?? { place: 0 };
      expect(job).toStrictEqual(known);
    }
  }

  counts(): string[] {
    return [...this.#jobs.values()].map(({ kind, state }) => `${kind} ${state}`).toSorted();
  }

  oldestDueAtMs(workspaceId: string, nowMs: number): number | undefined {
    const mine = [...this.#jobs.values()].filter((job) => job.workspaceId === workspaceId);
    const times = mine.map((job) => this.#dueAtMs(job)).filter((atMs) => atMs <= nowMs);
    return times.length === 0 ? undefined : Math.min(...times);
  }
}
