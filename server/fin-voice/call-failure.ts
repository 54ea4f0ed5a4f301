import type { HandedCall } from '../../db/caller-ports.ts';
import { IntercomError, type IntercomErrorCode } from '../intercom/errors.ts';
import { errorText } from '../jobs/error-text.ts';
import { DisconnectedError, type JobRun } from '../jobs/handler.ts';
import { type CollectPhase, limitMsOf } from './collect-schedule.ts';

/** Asking again gets the same answer. Only registering a call can end in a 404. */
const FINAL: ReadonlySet<IntercomErrorCode> = new Set([
  ...(['intercom_refused', 'intercom_forbidden', 'intercom_not_found'] as const),
]);

/**
 * What is to be said of a call that failed for good. Undefined when it did not: the failure passes, is not Intercom's, or
 * comes from the attempt being ended.
 */
export function finalFailure(
  error: unknown,
  call: HandedCall,
  phase: CollectPhase,
  { deps, signal }: JobRun,
): string | undefined {
  if (signal.aborted || !(error instanceof IntercomError || error instanceof DisconnectedError)) return undefined;
  const isFinal = error instanceof IntercomError && FINAL.has(error.code);
  const isLate = deps.clock() - call.acceptedAtMs >= limitMsOf(phase);
  return isFinal || isLate ? errorText(error) : undefined;
}

const PASSING: ReadonlySet<IntercomErrorCode> = new Set([
  'intercom_down',
  'intercom_unreachable',
  'intercom_timed_out',
  'intercom_bad_answer',
]);

/**
 * What is to be said of a call when Intercom could not do it or tell for now. It is tried again at the pace of calls: as a
 * failed attempt of the job it would come back ever later, and be one of the few that a job has. Undefined for any other.
 */
export function passingFailure(error: unknown, { signal }: JobRun): string | undefined {
  if (signal.aborted || !(error instanceof IntercomError && PASSING.has(error.code))) return undefined;
  return errorText(error);
}
