import type { NewJob } from '../../db/job-ports.ts';
import { IntercomError } from '../intercom/errors.ts';
import type { JobHandler } from '../jobs/handler.ts';
import { payloadOf } from '../jobs/payload.ts';
import { CONVERSATIONS_A_SEARCH, callsOfConversations } from './call-search.ts';
import { keyOf, writeFact } from './fact-values.ts';

export const LEARN_CONTACT_CALLS_JOB = 'learn-contact-calls';

interface Work {
  contactId: string;
  conversationIds: readonly string[];
}

/**
 * Reads the calls of some conversations of a contact, as many as one question to Intercom takes, so that the next card
 * of that contact knows them without asking. One for each contact at a time.
 */
export function learnContactCallsJob(workspaceId: string, { contactId, conversationIds }: Work, nowMs: number): NewJob {
  const jobId = `${LEARN_CONTACT_CALLS_JOB}:${contactId}`;
  const work: Work = { contactId, conversationIds: conversationIds.slice(0, CONVERSATIONS_A_SEARCH) };
  // In an order of its own: notifications about the contact need not wait for it, and it takes back nothing they told.
  return {
    ...{ workspaceId, jobId, kind: LEARN_CONTACT_CALLS_JOB },
    ...{ orderingKey: jobId, payload: JSON.stringify(work), runAtMs: nowMs },
  };
}

/** Where Intercom does not answer, the next card has it done again: nothing is owed to anybody. */
export const learnContactCalls: JobHandler = async (run) => {
  const { store, clock } = run.deps;
  const { workspaceId, epoch } = run.workspace;
  const { contactId, conversationIds } = payloadOf<Work>(run.job);
  const client = run.client();
  const keys = conversationIds.map((id) => keyOf('calls', id));
  const generations = await store.facts.begin({ workspaceId, epoch, keys, nowMs: clock() });
  const sentAtMs = clock();
  try {
    const found = await callsOfConversations(client, conversationIds, { signal: run.signal });
    const changes = keys.flatMap((key, index) => {
      const generation = generations[index];
      const calls = (found[index] ?? []).map((call) => ({ ...call, transcript: [] }));
      if (generation === undefined) return [];
      const learned = { versionMs: undefined, learnedAtMs: sentAtMs, learnedFrom: 'read' as const, contactId };
      return [{ ...key, ...learned, generation, value: writeFact('calls', calls) }];
    });
    await store.facts.change({ workspaceId, epoch, changes, nowMs: clock() });
  } catch (error) {
    if (!(error instanceof IntercomError) || error.code === 'intercom_rate_limited') throw error;
    run.log.info({ err: error }, 'the calls of a contact could not be learned');
  }
  return { done: true };
};
