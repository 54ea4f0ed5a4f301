import type { JobKey } from '../../db/job-ports.ts';

/** One text for each job of all workspaces. */
export const keyOf = ({ workspaceId, jobId }: JobKey): string => JSON.stringify([workspaceId, jobId]);
