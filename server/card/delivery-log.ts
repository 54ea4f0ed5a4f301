import type { FastifyInstance, FastifyRequest } from 'fastify';
import { UnknownWorkspaceError } from '../../db/errors.ts';
import type { Delivery } from '../../db/ports.ts';
import type { Deps } from '../deps.ts';

/** What only the making of an answer knows; the rest is read off the answer when it is out. */
export type Noted = Omit<Delivery, 'receivedAtMs' | 'status' | 'durationMs' | 'requestId'>;

/**
 * Keeps what Intercom asked for, for developers to look into. Everything noted is written after the answer was sent: a
 * log that cannot be written costs one line of the other log, never the card. Give it the scope of the noted requests.
 */
export function createDeliveryLog(
  scope: FastifyInstance,
  { store, clock }: Pick<Deps, 'store' | 'clock'>,
): (request: FastifyRequest, noted: Noted) => void {
  const notes = new WeakMap<FastifyRequest, Noted>();

  scope.addHook('onResponse', async (request, reply) => {
    const noted = notes.get(request);
    if (noted === undefined) return;
    const durationMs = Math.round(reply.elapsedTime);
    const answered = {
      receivedAtMs: clock() - durationMs,
      status: reply.statusCode,
      durationMs,
      requestId: request.id,
    };
    try {
      await store.deliveries.record({ ...noted, ...answered });
    } catch (err) {
      // Intercom may ask for workspaces that are not connected here: there is nobody to keep it for.
      if (err instanceof UnknownWorkspaceError) return;
      request.log.warn({ err, workspaceId: noted.workspaceId }, 'a delivery could not be recorded');
    }
  });

  return (request, noted) => void notes.set(request, noted);
}
