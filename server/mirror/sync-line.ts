import type { NewJob } from '../../db/job-ports.ts';

/** What reads or writes all contacts of a workspace never does so at the same time: the ordering key of such jobs. */
export const SYNC_LINE = 'sync';

export const REINDEX_PHONES_JOB = 'reindex-phones';

/** To be enqueued whenever another country comes into force. One at a time for each workspace. */
export function reindexPhonesJob(workspaceId: string, nowMs: number): NewJob {
  return {
    ...{ workspaceId, jobId: REINDEX_PHONES_JOB, kind: REINDEX_PHONES_JOB },
    ...{ orderingKey: SYNC_LINE, payload: '{}', runAtMs: nowMs },
  };
}
