import { nextId } from './next-id.ts';
import type { AppliedTag } from './tag.ts';
import { touch } from './touch.ts';
import type { WorkspaceState } from './workspace.ts';

export type ConversationStatus = 'open' | 'closed' | 'snoozed';

export interface AuthorState {
  type: 'admin' | 'user' | 'lead' | 'bot' | 'team';
  id: string;
  name: string | undefined;
  email: string | undefined;
  /** Written by Fin. */
  fromAiAgent: boolean;
}

export interface PartState {
  id: string;
  /** Open set: `comment`, `note`, `assignment`, `call_summary`, ... */
  partType: string;
  bodyHtml: string | undefined;
  author: AuthorState;
  createdAtMs: number;
  assignedTo: { type: 'admin' | 'team'; id: string } | undefined;
  /** The conversation's state once this part was added. */
  state: ConversationStatus;
}

export interface SourceState {
  id: string;
  /** `conversation` (Messenger), `email`, `phone_call`, ... */
  type: string;
  deliveredAs: string;
  subject: string;
  bodyHtml: string;
  author: AuthorState;
}

export interface AiAgentState {
  sourceType: 'profile' | 'workflow';
  sourceTitle: string;
  lastAnswerType: 'ai_answer' | 'custom_answer' | undefined;
  resolutionState: string | undefined;
  createdAtMs: number;
  updatedAtMs: number;
}

export interface ConversationState {
  /** Unique only inside its workspace. */
  id: string;
  title: string | undefined;
  state: ConversationStatus;
  read: boolean;
  priority: 'none' | 'low' | 'medium' | 'high' | 'urgent';
  source: SourceState;
  contactIds: string[];
  adminAssigneeId: string | undefined;
  teamAssigneeId: string | undefined;
  companyId: string | undefined;
  tags: AppliedTag[];
  parts: PartState[];
  createdAtMs: number;
  updatedAtMs: number;
  waitingSinceMs: number | undefined;
  snoozedUntilMs: number | undefined;
  aiAgent: AiAgentState | undefined;
  customAttributes: Record<string, string | number>;
}

/** Appends a part and marks the conversation as changed, as Intercom does with every part. */
export function appendPart(
  workspace: WorkspaceState,
  conversation: ConversationState,
  part: Omit<PartState, 'id' | 'state'>,
  nowMs: number,
): PartState {
  const added: PartState = { ...part, id: nextId(workspace, 'part'), state: conversation.state };
  conversation.parts.push(added);
  touch(conversation, nowMs);
  return added;
}
