import type { FinVoiceCallState } from '../../state/fin-voice-call.ts';
import type { WorkspaceState } from '../../state/workspace.ts';
import { transcriptLineWire } from './call.ts';

/** Schema `ai_call_response`. Here, and only here, `app_id` is an integer. */
export function finVoiceCallWire(workspace: WorkspaceState, call: FinVoiceCallState) {
  return {
    id: call.id,
    app_id: workspace.numericId,
    user_phone_number: call.phoneNumber,
    status: call.status,
    intercom_call_id: call.intercomCallId ?? null,
    external_call_id: call.externalCallId,
    intercom_conversation_id: call.conversationId ?? null,
    call_transcript: call.transcript.map(transcriptLineWire),
    call_summary: call.summary,
    intent: call.intents.map((name) => ({ name })),
  };
}
