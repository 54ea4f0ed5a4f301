import type { Job } from '../../db/job-ports.ts';
import { oneLine } from '../shell/streams.ts';

const iso = (atMs: number): string => new Date(atMs).toISOString();
const isoOr = (atMs: number | undefined): string | undefined => (atMs === undefined ? undefined : iso(atMs));

const WIDTHS = { workspace: 10, due: 24, state: 7, attempts: 8, kind: 16 };

/** The first line of the table. */
export const TITLES = row('WORKSPACE', 'DUE', 'STATE', 'ATTEMPTS', 'KIND', 'JOB');

/** One line of the table. What is longer than its column pushes the rest. */
export function jobLine({ workspaceId, runAtMs, state, attempts, kind, jobId, lastError }: Job): string {
  const job = lastError === undefined ? jobId : `${jobId}  ${lastError}`;
  return row(workspaceId, iso(runAtMs), state, String(attempts), kind, job);
}

function row(workspace: string, due: string, state: string, attempts: string, kind: string, job: string): string {
  const cells = [
    workspace.padEnd(WIDTHS.workspace),
    due.padEnd(WIDTHS.due),
    state.padEnd(WIDTHS.state),
    attempts.padStart(WIDTHS.attempts),
    kind.padEnd(WIDTHS.kind),
    job,
  ];
  return oneLine(cells.join('  '));
}

/** All that is known of a job but its payload, a line each. */
export function describeJob(job: Job): string[] {
  const { leaseOwner, leaseExpiresAtMs, lastError, diedAtMs } = job;
  const facts: [string, string | undefined][] = [
    ['workspace', job.workspaceId],
    ['job', job.jobId],
    ['kind', job.kind],
    ['state', diedAtMs === undefined ? job.state : `${job.state} since ${iso(diedAtMs)}`],
    ['attempts', String(job.attempts)],
    ['last error', lastError],
    ['due', iso(job.runAtMs)],
    ['made', iso(job.createdAtMs)],
    ['ordering key', job.orderingKey],
    ['install', String(job.epoch)],
    ['lease', leaseExpiresAtMs === undefined ? undefined : `${leaseOwner} until ${iso(leaseExpiresAtMs)}`],
    ['payload', `${Buffer.byteLength(job.payload)} bytes`],
  ];
  return facts
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => oneLine(`${name.padEnd(13)} ${value}`));
}

/** For programs: one JSON object, with times as text. */
export function jobAsJson(job: Job, withPayload: boolean): string {
  const { runAtMs, createdAtMs, leaseExpiresAtMs, diedAtMs, payload, ...rest } = job;
  const times = { runAt: iso(runAtMs), createdAt: iso(createdAtMs), diedAt: isoOr(diedAtMs) };
  const leaseExpiresAt = isoOr(leaseExpiresAtMs);
  return JSON.stringify({ ...rest, ...times, leaseExpiresAt, ...(withPayload ? { payload } : {}) });
}
