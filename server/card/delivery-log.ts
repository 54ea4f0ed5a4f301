import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Delivery } from '../../db/ports.ts';
import type { Deps } from '../deps.ts';

/** What only the making of an answer knows; the rest is read off the answer when it is out. */
export type Noted = Omit<Delivery, 'receivedAtMs' | 'status' | 'durationMs' | 'requestId'>;

declare module 'fastify' {
  interface FastifyRequest {
    noted: Noted | undefined;
  }
}

/** So many are written together at the latest, or all there are after so long. */
const WRITTEN_TOGETHER = 1_000;
const WRITTEN_WITHIN_MS = 200;
/** While the database does not answer; what comes after them is not recorded. */
const MOST_WAITING = 2_000;

/**
 * Keeps what Intercom asked for, for developers to look into. Everything noted is written shortly after the answer was
 * sent, together with what else was answered: a log that cannot be written costs a line of the other log, never the
 * card. What still waits when the app closes is written first. Give it the scope of the noted requests.
 */
export function createDeliveryLog(
  scope: FastifyInstance,
  { store, clock }: Pick<Deps, 'store' | 'clock'>,
): (request: FastifyRequest, noted: Noted) => void {
  scope.decorateRequest('noted', undefined);
  let waiting: Delivery[] = [];
  let left = 0;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> | undefined;

  /** One write at a time takes everything that waits. */
  const write = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    writing ??= writeAll().finally(() => {
      writing = undefined;
    });
    return writing;
  };
  const writeAll = async () => {
    while (waiting.length > 0) {
      const deliveries = waiting;
      const unrecorded = left;
      waiting = [];
      left = 0;
      try {
        await store.deliveries.record(deliveries);
        if (unrecorded > 0) scope.log.warn({ unrecorded }, 'deliveries could not be recorded');
      } catch (err) {
        scope.log.warn({ err, unrecorded: deliveries.length + unrecorded }, 'deliveries could not be recorded');
      }
    }
  };

  const take = (request: FastifyRequest, reply: FastifyReply, noted: Noted) => {
    if (waiting.length >= MOST_WAITING) {
      left += 1;
      return;
    }
    const durationMs = Math.round(reply.elapsedTime);
    waiting.push({
      ...noted,
      receivedAtMs: clock() - durationMs,
      status: reply.statusCode,
      durationMs,
      requestId: request.id,
    });
    if (waiting.length >= WRITTEN_TOGETHER) void write();
    else timer ??= setTimeout(write, WRITTEN_WITHIN_MS).unref();
  };
  scope.addHook('onResponse', (request, reply, done) => {
    const { noted } = request;
    if (noted !== undefined) take(request, reply, noted);
    done();
  });
  scope.addHook('onClose', write);

  return (request, noted) => {
    request.noted = noted;
  };
}
