import { NOTIFICATION_JOB } from './change.ts';

/**
 * The id of the job that carries out a notification. The time goes first, as thirteen digits: so the ids of jobs that
 * come together stand together in the database, where those of notifications are scattered.
 */
export function notificationJobId(notificationId: string, receivedAtMs: number): string {
  return `${NOTIFICATION_JOB}:${String(receivedAtMs).padStart(13, '0')}:${notificationId}`;
}

/** Intercom's id of the notification that a job carries out; undefined for other jobs. */
export function notificationIdOf(jobId: string): string | undefined {
  // Those that an older Callcard took have no time.
  return /^notification:(?:\d{13}:)?(.+)$/s.exec(jobId)?.[1];
}
