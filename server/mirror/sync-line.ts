import type { NewJob } from '../../db/job-ports.ts';

/** What reads or writes all contacts of a workspace never does so at the same time: the ordering key of such jobs. */
export const SYNC_LINE = 'sync';

export const REINDEX_PHONES_JOB = 'reindex-phones';

/**
 * To be enqueued once another country is in force, or with it. Its id names the country: a job that may be past its last
 * look at the country does not keep out the one for the next. Whichever runs reads in the country that is in force then.
 */
export function reindexPhonesJob(
  { workspaceId, country }: { workspaceId: string; country: string | undefined },
  nowMs: number,
): NewJob {
  const jobId = `${REINDEX_PHONES_JOB}:${country ?? 'none'}`;
  return {
    ...{ workspaceId, jobId, kind: REINDEX_PHONES_JOB },
    ...{ orderingKey: SYNC_LINE, payload: '{}', runAtMs: nowMs },
  };
}
