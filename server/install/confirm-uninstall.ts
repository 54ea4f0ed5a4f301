import type { Job, NewJob } from '../../db/job-ports.ts';
import type { Workspace } from '../../db/ports.ts';
import { SealError } from '../../db/seal.ts';
import { IntercomError } from '../intercom/errors.ts';
import type { IntercomClient } from '../intercom/intercom-client.ts';
import type { JobHandler, JobRun } from '../jobs/handler.ts';
import { payloadOf } from '../jobs/payload.ts';
import { tokenContext } from './token-context.ts';

export const CONFIRM_UNINSTALL_JOB = 'confirm-uninstall';
/** The notice may come before the token dies: after the first look, these are the next. */
const LOOK_AGAIN_MS = [60_000, 600_000] as const;
/** When Intercom does not say whether the token lives. */
const ASK_AGAIN_MS = 600_000;
/** Longer nobody knows what the hint was about. */
const GIVE_UP_MS = 24 * 3_600_000;

/** The job that finds out whether a hint is true: one for each install, however often somebody hints. */
export function confirmUninstallJob(
  { workspaceId, epoch }: Pick<Workspace, 'workspaceId' | 'epoch'>,
  options: { runAtMs: number },
): NewJob {
  const jobId = `${CONFIRM_UNINSTALL_JOB}:${epoch}`;
  return {
    workspaceId,
    jobId,
    kind: CONFIRM_UNINSTALL_JOB,
    orderingKey: jobId,
    payload: JSON.stringify({ looks: 0 }),
    runAtMs: options.runAtMs,
  };
}

/**
 * Asks Intercom whether the token still lives. Dead: the hint was true, and the install ends. Alive: it looks again
 * after 1 and after 10 more minutes, then lets the hint go. Where neither can be told it asks again for a day.
 */
export const confirmUninstall: JobHandler = async (run) => {
  const { deps, workspace, job, log } = run;
  const nowMs = deps.clock();
  const alive = await isTokenAlive(run);
  if (alive === false) {
    const { workspaceId, epoch } = workspace;
    const ended = await deps.store.workspaces.markUninstalled({ workspaceId, epoch, atMs: nowMs });
    if (ended) log.info('workspace uninstalled, as Intercom no longer knows the token');
    return { done: true };
  }
  if (alive === undefined) {
    if (nowMs - job.createdAtMs < GIVE_UP_MS) return { done: false, atMs: nowMs + ASK_AGAIN_MS };
    log.warn('whether the workspace was uninstalled could not be found out in a day');
    return { done: true };
  }
  const looks = looksIn(job);
  const delayMs = LOOK_AGAIN_MS[looks];
  if (delayMs === undefined) return { done: true };
  return { done: false, atMs: nowMs + delayMs, payload: JSON.stringify({ looks: looks + 1 }) };
};

function looksIn(job: Job): number {
  const { looks } = payloadOf<{ looks?: unknown }>(job);
  return typeof looks === 'number' ? looks : 0;
}

/** Undefined: it cannot be told now. Waits for a rate limit as every job does, by throwing. */
async function isTokenAlive(run: JobRun): Promise<boolean | undefined> {
  const client = clientOf(run);
  try {
    await client?.me({ signal: run.signal });
    return client === undefined ? undefined : true;
  } catch (error) {
    if (!(error instanceof IntercomError) || error.code === 'intercom_rate_limited') throw error;
    if (error.code === 'intercom_unauthorized') return false;
    run.log.warn({ err: error }, 'whether the workspace was uninstalled cannot be told yet');
    return undefined;
  }
}

/**
 * With the token even of a workspace that is disconnected, for which `run.client` has none, and without marking it so
 * on the way: what follows is more than that. Undefined when the token cannot be opened.
 */
function clientOf({ deps, workspace, log }: JobRun): IntercomClient | undefined {
  const { workspaceId, region, sealedToken } = workspace;
  try {
    const token = deps.seal.open(sealedToken, tokenContext(workspaceId)).plaintext;
    return deps.intercom.connect({ workspaceId, region, token });
  } catch (err) {
    if (!(err instanceof SealError)) throw err;
    log.warn({ err }, 'the token of this workspace cannot be opened, so whether it still lives cannot be asked');
    return undefined;
  }
}
