import { notificationIdOf } from '../../server/webhooks/notification-job-id.ts';
import { TOPICS } from '../../server/webhooks/topics.ts';
import type { Instance } from './instance.ts';

/**
 * What Callcard said yes to, compared with what its processes said that they did: each notification once to its end, at
 * least; and a job that is completed is gone, so that nobody completes it again.
 */
export function findingsOfJobs(
  taken: readonly { id: string; topic: string }[],
  instances: readonly Pick<Instance, 'carriedOut' | 'completed'>[],
): string[] {
  const carriedOut = new Set(instances.flatMap((instance) => instance.carriedOut).map(notificationIdOf));
  const forgotten = taken
    .filter(({ id, topic }) => TOPICS.has(topic) && !carriedOut.has(id))
    .map(({ id, topic }) => `the notification ${id} (${topic}) was answered 200 and not carried out`);
  const seen = new Set<string>();
  const twice = instances
    .flatMap((instance) => instance.completed)
    // Other jobs have one id for good, and come again when there is work again.
    .filter((jobId) => notificationIdOf(jobId) !== undefined)
    .filter((jobId) => seen.size === seen.add(jobId).size)
    .map((jobId) => `the job ${jobId} was completed twice`);
  return [...forgotten, ...twice];
}
