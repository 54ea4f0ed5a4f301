import type { FastifyInstance } from 'fastify';
import { newestFirst } from '../rest/conversations.ts';
import type { CallState } from '../state/call.ts';
import { type ContactState, displayName } from '../state/contact.ts';
import type { ConversationState } from '../state/conversation.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import type { WorkspaceState } from '../state/workspace.ts';
import { describePart, describeSource } from './describe-part.ts';
import { inboxConversation, inboxWorkspace } from './inbox-error.ts';

export function conversationRoutes(inbox: FastifyInstance, { state }: { state: SandboxState }): void {
  inbox.get<{ Params: { workspaceId: string } }>('/:workspaceId/conversations', async (request) => {
    const workspace = inboxWorkspace(state, request.params.workspaceId);
    const conversations = newestFirst([...workspace.conversations.values()]);
    return { conversations: conversations.map((conversation) => listed(workspace, conversation)) };
  });

  inbox.get<{ Params: { workspaceId: string; conversationId: string } }>(
    '/:workspaceId/conversations/:conversationId',
    async (request) => {
      const workspace = inboxWorkspace(state, request.params.workspaceId);
      return detailed(workspace, inboxConversation(workspace, request.params.conversationId));
    },
  );

  inbox.get<{ Params: { workspaceId: string; contactId: string } }>(
    '/:workspaceId/contacts/:contactId',
    async (request, reply) => {
      const workspace = inboxWorkspace(state, request.params.workspaceId);
      const contact = workspace.contacts.get(request.params.contactId);
      if (contact === undefined) {
        return reply.code(404).send({ message: `${workspace.name} has no contact ${request.params.contactId}.` });
      }
      return {
        ...contactDetail(workspace, contact),
        conversations: conversationsOf(workspace, contact.id).map((conversation) => listed(workspace, conversation)),
      };
    },
  );
}

/** Newest first. */
export function conversationsOf(workspace: WorkspaceState, contactId: string): ConversationState[] {
  return newestFirst([...workspace.conversations.values()].filter(({ contactIds }) => contactIds.includes(contactId)));
}

const firstContact = (workspace: WorkspaceState, conversation: ConversationState) =>
  workspace.contacts.get(conversation.contactIds[0] ?? '');

function titleOf(workspace: WorkspaceState, conversation: ConversationState): string {
  const { title, source } = conversation;
  return title || source.subject || `Conversation with ${displayName(firstContact(workspace, conversation))}`;
}

const tagsOf = (workspace: WorkspaceState, conversation: ConversationState) =>
  conversation.tags.flatMap(({ tagId }) => workspace.tags.get(tagId) ?? []);

const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function listed(workspace: WorkspaceState, conversation: ConversationState) {
  const parts = [
    describeSource(workspace, conversation),
    ...conversation.parts.map((part) => describePart(workspace, part)),
  ];
  const latest = parts.findLast((part) => part.kind !== 'event');
  const call = [...workspace.calls.values()].findLast(({ conversationId }) => conversationId === conversation.id);
  const callText =
    call === undefined ? '' : `${call.direction} call, ${call.endedReason ?? call.state}`.replaceAll('_', ' ');
  return {
    id: conversation.id,
    title: titleOf(workspace, conversation),
    contactName: displayName(firstContact(workspace, conversation)),
    preview: (latest?.bodyText ?? capitalized(callText)).replaceAll('\n', ' ').slice(0, 140),
    state: conversation.state,
    sourceType: conversation.source.type,
    updatedAtMs: conversation.updatedAtMs,
    teammateName: workspace.admins.get(conversation.adminAssigneeId ?? '')?.name ?? null,
    teamName: workspace.teams.get(conversation.teamAssigneeId ?? '')?.name ?? null,
    tagNames: tagsOf(workspace, conversation).map(({ name }) => name),
  };
}

function detailed(workspace: WorkspaceState, conversation: ConversationState) {
  const teammate = workspace.admins.get(conversation.adminAssigneeId ?? '');
  const team = workspace.teams.get(conversation.teamAssigneeId ?? '');
  const contact = firstContact(workspace, conversation);
  return {
    id: conversation.id,
    title: titleOf(workspace, conversation),
    state: conversation.state,
    sourceType: conversation.source.type,
    createdAtMs: conversation.createdAtMs,
    updatedAtMs: conversation.updatedAtMs,
    contact: contact === undefined ? null : contactDetail(workspace, contact),
    teammate: teammate === undefined ? null : { id: teammate.id, name: teammate.name },
    team: team === undefined ? null : { id: team.id, name: team.name },
    tags: tagsOf(workspace, conversation).map(({ id, name }) => ({ id, name })),
    parts: [
      describeSource(workspace, conversation),
      ...conversation.parts.map((part) => describePart(workspace, part)),
    ],
    calls: [...workspace.calls.values()]
      .filter((call) => call.conversationId === conversation.id)
      .map((call) => callDetail(workspace, call)),
  };
}

function contactDetail(workspace: WorkspaceState, contact: ContactState) {
  const { city, region, country } = contact.location;
  return {
    id: contact.id,
    name: displayName(contact),
    /** As it is kept: null when there is none. */
    givenName: contact.name ?? null,
    role: contact.role,
    archived: contact.archived,
    email: contact.email ?? null,
    phone: contact.phone ?? null,
    companies: contact.companyIds
      .flatMap((id) => workspace.companies.get(id) ?? [])
      .map(({ name, plan, monthlySpend }) => ({ name, plan: plan ?? null, monthlySpend })),
    location: [city, region, country].filter((part) => part !== undefined).join(', ') || null,
  };
}

function callDetail(workspace: WorkspaceState, call: CallState) {
  const { answeredAtMs, endedAtMs } = call;
  return {
    id: call.id,
    direction: call.direction,
    state: call.state,
    endedReason: call.endedReason ?? null,
    startedAtMs: call.initiatedAtMs,
    durationMs: answeredAtMs === undefined || endedAtMs === undefined ? null : endedAtMs - answeredAtMs,
    teammateName: workspace.admins.get(call.adminId ?? '')?.name ?? null,
    hasRecording: call.hasRecording,
  };
}
