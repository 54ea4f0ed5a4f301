import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { SignedRecordings } from './signed-recordings.ts';
import { toneWav } from './wav.ts';

const RECORDING_SECONDS = 2;

const querySchema = z.object({ workspace: z.string(), expires: z.string(), signature: z.string() });

/** `GET /media/recordings/{call}.wav`: a tone, for whoever has an address that is signed and still fresh. */
export function recordingRoute(app: FastifyInstance, recordings: SignedRecordings): void {
  app.get<{ Params: { callId: string } }>('/media/recordings/:callId.wav', async (request, reply) => {
    const query = querySchema.safeParse(request.query);
    const verdict = query.success
      ? recordings.check({
          workspaceId: query.data.workspace,
          callId: request.params.callId,
          expires: query.data.expires,
          signature: query.data.signature,
        })
      : 'forged';
    if (verdict !== 'ok') {
      const message =
        verdict === 'expired'
          ? 'This address has expired. Ask for the recording again.'
          : 'This address is not signed.';
      return reply.code(403).type('text/plain; charset=utf-8').send(message);
    }
    return reply.type('audio/wav').send(toneWav(RECORDING_SECONDS));
  });
}
