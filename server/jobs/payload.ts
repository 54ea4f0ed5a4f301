import type { Job } from '../../db/job-ports.ts';
import { PermanentFailure } from './handler.ts';

/** What a job of ours was given. Throws `PermanentFailure`: trying again would read the same. */
export function payloadOf<T>({ payload }: Pick<Job, 'payload'>): T {
  try {
    return JSON.parse(payload) as T;
  } catch {
    // The parser's own message would quote the payload.
    throw new PermanentFailure('The payload of this job is not JSON. Drop the job.');
  }
}
