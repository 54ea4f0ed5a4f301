/** What happens to conversations, their calls and what Fin does with those. */
import { type Happen, pickFrom, type Told } from './happen.ts';
import { callAnswer, conversationAnswer } from './model-wire.ts';
import {
  addTalk,
  type ModelWorkspace,
  newWords,
  PHONES,
  type Talk,
  TEAMS,
  type Touched,
  wholeSecond,
} from './model-workspace.ts';
import { presentPeople } from './people-changes.ts';

const MOST_CONVERSATIONS = 6;
const MOST_CALLS = 8;

/** A reconcile reads the conversation, and has whatever hangs on it asked for again. */
export function tellConversation(workspace: ModelWorkspace, topic: string, talk: Talk): Told {
  const touched: Touched[] = [
    ...(['conversation', 'calls', 'fin_voice'] as const).map((kind) => ({ kind, key: talk.id, isReconciled: true })),
    { kind: 'conversations', key: talk.contactId, isReconciled: true },
  ];
  return { topic, item: conversationAnswer(workspace, talk), touched };
}

export const addConversation: Happen = ({ workspace, atMs, random }) => {
  const person = pickFrom(random, presentPeople(workspace));
  const last = Math.max(0, ...[...workspace.conversations.keys()].map(Number));
  if (person === undefined || last >= MOST_CONVERSATIONS) return undefined;
  const talk = addTalk(workspace, String(last + 1), person.id, atMs);
  return [tellConversation(workspace, 'conversation.user.created', talk)];
};

export const changeConversation: Happen = ({ workspace, atMs, random }) => {
  const talk = pickFrom(random, workspace.conversations.values());
  if (talk === undefined) return undefined;
  talk.updatedAtMs = atMs;
  switch (random.whole(4)) {
    case 0:
      talk.adminId = random.pick([undefined, '1', '2']);
      return [tellConversation(workspace, 'conversation.admin.assigned', talk)];
    case 1:
      talk.teamId = random.pick([undefined, ...TEAMS]);
      return [tellConversation(workspace, 'conversation.admin.assigned', talk)];
    case 2:
      talk.state = talk.state === 'open' ? 'closed' : 'open';
      return [tellConversation(workspace, `conversation.admin.${talk.state === 'open' ? 'opened' : 'closed'}`, talk)];
    default:
      return [tellConversation(workspace, 'conversation.user.replied', talk)];
  }
};

/** Does not change `updated_at`. */
export function tellConversationTag(workspace: ModelWorkspace, talk: Talk): Told[] {
  const item = { ...conversationAnswer(workspace, talk), tags_added: { type: 'tag.list', tags: [] } };
  return [
    {
      ...{ topic: 'conversation_part.tag.created', item },
      touched: [{ kind: 'conversation', key: talk.id, isReconciled: false }],
    },
  ];
}

export const tagConversation: Happen = ({ workspace, random }) => {
  const talk = pickFrom(random, workspace.conversations.values());
  const tagId = pickFrom(random, workspace.tags.keys());
  if (talk === undefined || tagId === undefined) return undefined;
  talk.tagIds.add(tagId);
  return tellConversationTag(workspace, talk);
};

export const deleteConversation: Happen = ({ workspace, random }) => {
  const talk = pickFrom(random, workspace.conversations.values());
  if (talk === undefined || workspace.conversations.size < 2) return undefined;
  workspace.conversations.delete(talk.id);
  const item = { type: 'conversation', conversation_id: talk.id };
  const touched: Touched[] = [
    ...(['conversation', 'calls', 'fin_voice'] as const).map((kind) => ({ kind, key: talk.id, isReconciled: false })),
    { kind: 'conversations', key: talk.contactId, isReconciled: false },
  ];
  return [{ topic: 'conversation.deleted', item, touched }];
};

const aboutCalls = (conversationId: string): Touched[] =>
  (['calls', 'fin_voice'] as const).map((kind) => ({ kind, key: conversationId, isReconciled: false }));

export const startCall: Happen = ({ workspace, atMs, random }) => {
  const talk = pickFrom(random, workspace.conversations.values());
  if (talk === undefined || workspace.calls.size >= MOST_CALLS) return undefined;
  const { id: conversationId, contactId } = talk;
  const id = String(workspace.calls.size + 1);
  const call = {
    ...{ id, conversationId, contactId, phone: random.pick(PHONES), startedAtMs: wholeSecond(atMs) },
    ...{ answeredAtMs: undefined, endedAtMs: undefined, hasRecording: false },
  };
  workspace.calls.set(id, call);
  if (random.whole(2) === 0) {
    const finId = workspace.fin.size + 1;
    workspace.fin.set(finId, { id: finId, conversationId, status: 'registered', summary: undefined });
  }
  talk.updatedAtMs = atMs;
  return [
    { topic: 'call.started', item: callAnswer(call), touched: aboutCalls(conversationId) },
    tellConversation(workspace, 'conversation.operator.replied', talk),
  ];
};

export const moveCall: Happen = ({ workspace, atMs, random }) => {
  const call = pickFrom(
    random,
    [...workspace.calls.values()].filter(({ hasRecording }) => !hasRecording),
  );
  if (call === undefined) return undefined;
  if (call.answeredAtMs === undefined) {
    // Nobody tells that somebody answered.
    call.answeredAtMs = wholeSecond(atMs);
    return [];
  }
  const touched = aboutCalls(call.conversationId);
  if (call.endedAtMs !== undefined) {
    call.hasRecording = true;
    return [{ topic: 'call.recording_available', item: callAnswer(call), touched }];
  }
  call.endedAtMs = wholeSecond(atMs);
  const talk = workspace.conversations.get(call.conversationId);
  const ended: Told = { topic: 'call.ended', item: callAnswer(call), touched };
  if (talk === undefined) return [ended];
  talk.updatedAtMs = atMs;
  return [ended, tellConversation(workspace, 'conversation.operator.replied', talk)];
};

export const moveFin: Happen = ({ workspace, atMs, random }) => {
  const record = pickFrom(
    random,
    [...workspace.fin.values()].filter(({ summary }) => summary === undefined),
  );
  const talk = record && workspace.conversations.get(record.conversationId);
  if (record === undefined || talk === undefined) return undefined;
  if (record.status === 'assumed_resolution') record.summary = newWords(workspace, 'Asked');
  else record.status = record.status === 'registered' ? 'in-progress' : 'assumed_resolution';
  talk.updatedAtMs = atMs;
  return [tellConversation(workspace, 'conversation.operator.replied', talk)];
};
