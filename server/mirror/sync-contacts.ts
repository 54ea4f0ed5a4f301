import type { NewJob } from '../../db/job-ports.ts';
import type { Mirror } from '../../db/mirror-ports.ts';
import { guessCountry, samplePhones } from '../callers/guess-country.ts';
import { type ReadingCountry, readingCountryOf } from '../callers/reading-country.ts';
import { IntercomError } from '../intercom/errors.ts';
import type { IntercomClient } from '../intercom/intercom-client.ts';
import type { Contact, Page } from '../intercom/types.ts';
import { type JobHandler, type JobResult, type JobRun, PermanentFailure } from '../jobs/handler.ts';
import { payloadOf } from '../jobs/payload.ts';
import { listedContacts } from './contact-state.ts';
import { reindexPhonesJob, SYNC_LINE } from './sync-line.ts';
import { startTurn } from './turn.ts';

export const SYNC_CONTACTS_JOB = 'sync-contacts';

/** The most that Intercom gives a page. Source: REST reference, pagination. */
const PAGE = 150;
/** A cursor that Intercom does not take any more costs the whole way: so often it is gone from the start. */
const MOST_RESTARTS = 3;

interface Payload {
  restarts: number;
  /** Whether it guesses the country that numbers are read in; left out: yes. */
  guesses?: boolean;
}

/** Reads all contacts of a workspace once. One for each workspace: an install brings it. */
export function syncContactsJob(workspaceId: string, nowMs: number, { guesses = true } = {}): NewJob {
  const payload: Payload = { restarts: 0, guesses };
  return {
    ...{ workspaceId, jobId: SYNC_CONTACTS_JOB, kind: SYNC_CONTACTS_JOB },
    ...{ orderingKey: SYNC_LINE, payload: JSON.stringify(payload), runAtMs: nowMs },
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
  let country = await readingCountryOf(store.countries, run.workspace.workspaceId);
  for (;;) {
    const atMs = turn.pauseUntilMs();
    if (atMs !== undefined) return { done: false, atMs };
    const sentAtMs = clock();
    const page = await readPage(run, client, mirror.cursor);
    if (page === undefined) return restart(run);
    // Before the first contacts are kept by their numbers; what all of them say is looked at when all are there.
    if (mirror.cursor === undefined && guesses(run)) {
      const guess = await guessCountry(run.deps, run.workspace, phonesIn(page.items));
      await guess.write();
      country = guess.inForce;
    }
    await keepCallers(run, page.items, { country, learnedAtMs: sentAtMs });
    const progress: Partial<Mirror> & { contactsSeen: number } = {
      cursor: page.nextCursor,
      contactsSeen: mirror.contactsSeen + page.items.length,
      contactsTotal: page.totalCount ?? mirror.contactsTotal,
    };
    if (page.nextCursor === undefined) {
      if (guesses(run)) await guessAgain(run, country);
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
  const payload = payloadOf<Payload>(run.job);
  const restarts = payload.restarts + 1;
  await startOver(run);
  if (restarts > MOST_RESTARTS) {
    throw new PermanentFailure(
      `Intercom refused ${restarts} times to go on with its list of contacts. It begins again in some hours by itself.`,
    );
  }
  run.log.info({ workspaceId: run.workspace.workspaceId, restarts }, 'the first sync starts over');
  return { done: false, atMs: run.deps.clock(), payload: JSON.stringify({ ...payload, restarts }) };
}

const guesses = ({ job }: JobRun): boolean => payloadOf<Payload>(job).guesses ?? true;
const phonesIn = (contacts: readonly Contact[]) => contacts.map(({ phone }) => phone);

async function keepCallers(
  run: JobRun,
  contacts: readonly Contact[],
  { country, learnedAtMs }: { country: ReadingCountry; learnedAtMs: number },
): Promise<void> {
  const { store, clock } = run.deps;
  const { workspaceId, epoch } = run.workspace;
  const callers = listedContacts(contacts, country.country);
  if (callers.length === 0) return;
  await store.facts.list({ workspaceId, epoch, contacts: callers, learnedAtMs, nowMs: clock() });
}

/**
 * When all contacts together say another country than the first of them did, numbers have to be read anew. The job is
 * there before the guess is: whoever comes back after a crash finds either the old guess or the job.
 */
async function guessAgain(run: JobRun, before: ReadingCountry): Promise<void> {
  const { store, clock } = run.deps;
  const guess = await guessCountry(run.deps, run.workspace, await samplePhones(store, run.workspace));
  if (guess.inForce.country !== before.country) {
    const { workspaceId } = run.workspace;
    await store.jobs.enqueue([reindexPhonesJob({ workspaceId, country: guess.inForce.country }, clock())], clock());
  }
  await guess.write();
}

/**
 * Whatever changed while it was read is looked for by the next reconcile. It looks back to the last one: not everything
 * that is kept was read here.
 */
async function finish(run: JobRun, mirror: Mirror, progress: Partial<Mirror>): Promise<void> {
  const { store, clock } = run.deps;
  const nowMs = clock();
  await store.mirrors.update(run.workspace, {
    ...progress,
    ...{ phase: 'done', syncFinishedAtMs: nowMs, reconciledAtMs: mirror.reconciledAtMs ?? run.workspace.installedAtMs },
  });
  run.log.info({ workspaceId: run.workspace.workspaceId, contacts: progress.contactsSeen }, 'first sync done');
}
