import { findAdmin } from './admin.ts';
import type { CallState } from './call.ts';
import type { AuthorState } from './conversation.ts';
import type { WorkspaceState } from './workspace.ts';

/** Intercom does not document what type the entries of its call log have; whoever reads them goes by their words. */
export const CALL_LOG_PART = 'phone_call_event';

/** Who writes the log. */
export function operatorOf(workspace: WorkspaceState): AuthorState {
  const email = `operator+${workspace.id}@intercom.io`;
  return { type: 'bot', id: '7000002', name: 'Operator', email, fromAiAgent: false };
}

/** Why nobody talked, or the one who did, in the sentences of Intercom's call log; undefined: nothing is logged. */
export function endingSentence(
  workspace: WorkspaceState,
  { endedReason, adminId }: Pick<CallState, 'endedReason' | 'adminId'>,
): string | undefined {
  const name = findAdmin(workspace, adminId)?.name;
  switch (endedReason) {
    case 'missed':
      return name === undefined ? HUNG_UP : `Call missed by ${name}.`;
    case 'declined':
      return name && `Call declined by ${name} using the Decline button.`;
    case 'abandoned':
      return HUNG_UP;
    case 'deflected':
      return 'Call deflected because Queue is longer than 10 calls.';
    default:
      return undefined;
  }
}
const HUNG_UP = 'Call ended by customer before a teammate answered.';

export function answerSentence(
  workspace: WorkspaceState,
  { adminId, direction, hasFinLeg }: Pick<CallState, 'adminId' | 'direction' | 'hasFinLeg'>,
): string | undefined {
  const name = findAdmin(workspace, adminId)?.name;
  return name === undefined || direction === 'outbound' || hasFinLeg ? undefined : `Call answered by ${name}.`;
}
