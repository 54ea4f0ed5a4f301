import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../deps.ts';
import { checkHubSignature } from '../http/body-signature.ts';
import { rawBody, takeRawBodies } from '../http/raw-body.ts';
import { tellOf } from '../http/wide-line.ts';
import { createIntake, type Intake } from './intake.ts';
import { type NotificationReading, readNotification } from './read-notification.ts';
import { TOPICS } from './topics.ts';

/** Far above what Intercom sends: a conversation comes with one part only. */
const MAX_BODY_BYTES = 1024 * 1024;
const PATH = '/webhooks/intercom';

/** What became of a notification, for the log and the metrics. */
type Outcome = Awaited<ReturnType<Intake['take']>> | 'ping' | 'unused_topic' | 'unreadable' | 'not_kept';

/**
 * `POST /webhooks/intercom`: 200 means that the notification is kept or needs nothing, and an admin's Intercom can
 * forget it. 401 for a wrong signature, 400 for what is no notification, 413 for what is too large, 503 when the
 * database does not answer: then Intercom sends it again, once. `HEAD` is how Intercom looks whether somebody is there.
 * Nothing here ever answers 410, which would end all notifications.
 */
export function registerWebhooks(scope: FastifyInstance, deps: Deps): void {
  takeRawBodies(scope, MAX_BODY_BYTES);
  const intake = createIntake({
    take: (batch) => deps.store.intake.take(batch),
    wakeWorker: () => deps.wakeWorker(),
  });
  scope.head(PATH, async (_request, reply) => reply.code(200).send());
  scope.post(PATH, (request, reply) => takeNotification(request, reply, { deps, intake }));
}

async function takeNotification(
  request: FastifyRequest,
  reply: FastifyReply,
  { deps, intake }: { deps: Deps; intake: Intake },
): Promise<FastifyReply> {
  const body = rawBody(request.body);
  const check = checkHubSignature(request.headers['x-hub-signature'], body, deps.config.intercom.clientSecrets);
  if (!check.ok) {
    const { reason } = check;
    // Enough to find a wrong secret, or canvas requests that were sent to this address; never a digest.
    request.log.warn(
      { reason, bodyBytes: body.length, bodySignature: request.headers['x-body-signature'] !== undefined },
      'notification refused: bad signature',
    );
    return reply.code(401).send();
  }
  if (check.secretIndex > 0) request.log.info('notification signed with the previous client secret');
  const reading = readNotification(body, deps.clock());
  if (reading.result === 'malformed') {
    request.log.warn({ bodyBytes: body.length }, 'signed notification that cannot be read');
    return reply.code(400).send();
  }
  const { names } = reading;
  let outcome: Outcome = 'not_kept';
  try {
    outcome = await outcomeOf(reading, intake);
  } finally {
    deps.metrics.notifications.inc({ topic: labelOf(names.topic), outcome });
    tellOf(request, { ...names, outcome });
  }
  return reply.code(200).send();
}

async function outcomeOf(reading: Exclude<NotificationReading, { result: 'malformed' }>, intake: Intake) {
  return reading.result === 'work' ? intake.take(reading.notification) : reading.result;
}

/** A label for metrics may only come from a small set. */
function labelOf(topic: string): string {
  return topic === 'ping' || TOPICS.has(topic) ? topic : 'other';
}
