import type { CallState } from '../state/call.ts';
import type { FinVoiceCallState } from '../state/fin-voice-call.ts';
import { nextId } from '../state/next-id.ts';
import type { WorkspaceState } from '../state/workspace.ts';

/** The record Fin Voice keeps of a call it has taken. */
export function addFinVoiceCall(
  workspace: WorkspaceState,
  call: CallState,
  plan: {
    externalCallId: string;
    source: FinVoiceCallState['source'];
    status: string;
    summary?: string;
    intents?: string[];
  },
): FinVoiceCallState {
  const finCall: FinVoiceCallState = {
    id: Number(nextId(workspace, 'finVoice')),
    phoneNumber: call.phone ?? 'anonymous',
    externalCallId: plan.externalCallId,
    source: plan.source,
    data: undefined,
    status: plan.status,
    intercomCallId: call.id,
    conversationId: call.conversationId,
    transcript: call.transcript,
    summary: plan.summary ?? '',
    intents: plan.intents ?? [],
    registeredAtMs: call.initiatedAtMs,
  };
  workspace.finVoiceCalls.set(finCall.id, finCall);
  return finCall;
}
