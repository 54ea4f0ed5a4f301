import type { HandedCall } from '../../db/caller-ports.ts';
import type { JobHandler, JobRun } from '../jobs/handler.ts';
import { keyOf } from '../mirror/fact-values.ts';
import { finalFailure, passingFailure } from './call-failure.ts';
import { type Asked, progressOf } from './call-progress.ts';
import { readCallJob } from './fin-voice-jobs.ts';
import { findRecord } from './find-record.ts';

/**
 * Asks Intercom once what became of a call, and comes back until Fin is done with it or it is given up. What changed is
 * kept with the call, and cards of its conversation ask Intercom again.
 */
export const collectCall: JobHandler = async (run) => {
  const { deps, workspace, job } = run;
  const { store, clock } = deps;
  const { workspaceId, epoch } = workspace;
  const key = { workspaceId, externalCallId: readCallJob(job).externalCallId };
  const call = await store.handedCalls.find(key);
  if (call === undefined || (call.state !== 'registered' && call.state !== 'matched')) return { done: true };

  const asked = await ask(run, call);
  if ('failed' in asked) {
    await store.handedCalls.update(key, { state: 'failed', askedAtMs: clock(), lastError: asked.failed });
    return { done: true };
  }
  const { fields, isNews, askAtMs } = progressOf(call, asked, clock());
  const { conversationId } = fields;
  // Before it is written down: after a crash in between it is news once more.
  if (isNews && conversationId !== undefined) {
    await store.facts.doubt({ workspaceId, epoch, keys: [keyOf('fin_voice', conversationId)], nowMs: clock() });
  }
  await store.handedCalls.update(key, fields);
  return askAtMs === undefined ? { done: true } : { done: false, atMs: askAtMs };
};

async function ask(run: JobRun, call: HandedCall): Promise<Asked | { failed: string }> {
  const { client, signal } = run;
  try {
    return { record: await findRecord(client().finVoice, call, { signal }), problem: undefined };
  } catch (error) {
    const failed = finalFailure(error, call, call.state === 'matched' ? 'in_progress' : 'unmatched', run);
    if (failed !== undefined) return { failed };
    const problem = passingFailure(error, run);
    if (problem === undefined) throw error;
    return { record: undefined, problem };
  }
}
