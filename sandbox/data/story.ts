import { byTeammate } from '../state/admin.ts';
import type { CALL_LOG_PART } from '../state/call-log.ts';
import type { ContactState } from '../state/contact.ts';
import { displayName } from '../state/contact.ts';
import type { AiAgentState, AuthorState, ConversationState, ConversationStatus } from '../state/conversation.ts';
import { appendPart } from '../state/conversation.ts';
import { nextId } from '../state/next-id.ts';
import { upsertTag } from '../state/tag.ts';
import type { WorkspaceState } from '../state/workspace.ts';

/** Seeds tell when things happened in minutes before now, so that they always look recent. */
export interface Story {
  workspace: WorkspaceState;
  /** Epoch milliseconds, whole seconds: Intercom knows no finer time. */
  minutesAgo(minutes: number): number;
}

export const HOUR_MINUTES = 60;
export const DAY_MINUTES = 24 * HOUR_MINUTES;

export function startStory(workspace: WorkspaceState, nowMs: number): Story {
  const nowSeconds = Math.floor(nowMs / 1000);
  return { workspace, minutesAgo: (minutes) => (nowSeconds - Math.round(minutes * 60)) * 1000 };
}

export const FIN: AuthorState = {
  type: 'bot',
  id: '7000001',
  name: 'Fin',
  email: 'fin@intercom.example',
  fromAiAgent: true,
};

export function byAdmin(story: Story, adminId: string): AuthorState {
  const found = story.workspace.admins.get(adminId);
  if (found === undefined) throw new Error(`The seed names teammate ${adminId}, who is not in the workspace`);
  return byTeammate(found);
}

export function byContact(contact: ContactState): AuthorState {
  return { type: contact.role, id: contact.id, name: contact.name, email: contact.email, fromAiAgent: false };
}

export interface PlannedPart {
  by: AuthorState;
  type: 'comment' | 'note' | 'assignment' | 'close' | 'open' | 'snoozed' | 'call_summary' | typeof CALL_LOG_PART;
  bodyHtml?: string;
  minutesAgo: number;
  assignedTo?: { type: 'admin' | 'team'; id: string };
}

export interface PlannedConversation {
  contacts: ContactState[];
  source: string;
  subject?: string;
  title?: string;
  bodyHtml?: string;
  /** Unless given, the first contact began it. */
  by?: AuthorState;
  startedMinutesAgo: number;
  parts?: PlannedPart[];
  state?: ConversationStatus;
  adminId?: string;
  teamId?: string;
  tags?: string[];
  snoozedForMinutes?: number;
  waiting?: boolean;
  priority?: ConversationState['priority'];
  fin?: { resolutionState: string | undefined; sourceTitle: string };
}

/** Adds a conversation to the workspace; parts are in the order they happened. */
export function addConversation(story: Story, plan: PlannedConversation): ConversationState {
  const { workspace } = story;
  const [contact] = plan.contacts;
  if (contact === undefined) throw new Error('The seed has a conversation without a contact');
  const startedAtMs = story.minutesAgo(plan.startedMinutesAgo);
  const author = plan.by ?? byContact(contact);
  const conversation: ConversationState = {
    id: nextId(workspace, 'conversation'),
    title: plan.title,
    state: 'open',
    read: plan.state === 'closed',
    priority: plan.priority ?? 'none',
    source: {
      id: nextId(workspace, 'message'),
      type: plan.source,
      deliveredAs: author.type === 'admin' ? 'admin_initiated' : 'customer_initiated',
      subject: plan.subject ?? '',
      bodyHtml: plan.bodyHtml ?? '',
      author,
    },
    contactIds: plan.contacts.map(({ id }) => id),
    adminAssigneeId: plan.adminId,
    teamAssigneeId: plan.teamId,
    companyId: contact.companyIds[0],
    tags: (plan.tags ?? []).map((name) => ({
      tagId: upsertTag(workspace, name).id,
      appliedAtMs: startedAtMs + 60_000,
      adminId: plan.adminId ?? workspace.installingAdminId,
    })),
    parts: [],
    createdAtMs: startedAtMs,
    updatedAtMs: startedAtMs,
    waitingSinceMs: plan.waiting ? startedAtMs : undefined,
    snoozedUntilMs: plan.snoozedForMinutes === undefined ? undefined : story.minutesAgo(-plan.snoozedForMinutes),
    aiAgent: plan.fin === undefined ? undefined : aiAgent(plan.fin, startedAtMs),
    customAttributes: {},
  };
  workspace.conversations.set(conversation.id, conversation);
  for (const part of plan.parts ?? []) {
    if (part.type === 'close') conversation.state = 'closed';
    if (part.type === 'snoozed') conversation.state = 'snoozed';
    if (part.type === 'open') conversation.state = 'open';
    const createdAtMs = story.minutesAgo(part.minutesAgo);
    const { by, type, bodyHtml, assignedTo } = part;
    appendPart(workspace, conversation, { author: by, partType: type, bodyHtml, assignedTo, createdAtMs }, createdAtMs);
  }
  conversation.state = plan.state ?? conversation.state;
  conversation.title ??= plan.source === 'phone_call' ? `Call with ${displayName(contact)}` : undefined;
  return conversation;
}

function aiAgent(fin: { resolutionState: string | undefined; sourceTitle: string }, atMs: number): AiAgentState {
  return {
    sourceType: 'workflow',
    sourceTitle: fin.sourceTitle,
    lastAnswerType: 'ai_answer',
    resolutionState: fin.resolutionState,
    createdAtMs: atMs,
    updatedAtMs: atMs + 120_000,
  };
}
