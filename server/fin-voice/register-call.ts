import type { HandedCall } from '../../db/caller-ports.ts';
import { IntercomError } from '../intercom/errors.ts';
import type { FinVoiceCall } from '../intercom/types.ts';
import type { JobHandler, JobRun } from '../jobs/handler.ts';
import { finalFailure, passingFailure } from './call-failure.ts';
import { nextAskMs } from './collect-schedule.ts';
import { collectCallJob, readCallJob } from './fin-voice-jobs.ts';

/**
 * Hands a call to Fin Voice. It may be done twice, as after a crash: a call that Intercom knows already is success. What
 * Intercom refuses for good, or has not taken after two hours, is told with the call.
 */
export const registerCall: JobHandler = async (run) => {
  const { deps, workspace, job } = run;
  const { store, clock } = deps;
  const { externalCallId, data } = readCallJob(job);
  const key = { workspaceId: workspace.workspaceId, externalCallId };
  const call = await store.handedCalls.find(key);
  if (call === undefined || call.state === 'failed') return { done: true };
  const againInMs = (asked: number) => nextAskMs('unmatched', { asked, ageMs: clock() - call.acceptedAtMs }) ?? 0;
  if (call.state === 'accepted') {
    try {
      const record = await register(run, call, data);
      const told = {
        finVoiceId: record?.id,
        status: record?.status ?? 'registered',
        askedCount: 0,
        lastError: undefined,
      };
      await store.handedCalls.update(key, { ...told, state: 'registered', registeredAtMs: clock() });
    } catch (error) {
      const failed = finalFailure(error, call, 'unmatched', run);
      if (failed !== undefined) {
        await store.handedCalls.update(key, { state: 'failed', lastError: failed });
        return { done: true };
      }
      const lastError = passingFailure(error, run);
      if (lastError === undefined) throw error;
      await store.handedCalls.update(key, { askedAtMs: clock(), askedCount: call.askedCount + 1, lastError });
      return { done: false, atMs: clock() + againInMs(call.askedCount) };
    }
  }
  return { done: true, next: [collectCallJob(key, clock() + againInMs(0))] };
};

/** Undefined: it was registered before, and Intercom shows its record only once Fin has taken the call. */
async function register(
  { client, signal }: JobRun,
  { phoneE164, externalCallId, source }: HandedCall,
  data: Record<string, unknown> | undefined,
): Promise<FinVoiceCall | undefined> {
  try {
    const call = { phoneNumber: phoneE164, callId: externalCallId, source, data };
    return await client().finVoice.register(call, { signal });
  } catch (error) {
    if (error instanceof IntercomError && error.code === 'intercom_conflict') return undefined;
    throw error;
  }
}
