import type { NewJob } from '../../db/job-ports.ts';
import type { FactKind } from '../../db/mirror-ports.ts';
import type { CallOptions } from '../intercom/types.ts';
import type { JobHandler, JobRun } from '../jobs/handler.ts';
import { type FactValues, keyOf, writeFact } from './fact-values.ts';

type DirectoryKind = Extract<FactKind, 'teammates' | 'teams' | 'tags'>;

export const SYNC_DIRECTORY_JOB = 'sync-directory';

/** One for each workspace: an install brings it. */
export function syncDirectoryJob(workspaceId: string, nowMs: number): NewJob {
  return {
    ...{ workspaceId, jobId: SYNC_DIRECTORY_JOB, kind: SYNC_DIRECTORY_JOB },
    ...{ orderingKey: SYNC_DIRECTORY_JOB, payload: JSON.stringify({}), runAtMs: nowMs },
  };
}

/** Reads whose names cards need - teammates, teams, tags -, so that the first card of a workspace has them already. */
export const syncDirectory: JobHandler = async (run) => {
  const client = run.client();
  const options: CallOptions = { signal: run.signal };
  await Promise.all([
    learn(run, 'teammates', () => client.admins.list(options)),
    learn(run, 'teams', () => client.teams.list(options)),
    learn(run, 'tags', () => client.tags.list(options)),
  ]);
  return { done: true };
};

async function learn<Kind extends DirectoryKind>(
  { deps: { store, clock }, workspace: { workspaceId, epoch } }: JobRun,
  kind: Kind,
  ask: () => Promise<FactValues[Kind]>,
): Promise<void> {
  const key = keyOf(kind);
  const [generation] = await store.facts.begin({ workspaceId, epoch, keys: [key], nowMs: clock() });
  if (generation === undefined) return;
  const sentAtMs = clock();
  const value = writeFact(kind, await ask());
  const learned = {
    ...key,
    generation,
    value,
    versionMs: undefined,
    learnedAtMs: sentAtMs,
    learnedFrom: 'read',
  } as const;
  await store.facts.change({ workspaceId, epoch, changes: [learned], nowMs: clock() });
}
