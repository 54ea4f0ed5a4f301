import type { FactKey } from '../../db/mirror-ports.ts';
import { MAX_ATTEMPTS } from '../../server/jobs/backoff.ts';
import { keyOf as jobKeyOf } from '../../server/jobs/job-key.ts';
import { keyOf } from '../../server/mirror/fact-values.ts';
import { namedIn, serialIn } from './model-workspace.ts';
import type { World } from './world.ts';

export const CONTACT_IDS = ['1', '2', '3', '4', '5'] as const;
export const CONVERSATION_IDS = ['1', '2', '3', '4', '5', '6'] as const;

const ALL_KEYS: readonly FactKey[] = [
  ...CONTACT_IDS.flatMap((id) =>
    (['contact', 'companies', 'contact_tags', 'conversations'] as const).map((kind) => keyOf(kind, id)),
  ),
  ...CONVERSATION_IDS.flatMap((id) => (['conversation', 'calls', 'fin_voice'] as const).map((kind) => keyOf(kind, id))),
  ...['1', '2'].map((id) => keyOf('company', id)),
  ...(['teammates', 'teams', 'tags'] as const).map((kind) => keyOf(kind)),
];

/** Looks after each step at everything that must hold at any moment. */
export interface Checker {
  check(): Promise<void>;
}

export function createChecker(world: World): Checker {
  const { store, intake, leases, facts, violate } = world;
  async function checkFacts(workspaceId: string): Promise<void> {
    const epoch = intake.installOf(workspaceId)?.epoch;
    if (epoch === undefined) return;
    const kept = await store.facts.read({ workspaceId, epoch, keys: ALL_KEYS, nowMs: 0 });
    for (const fact of kept) if (fact !== undefined) world.history.look(workspaceId, epoch, fact);
  }

  async function checkJobs(): Promise<void> {
    const jobs = await store.jobs.list({ limit: 1_000 });
    const lines = new Set<string>();
    for (const job of jobs) {
      const { workspaceId, jobId, state, attempts, leaseOwner, lastError, diedAtMs, payload } = job;
      const name = `${jobId} of ${workspaceId}`;
      if (attempts > MAX_ATTEMPTS + 1) violate(`${name} has ${attempts} attempts`);
      if ((state === 'running') !== (leaseOwner !== undefined)) violate(`${name} is ${state}, held by ${leaseOwner}`);
      if (state === 'dead' && (lastError === undefined || diedAtMs === undefined))
        violate(`${name} died for no reason`);
      for (const other of namedIn(payload)) if (other !== workspaceId) violate(`${name} has what is of ${other}`);
      if (state !== 'running') continue;
      const line = JSON.stringify([workspaceId, job.orderingKey]);
      if (lines.has(line)) violate(`two jobs of ${line} run`);
      lines.add(line);
    }
    const there = new Set(jobs.map(jobKeyOf));
    for (const job of intake.owed()) {
      if (!there.has(jobKeyOf(job))) violate(`${job.jobId} of ${job.workspaceId} was taken, and is gone undone`);
    }
  }

  function checkNotes(): void {
    for (const { id, notes } of world.intercom.workspaces.values()) {
      const texts = notes.map((note) => serialIn(note));
      if (new Set(texts).size < texts.length) violate(`a note is twice in ${id}: ${notes.join('\n')}`);
    }
  }

  return {
    async check() {
      for (const workspaceId of facts.takeChanged()) await checkFacts(workspaceId);
      if (leases.takeChanged() || intake.takeChanged()) await checkJobs();
      checkNotes();
    },
  };
}
