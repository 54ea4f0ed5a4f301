import type { z } from 'zod';
import { conversationUrl } from '../../canvas/links.ts';
import type { HandedCall } from '../../db/caller-ports.ts';
import { UnknownWorkspaceError } from '../../db/errors.ts';
import type { Workspace } from '../../db/ports.ts';
import { placeOf } from '../card/context.ts';
import type { Deps } from '../deps.ts';
import { collectCallJob, registerCallJob } from '../fin-voice/fin-voice-jobs.ts';
import { isoTime } from './iso-time.ts';
import { ApiProblem } from './problems.ts';
import type { finVoiceCallSchema, newFinVoiceCallSchema } from './schemas/fin-voice-call.ts';

type FinVoiceCall = z.input<typeof finVoiceCallSchema>;
type NewFinVoiceCall = z.output<typeof newFinVoiceCallSchema>;

/**
 * Takes on a call for Fin Voice: once it is answered, it is on the disk and will be registered with Intercom. The same
 * call again changes nothing. Throws `ApiProblem`.
 */
export async function handCall(
  { callId: externalCallId, phoneNumber, source, data }: NewFinVoiceCall,
  { deps, workspace }: { deps: Deps; workspace: Workspace },
): Promise<{ isNew: boolean; call: FinVoiceCall }> {
  const { workspaceId } = workspace;
  const { store, clock, wakeWorker } = deps;
  const acceptedAtMs = clock();
  const phoneE164 = phoneNumber.e164;
  const given = { workspaceId, externalCallId, source, phoneE164, acceptedAtMs };
  const toRegister = registerCallJob(given, data, acceptedAtMs);
  const { result, call } = await store.handedCalls.accept(given, toRegister).catch((error: unknown) => {
    throw error instanceof UnknownWorkspaceError ? new ApiProblem('workspace_uninstalled', { cause: error }) : error;
  });
  if (call.phoneE164 !== phoneE164 || call.source !== source) throw new ApiProblem('call_differs');
  // Its work went with an older install: it is begun anew. Where it is still there, nothing happens.
  if (result === 'known' && call.state === 'accepted') await store.jobs.enqueue([toRegister], acceptedAtMs);
  if (result === 'known' && (call.state === 'registered' || call.state === 'matched')) {
    await store.jobs.enqueue([collectCallJob(given, acceptedAtMs)], acceptedAtMs);
  }
  wakeWorker();
  return { isNew: result === 'accepted', call: shown(call, workspace) };
}

/** Throws `ApiProblem` `call_unknown`. */
export async function readCall(
  externalCallId: string,
  { deps, workspace }: { deps: Deps; workspace: Workspace },
): Promise<FinVoiceCall> {
  const { workspaceId } = workspace;
  const call = await deps.store.handedCalls.find({ workspaceId, externalCallId });
  if (call === undefined) throw new ApiProblem('call_unknown');
  return shown(call, workspace);
}

function shown(call: HandedCall, workspace: Workspace): FinVoiceCall {
  const { conversationId } = call;
  return {
    callId: call.externalCallId,
    phoneNumber: call.phoneE164,
    source: call.source,
    state: call.state,
    status: call.status ?? null,
    acceptedAt: new Date(call.acceptedAtMs).toISOString(),
    registeredAt: isoTime(call.registeredAtMs),
    askedAt: isoTime(call.askedAtMs),
    endedAt: isoTime(call.endedAtMs),
    finVoiceId: call.finVoiceId ?? null,
    intercomCallId: call.intercomCallId ?? null,
    conversationId: conversationId ?? null,
    conversationUrl: conversationId === undefined ? null : conversationUrl(placeOf(workspace), conversationId),
    lastError: call.lastError ?? null,
  };
}
