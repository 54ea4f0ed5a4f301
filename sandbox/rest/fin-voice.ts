import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type FinVoiceCallState, finVoiceByExternalId, isMatched } from '../state/fin-voice-call.ts';
import { nextId } from '../state/next-id.ts';
import type { WorkspaceState } from '../state/workspace.ts';
import { readBody } from './read-body.ts';
import { nowMs, type RestContext } from './rest-context.ts';
import { RestError } from './rest-error.ts';
import { finVoiceCallWire } from './wire/fin-voice-call.ts';

const registerSchema = z.object({
  phone_number: z.string().regex(/^\+[1-9]\d{4,14}$/, 'must be a phone number in E.164 format'),
  call_id: z.string().min(1),
  source: z.enum(['aws_connect', 'five9', 'zoom_phone']).default('aws_connect'),
  data: z.record(z.string(), z.unknown()).nullish(),
});

/** Fin Voice: calls that an outside phone system hands to Fin. What Fin has not taken yet is not found. */
export function finVoiceRoutes(rest: FastifyInstance, { state, callerOf }: RestContext): void {
  rest.post('/fin_voice/register', async (request) => {
    const { workspace } = callerOf(request);
    const body = readBody(registerSchema, request.body);
    if (finVoiceByExternalId(workspace, body.call_id) !== undefined) {
      throw new RestError(409, 'conflict', `Call ${body.call_id} is already registered`);
    }
    const call: FinVoiceCallState = {
      id: Number(nextId(workspace, 'finVoice')),
      phoneNumber: body.phone_number,
      externalCallId: body.call_id,
      source: body.source,
      data: body.data ?? undefined,
      status: 'registered',
      intercomCallId: undefined,
      conversationId: undefined,
      transcript: [],
      summary: '',
      intents: [],
      registeredAtMs: nowMs(state),
    };
    workspace.finVoiceCalls.set(call.id, call);
    return finVoiceCallWire(workspace, call);
  });

  rest.get<{ Params: { id: string } }>('/fin_voice/collect/:id', async (request) => {
    const { workspace } = callerOf(request);
    return matched(workspace, workspace.finVoiceCalls.get(Number(request.params.id)));
  });

  rest.get<{ Params: { externalId: string } }>('/fin_voice/external_id/:externalId', async (request) => {
    const { workspace } = callerOf(request);
    return matched(workspace, finVoiceByExternalId(workspace, request.params.externalId));
  });

  rest.get<{ Params: { phoneNumber: string } }>('/fin_voice/phone_number/:phoneNumber', async (request) => {
    const { workspace } = callerOf(request);
    const calls = [...workspace.finVoiceCalls.values()].filter(
      (call) => isMatched(call) && call.phoneNumber === request.params.phoneNumber,
    );
    return matched(workspace, calls.sort((a, b) => b.registeredAtMs - a.registeredAtMs || b.id - a.id)[0]);
  });

  rest.get<{ Params: { conversationId: string } }>('/fin_voice/conversation/:conversationId', async (request) => {
    const { workspace } = callerOf(request);
    const calls = [...workspace.finVoiceCalls.values()].filter(
      (call) => call.conversationId === request.params.conversationId,
    );
    if (calls.length === 0) throw notFound();
    return calls.map((call) => finVoiceCallWire(workspace, call));
  });
}

function matched(workspace: WorkspaceState, call: FinVoiceCallState | undefined) {
  if (call === undefined || !isMatched(call)) throw notFound();
  return finVoiceCallWire(workspace, call);
}

function notFound(): RestError {
  return new RestError(404, 'not_found', 'Call not found or not matched');
}
