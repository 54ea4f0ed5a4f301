import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { HandedCall } from '../../db/caller-ports.ts';
import type { NewJob } from '../../db/job-ports.ts';
import { payloadOf } from '../jobs/payload.ts';

export const REGISTER_JOB = 'register-fin-voice';
export const COLLECT_JOB = 'collect-fin-voice';

type CallKey = Pick<HandedCall, 'workspaceId' | 'externalCallId'>;

const payload = z.object({
  externalCallId: z.string(),
  /** What the phone system knows of the call, for Fin: needed until it is registered and not after. */
  data: z.record(z.string(), z.unknown()).optional(),
});

/** Hands the call to Intercom. */
export function registerCallJob(call: CallKey, data: Record<string, unknown> | undefined, runAtMs: number): NewJob {
  return newJob(REGISTER_JOB, call, { externalCallId: call.externalCallId, data }, runAtMs);
}

/** Asks Intercom what became of the call, until Fin is done with it. */
export function collectCallJob(call: CallKey, runAtMs: number): NewJob {
  return newJob(COLLECT_JOB, call, { externalCallId: call.externalCallId }, runAtMs);
}

/** Only what is written here is ever read. */
export function readCallJob(job: { payload: string }): z.infer<typeof payload> {
  return payload.parse(payloadOf<unknown>(job));
}

/** Ids of jobs are logged, and a phone system may use anything for its id of a call, a phone number too. */
function newJob(kind: string, call: CallKey, content: z.infer<typeof payload>, runAtMs: number): NewJob {
  const name = createHash('sha256').update(call.externalCallId).digest('hex').slice(0, 32);
  return {
    ...{ workspaceId: call.workspaceId, jobId: `${kind}:${name}`, kind },
    ...{ orderingKey: `fin-voice:${name}`, payload: JSON.stringify(content), runAtMs },
  };
}
