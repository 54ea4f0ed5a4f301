import { z } from 'zod';
import type { AdminState } from '../state/admin.ts';
import type { ContactState } from '../state/contact.ts';
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

export function inboxContact(workspace: WorkspaceState, contactId: string): ContactState {
  const found = workspace.contacts.get(contactId);
  if (found === undefined || found.mergedIntoId !== undefined) {
    throw new InboxError(404, `${workspace.name} has no contact ${contactId}.`);
  }
  return found;
}

export function inboxTeammate(workspace: WorkspaceState, adminId: string): AdminState {
  const found = workspace.admins.get(adminId);
  if (found === undefined) throw new InboxError(404, `${workspace.name} has no teammate ${adminId}.`);
  return found;
}

/** Reads a request's body, or says what is wrong with it. */
export function readInboxBody<T extends z.ZodType>(schema: T, body: unknown): z.output<T> {
  const parsed = schema.safeParse(body ?? {});
  if (!parsed.success) throw new InboxError(400, `This cannot be done.\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
