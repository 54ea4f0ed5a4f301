import type { NewJob } from '../../db/job-ports.ts';
import type { ListedContact, Mirror } from '../../db/mirror-ports.ts';
import { IntercomError } from '../intercom/errors.ts';
import type { IntercomClient } from '../intercom/intercom-client.ts';
import type { Contact, Page } from '../intercom/types.ts';
import { type JobHandler, type JobResult, type JobRun, PermanentFailure } from '../jobs/handler.ts';
import { numbersOf, writeContact } from './contact-state.ts';
import { startTurn } from './turn.ts';

export const SYNC_CONTACTS_JOB = 'sync-contacts';
/** The first sync and the reconcile of a workspace never run at the same time. */
export const SYNC_LINE = 'sync';

/** The most that Intercom gives a page. Source: REST reference, pagination. */
const PAGE = 150;
/** A cursor that Intercom does not take any more costs the whole way: so often it is gone from the start. */
const MOST_RESTARTS = 3;

/** Reads all contacts of a workspace once. One for each workspace: an install brings it. */
export function syncContactsJob(workspaceId: string, nowMs: number): NewJob {
  return {
    ...{ workspaceId, jobId: SYNC_CONTACTS_JOB, kind: SYNC_CONTACTS_JOB },
    ...{ orderingKey: SYNC_LINE, payload: JSON.stringify({ restarts: 0 }), runAtMs: nowMs },
  };
}

/**
 * Reads all contacts, page by page, and keeps those with a phone number. Where it goes on is written down after each
 * page, once its contacts are kept: a page may be read twice, and none is left out. A new install starts from the
 * beginning, as its mirror is a new one.
 */
export const syncContacts: JobHandler = async (run) => {
  const { store, clock } = run.deps;
  const known = await store.mirrors.find(run.workspace);
  if (known?.phase === 'done') return { done: true };
  const client = run.client();
  let mirror = known?.phase === 'running' ? known : await startOver(run);

  const turn = startTurn(client, clock, run.signal);
  for (;;) {
    const atMs = turn.pauseUntilMs();
    if (atMs !== undefined) return { done: false, atMs };
    const sentAtMs = clock();
    const page = await readPage(run, client, mirror.cursor);
    if (page === undefined) return restart(run);
    await keepCallers(run, page.items, sentAtMs);
    const progress: Partial<Mirror> & { contactsSeen: number } = {
      cursor: page.nextCursor,
      contactsSeen: mirror.contactsSeen + page.items.length,
      contactsTotal: page.totalCount ?? mirror.contactsTotal,
    };
    if (page.nextCursor === undefined) {
      await finish(run, mirror, progress);
      return { done: true };
    }
    await store.mirrors.update(run.workspace, progress);
    mirror = { ...mirror, ...progress };
  }
};

async function startOver({ deps: { store, clock }, workspace }: JobRun): Promise<Mirror> {
  await store.mirrors.update(workspace, {
    ...{ phase: 'running', cursor: undefined, contactsSeen: 0, contactsTotal: undefined },
    ...{ syncStartedAtMs: clock(), syncFinishedAtMs: undefined },
  });
  const mirror = await store.mirrors.find(workspace);
  if (mirror === undefined) throw new Error('The workspace was installed again meanwhile: its new install syncs anew.');
  return mirror;
}

/** Undefined: Intercom does not take the cursor any more. */
async function readPage(
  run: JobRun,
  client: IntercomClient,
  cursor: string | undefined,
): Promise<Page<Contact> | undefined> {
  try {
    const page = await client.contacts.list({ perPage: PAGE, cursor }, { signal: run.signal });
    return page.nextCursor !== undefined && page.nextCursor === cursor ? undefined : page;
  } catch (error) {
    if (cursor !== undefined && isStaleCursor(error)) return undefined;
    throw error;
  }
}

/** Intercom answers 400 to a cursor that it does not know, 404 where it has been forgotten. */
export function isStaleCursor(error: unknown): boolean {
  return error instanceof IntercomError && (error.code === 'intercom_refused' || error.code === 'intercom_not_found');
}

async function restart(run: JobRun): Promise<JobResult> {
  const restarts = restartsOf(run) + 1;
  await startOver(run);
  if (restarts > MOST_RESTARTS) {
    throw new PermanentFailure(
      `Intercom refused ${restarts} times to go on with its list of contacts. It begins again in some hours by itself.`,
    );
  }
  run.log.info({ workspaceId: run.workspace.workspaceId, restarts }, 'the first sync starts over');
  return { done: false, atMs: run.deps.clock(), payload: JSON.stringify({ restarts }) };
}

function restartsOf({ job }: JobRun): number {
  return (JSON.parse(job.payload) as { restarts: number }).restarts;
}

async function keepCallers(run: JobRun, contacts: readonly Contact[], learnedAtMs: number): Promise<void> {
  const { store, clock } = run.deps;
  const { workspaceId, epoch } = run.workspace;
  const callers = contacts.flatMap((contact): ListedContact[] => {
    const phones = numbersOf(contact);
    const { id: contactId, updatedAtMs: versionMs } = contact;
    // Intercom gives every contact an `updated_at`; one without could never be told from an older state of it.
    if (phones.length === 0 || versionMs === undefined) return [];
    return [{ contactId, value: writeContact(contact), versionMs, phones }];
  });
  if (callers.length === 0) return;
  await store.facts.list({ workspaceId, epoch, contacts: callers, learnedAtMs, nowMs: clock() });
}

/** Whatever changed while it was read is looked for by the first reconcile. */
async function finish(run: JobRun, mirror: Mirror, progress: Partial<Mirror>): Promise<void> {
  const { store, clock } = run.deps;
  const nowMs = clock();
  await store.mirrors.update(run.workspace, {
    ...progress,
    ...{ phase: 'done', syncFinishedAtMs: nowMs, reconciledAtMs: mirror.syncStartedAtMs ?? nowMs },
  });
  run.log.info({ workspaceId: run.workspace.workspaceId, contacts: progress.contactsSeen }, 'first sync done');
}
