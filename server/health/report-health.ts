import type { Job, NewJob } from '../../db/job-ports.ts';
import type { Workspace } from '../../db/ports.ts';
import { IntercomError } from '../intercom/errors.ts';
import type { JobHandler, JobResult, JobRun } from '../jobs/handler.ts';
import { payloadOf } from '../jobs/payload.ts';
import { statusOfWorkspace } from './install-status.ts';

export const REPORT_HEALTH_JOB = 'report-health';
/** While Intercom shows admins that something is wrong, and when it could not be told. */
const LOOK_AGAIN_MS = 5 * 60_000;

/**
 * The job that tells Intercom how Callcard is doing: one for each install, however often it is asked for, as a
 * reinstall must not find the one of the install before.
 */
export function reportHealthJob(
  workspace: Pick<Workspace, 'workspaceId' | 'installedAtMs'>,
  options: { runAtMs: number },
): NewJob {
  const jobId = `${REPORT_HEALTH_JOB}:${workspace.installedAtMs}`;
  return {
    workspaceId: workspace.workspaceId,
    jobId,
    kind: REPORT_HEALTH_JOB,
    orderingKey: jobId,
    payload: JSON.stringify({}),
    runAtMs: options.runAtMs,
  };
}

/**
 * Tells Intercom the state. The job itself remembers what was told last: after `UNHEALTHY` it stays and looks again,
 * and it is done once `OK` was told. With a dead token nothing can be told; Intercom's daily question answers it then.
 */
export const reportHealth: JobHandler = async (run) => {
  const { deps, workspace, job } = run;
  const status = await statusOfWorkspace(workspace, deps);
  if (workspace.status !== 'connected') return { done: true };
  if (status.state !== toldIn(job)) {
    try {
      await run.client().appInstall.reportStatus(status, { signal: run.signal });
    } catch (error) {
      return afterFailure(error, run);
    }
  }
  if (status.state === 'OK') return { done: true };
  return again(run, JSON.stringify({ told: status.state }));
};

function toldIn(job: Job): unknown {
  return payloadOf<{ told?: unknown }>(job).told;
}

/** A report is worth no operator's time: what Intercom will not take is let go. */
function afterFailure(error: unknown, run: JobRun): JobResult {
  if (!(error instanceof IntercomError) || error.code === 'intercom_rate_limited') throw error;
  if (error.retryable) return again(run, run.job.payload);
  run.log.warn({ err: error }, 'Intercom does not take the report of how Callcard is doing');
  return { done: true };
}

function again({ deps }: JobRun, payload: string): JobResult {
  return { done: false, atMs: deps.clock() + LOOK_AGAIN_MS, payload };
}
