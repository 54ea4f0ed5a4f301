import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { SignedRecordings } from '../media/signed-recordings.ts';
import { paginateByNumber } from '../search/paginate.ts';
import type { CallState } from '../state/call.ts';
import type { WorkspaceState } from '../state/workspace.ts';
import { idSchema, readBody } from './read-body.ts';
import type { RestContext } from './rest-context.ts';
import { RestError } from './rest-error.ts';
import { callWire, callWithTranscriptWire, transcriptText } from './wire/call.ts';

const MAX_PAGE = 25;
const MAX_CONVERSATIONS = 20;

const searchSchema = z.object({ conversation_ids: z.array(idSchema) });

type ByCall = { Params: { callId: string } };

function needCall(workspace: WorkspaceState, id: string, message = 'Not Found'): CallState {
  const call = workspace.calls.get(id);
  if (call === undefined) throw new RestError(404, 'not_found', message);
  return call;
}

/** Calls can be read and nothing else: only Intercom Phone makes them. */
export function callRoutes(
  rest: FastifyInstance,
  { callerOf, recordings }: RestContext & { recordings: SignedRecordings },
): void {
  rest.get('/calls', async (request) => {
    const { workspace } = callerOf(request);
    const calls = [...workspace.calls.values()].sort((a, b) => b.initiatedAtMs - a.initiatedAtMs);
    const { items, pages } = paginateByNumber(calls, request.query, MAX_PAGE);
    return { type: 'list', data: items.map(callWire), total_count: calls.length, pages };
  });

  rest.get<ByCall>('/calls/:callId', async (request) =>
    callWire(needCall(callerOf(request).workspace, request.params.callId)),
  );

  rest.get<ByCall>('/calls/:callId/recording', async (request, reply) => {
    const { workspace } = callerOf(request);
    const call = needCall(workspace, request.params.callId, 'Recording Not Found');
    if (!call.hasRecording) throw new RestError(404, 'not_found', 'Recording Not Found');
    return reply.redirect(`${request.protocol}://${request.host}${recordings.sign(workspace.id, call.id)}`, 302);
  });

  rest.get<ByCall>('/calls/:callId/transcript', async (request, reply) => {
    const call = needCall(callerOf(request).workspace, request.params.callId);
    if (call.transcript.length === 0) throw new RestError(404, 'not_found', 'Not Found');
    const day = new Date(call.initiatedAtMs).toISOString().slice(0, 10);
    return reply
      .type('text/plain; charset=utf-8')
      .header('content-disposition', `attachment; filename=transcription_data-${day}.txt`)
      .send(transcriptText(call));
  });

  rest.post('/calls/search', async (request) => {
    const { workspace } = callerOf(request);
    const { conversation_ids: ids } = readBody(searchSchema, request.body);
    if (ids.length < 1 || ids.length > MAX_CONVERSATIONS) {
      const message = `A list of up to ${MAX_CONVERSATIONS} conversation IDs is required`;
      throw new RestError(400, 'conversation_id_limit_exceeded', message);
    }
    const found = [...workspace.calls.values()].filter((call) => ids.includes(call.conversationId ?? ''));
    return { type: 'list', data: found.map(callWithTranscriptWire) };
  });
}
