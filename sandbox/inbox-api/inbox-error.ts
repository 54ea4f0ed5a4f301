import type { ConversationState } from '../state/conversation.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import type { WorkspaceState } from '../state/workspace.ts';

/** A refusal to the inbox page; the message is shown as it is. */
export class InboxError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'InboxError';
    this.status = status;
  }
}

export function inboxWorkspace(state: SandboxState, workspaceId: string): WorkspaceState {
  const found = state.workspaces.get(workspaceId);
  if (found === undefined) throw new InboxError(404, `There is no workspace ${workspaceId} in this sandbox.`);
  return found;
}

export function inboxConversation(workspace: WorkspaceState, conversationId: string): ConversationState {
  const found = workspace.conversations.get(conversationId);
  if (found === undefined) throw new InboxError(404, `${workspace.name} has no conversation ${conversationId}.`);
  return found;
}
