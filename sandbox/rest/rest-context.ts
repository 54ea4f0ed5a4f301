import type { FastifyRequest } from 'fastify';
import type { AdminState } from '../state/admin.ts';
import type { ContactState } from '../state/contact.ts';
import type { ConversationState } from '../state/conversation.ts';
import type { AccessToken } from '../state/installs.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import type { TagState } from '../state/tag.ts';
import type { WorkspaceState } from '../state/workspace.ts';
import { RestError } from './rest-error.ts';

export interface Caller {
  token: AccessToken;
  workspace: WorkspaceState;
}

/** What the REST routes work on. A route reaches a workspace only through the token of its request. */
export interface RestContext {
  state: SandboxState;
  callerOf(request: FastifyRequest): Caller;
}

/** Epoch milliseconds, whole seconds: Intercom knows no finer time. */
export function nowMs(state: SandboxState): number {
  return Math.floor(state.clock() / 1000) * 1000;
}

export function needConversation(
  workspace: WorkspaceState,
  id: string,
  message = 'Resource Not Found',
): ConversationState {
  const found = workspace.conversations.get(id);
  if (found === undefined) throw new RestError(404, 'not_found', message);
  return found;
}

export function needAdmin(workspace: WorkspaceState, id: string): AdminState {
  const found = workspace.admins.get(id);
  if (found === undefined) throw new RestError(404, 'admin_not_found', 'Admin not found');
  return found;
}

export function needTag(
  workspace: WorkspaceState,
  id: string,
  code = 'not_found',
  message = 'Resource Not Found',
): TagState {
  const found = workspace.tags.get(id);
  if (found === undefined) throw new RestError(404, code, message);
  return found;
}

/** 410 with a `Link` to the canonical contact when this one was merged away. */
export function needContact(workspace: WorkspaceState, id: string): ContactState {
  const found = workspace.contacts.get(id);
  if (found === undefined) throw new RestError(404, 'not_found', 'User Not Found');
  if (found.mergedIntoId !== undefined) throw contactMerged(found.mergedIntoId);
  return found;
}

export function contactMerged(intoContactId: string): RestError {
  const message = "This contact has been merged. See the 'Link' header for the canonical contact.";
  return new RestError(410, 'contact_merged', message, {
    headers: { link: `</contacts/${intoContactId}>; rel="canonical"` },
  });
}
