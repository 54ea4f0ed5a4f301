import type { NewJob } from '../../db/job-ports.ts';
import { readingCountryOf } from '../callers/reading-country.ts';
import type { IntercomClient } from '../intercom/intercom-client.ts';
import type { Contact, Conversation, Page } from '../intercom/types.ts';
import type { JobHandler, JobRun } from '../jobs/handler.ts';
import { payloadOf } from '../jobs/payload.ts';
import { conversationState } from '../webhooks/conversation-state.ts';
import { applyContact } from './apply-contact.ts';
import { applyConversation } from './apply-conversation.ts';
import type { MirrorWriter } from './change-facts.ts';
import { type Findings, startFindings } from './findings.ts';
import { isStaleCursor } from './sync-contacts.ts';
import { SYNC_LINE } from './sync-line.ts';
import { startTurn } from './turn.ts';

export const RECONCILE_JOB = 'reconcile';

/** The most that Intercom gives a page. Source: REST reference, pagination. */
const PAGE = 150;
/** Intercom's searches show a change some time after it happened, and clocks differ. */
const OVERLAP_MS = 5 * 60_000;
/** A cursor that Intercom does not take any more costs the whole way: so often it is gone from the start. */
const MOST_RESTARTS = 3;

/** Where it goes on. */
interface Progress {
  /** Everything that changed since then is looked at. */
  sinceMs: number;
  beganAtMs: number;
  part: 'contacts' | 'conversations';
  cursor?: string | undefined;
  restarts: number;
  /** Whether something was found that no notification had told. */
  missed: boolean;
}

/** Looks for what changed since the last time. One at a time for each workspace. */
export function reconcileJob(workspaceId: string, nowMs: number): NewJob {
  return {
    ...{ workspaceId, jobId: RECONCILE_JOB, kind: RECONCILE_JOB },
    ...{ orderingKey: SYNC_LINE, payload: '{}', runAtMs: nowMs },
  };
}

/**
 * Intercom sends a notification twice at most, so some never arrive. This reads all contacts and conversations that
 * changed since the last time and takes them as notifications are taken: what is kept never becomes older by it. When it
 * finds what a notification should have told long ago, they are no longer taken to arrive. What was deleted meanwhile it
 * cannot see.
 */
export const reconcile: JobHandler = async (run) => {
  const { store, clock } = run.deps;
  const mirror = await store.mirrors.find(run.workspace);
  if (mirror?.phase !== 'done' || mirror.reconciledAtMs === undefined) return { done: true };
  let progress = progressOf(run) ?? begin(mirror.reconciledAtMs, clock());

  const client = run.client();
  const findings = startFindings(run, { agreedAtMs: mirror.agreedAtMs, missed: progress.missed });
  const turn = startTurn(client, clock, run.signal);
  for (;;) {
    const atMs = turn.pauseUntilMs();
    if (atMs !== undefined) return { done: false, atMs, payload: JSON.stringify(progress) };
    const next = await takePage(run, client, { progress, findings });
    await findings.write();
    if (next === undefined) break;
    progress = { ...next, missed: findings.missed() };
  }
  await store.mirrors.update(run.workspace, { reconciledAtMs: progress.beganAtMs });
  return { done: true };
};

function progressOf({ job }: JobRun): Progress | undefined {
  const payload = payloadOf<Progress | Record<string, never>>(job);
  return 'sinceMs' in payload ? (payload as Progress) : undefined;
}

function begin(reconciledAtMs: number, nowMs: number): Progress {
  // After the clock was set back, the last time lies ahead: then at least the overlap is looked at. Intercom's times
  // are whole seconds.
  const sinceMs = Math.floor((Math.min(reconciledAtMs, nowMs) - OVERLAP_MS) / 1000) * 1000;
  return { sinceMs, beganAtMs: nowMs, part: 'contacts', restarts: 0, missed: false };
}

/** Undefined: that was the last one. */
async function takePage(
  run: JobRun,
  client: IntercomClient,
  { progress, findings }: { progress: Progress; findings: Findings },
): Promise<Progress | undefined> {
  const { part, cursor, restarts } = progress;
  const writer = await writerOf(run);
  let nextCursor: string | undefined;
  try {
    nextCursor =
      part === 'contacts'
        ? await takeContacts(await changedContacts(run, client, progress), { progress, writer, findings })
        : await takeConversations(await changedConversations(run, client, progress), { writer, findings });
  } catch (error) {
    if (cursor === undefined || !isStaleCursor(error) || restarts >= MOST_RESTARTS) throw error;
    return { ...progress, cursor: undefined, restarts: restarts + 1 };
  }
  if (nextCursor !== undefined && nextCursor !== cursor) return { ...progress, cursor: nextCursor };
  return part === 'contacts' ? { ...progress, part: 'conversations', cursor: undefined } : undefined;
}

async function writerOf({ deps: { store, clock }, workspace: { workspaceId, epoch } }: JobRun): Promise<MirrorWriter> {
  const { facts, callerAnswers } = store;
  const { country } = await readingCountryOf(store.countries, workspaceId);
  return { facts, callerAnswers, workspaceId, epoch, country, clock, learnedAtMs: clock(), learnedFrom: 'read' };
}

/**
 * Newest first: whoever changes meanwhile comes to the front and pushes nobody out of the pages that are still to come.
 * Times are compared by whole days of the workspace's time zone, and "later" begins with the day after, so it is asked
 * for what changed later than on the day before; the longest day has 25 hours. Source: REST reference, contact search.
 */
function changedContacts(run: JobRun, client: IntercomClient, { sinceMs, cursor }: Progress): Promise<Page<Contact>> {
  const dayBeforeSeconds = Math.floor(sinceMs / 1000) - 25 * 3600;
  return client.contacts.search(
    {
      query: { field: 'updated_at', operator: '>', value: dayBeforeSeconds },
      sort: { field: 'updated_at', order: 'descending' },
      ...{ perPage: PAGE, cursor },
    },
    { signal: run.signal },
  );
}

async function takeContacts(
  page: Page<Contact>,
  { progress, writer, findings }: { progress: Progress; writer: MirrorWriter; findings: Findings },
): Promise<string | undefined> {
  for (const contact of page.items) {
    const versionMs = contact.updatedAtMs;
    if (versionMs !== undefined && versionMs < progress.sinceMs) return undefined;
    const { kept } = await applyContact(writer, contact);
    if (kept !== undefined) findings.add('contact', kept, { value: { contact }, versionMs });
  }
  return page.nextCursor;
}

/** Here "later" means "not earlier", in whole seconds, in no order that is documented. Source: REST reference. */
function changedConversations(
  run: JobRun,
  client: IntercomClient,
  { sinceMs, cursor }: Progress,
): Promise<Page<Conversation>> {
  // One second more: should it mean "later" after all, nothing is left out.
  const sinceSeconds = Math.floor(sinceMs / 1000) - 1;
  return client.conversations.search(
    { query: { field: 'updated_at', operator: '>', value: sinceSeconds }, perPage: PAGE, cursor },
    { signal: run.signal },
  );
}

async function takeConversations(
  page: Page<Conversation>,
  { writer, findings }: { writer: MirrorWriter; findings: Findings },
): Promise<string | undefined> {
  for (const found of page.items) {
    const conversation = conversationState(found);
    const { kept } = await applyConversation(writer, conversation, { alsoCalls: true });
    if (kept !== undefined) {
      findings.add('conversation', kept, { value: conversation, versionMs: conversation.updatedAtMs });
    }
  }
  return page.nextCursor;
}
