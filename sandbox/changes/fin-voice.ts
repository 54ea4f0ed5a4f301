import { nowMs } from '../rest/rest-context.ts';
import { callWire } from '../rest/wire/call.ts';
import { announce } from '../state/announce.ts';
import type { FinVoiceCallState } from '../state/fin-voice-call.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { type FinVoiceProgress, takeFinVoiceCall } from '../state/take-fin-voice-call.ts';
import type { WorkspaceState } from '../state/workspace.ts';
import { announceConversation } from './announce-conversation.ts';
import { announceCreated } from './contacts.ts';

/** Lets Fin get on with a call. How Fin is doing has no topic; the conversation and the call that it takes have. */
export function progressFinVoiceCall(
  state: SandboxState,
  workspace: WorkspaceState,
  finCall: FinVoiceCallState,
  progress: FinVoiceProgress,
): void {
  const { newLead, newConversation, startedCall, endedCall } = takeFinVoiceCall(
    workspace,
    finCall,
    progress,
    nowMs(state),
  );
  if (newLead !== undefined) announceCreated(state, workspace, newLead);
  if (newConversation !== undefined) {
    announceConversation(state, workspace, 'conversation.user.created', newConversation);
  }
  if (startedCall !== undefined) announce(state, workspace, 'call.started', callWire(startedCall));
  if (endedCall !== undefined) announce(state, workspace, 'call.ended', callWire(endedCall));
}
