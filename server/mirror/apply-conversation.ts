import type { KeptFact } from '../../db/mirror-ports.ts';
import type { ConversationState } from '../webhooks/change.ts';
import type { Applied } from './apply-contact.ts';
import { changeFacts, type FactStep, inDoubt, type MirrorWriter, type NewFact } from './change-facts.ts';
import { withConversation, withoutConversation } from './conversation-list.ts';
import { keyOf, readFact, writeFact } from './fact-values.ts';
import { finIsDone } from './trust.ts';
import { judgeOrder, type Verdict } from './verdict.ts';

/**
 * Takes a conversation as Intercom tells it, where cards asked for it or for the conversations of its contacts. What is
 * known is replaced by what is newer; what is not known is for a read to learn, as a notification of a moment ago may
 * be older than what the notification before it made doubtful.
 * @param options.alsoCalls its calls may have changed too, and no notification of them is to be relied on
 */
export async function applyConversation(
  writer: MirrorWriter,
  conversation: ConversationState,
  options: { alsoCalls: boolean },
): Promise<Applied> {
  const { facts, workspaceId, epoch, clock } = writer;
  const key = keyOf('conversation', conversation.id);
  const [kept] = await facts.read({ workspaceId, epoch, keys: [key], nowMs: clock() });
  const verdict: Verdict = kept === undefined ? 'unknown' : judge(kept, conversation);
  // An older state has nothing to say of anything that hangs on the conversation either.
  if (verdict === 'older') return { verdict, kept };

  const steps: FactStep[] = [
    { key, next: (now) => nextConversation(now, conversation) },
    ...conversation.contactIds.map((contactId) => ({
      key: keyOf('conversations', contactId),
      // What is unclear of the conversation is so of where it stands: it may be gone by now.
      next: verdict === 'unclear' ? inDoubt : (now: KeptFact) => nextList(now, conversation),
    })),
    ...contactsLeftOut(kept, conversation, verdict).map((contactId) => leaveList(contactId, conversation.id)),
  ];
  if (verdict !== 'same') {
    steps.push({ key: keyOf('fin_voice', conversation.id), next: unlessFinIsDone });
    if (options.alsoCalls) steps.push({ key: keyOf('calls', conversation.id), next: inDoubt });
  }
  await changeFacts(writer, steps);
  return { verdict, kept };
}

function judge(kept: KeptFact, conversation: ConversationState): Verdict {
  return judgeOrder(kept, { versionMs: conversation.updatedAtMs }, (value) =>
    isSameConversation(readFact('conversation', value), conversation),
  );
}

function nextConversation(kept: KeptFact, conversation: ConversationState): NewFact | undefined {
  const verdict = judge(kept, conversation);
  if (verdict === 'older' || verdict === 'same') return undefined;
  const isKnown = verdict === 'newer' && kept.value !== undefined;
  return {
    value: isKnown ? writeFact('conversation', conversation) : undefined,
    versionMs: conversation.updatedAtMs,
    contactId: conversation.contactIds[0],
  };
}

function nextList(kept: KeptFact, conversation: ConversationState): NewFact | undefined {
  if (kept.value === undefined) return { value: undefined };
  const heads = readFact('conversations', kept.value);
  const next = withConversation(heads, conversation, kept.learnedAtMs);
  if (next === heads) return undefined;
  return { value: next && writeFact('conversations', [...next]) };
}

/** Whoever was in the conversation and is no longer. */
function contactsLeftOut(kept: KeptFact | undefined, conversation: ConversationState, verdict: Verdict): string[] {
  if (verdict !== 'newer' || kept?.value === undefined) return [];
  const present = new Set(conversation.contactIds);
  return readFact('conversation', kept.value).contactIds.filter((contactId) => !present.has(contactId));
}

function leaveList(contactId: string, conversationId: string): FactStep {
  return {
    key: keyOf('conversations', contactId),
    next: ({ value }) => {
      if (value === undefined) return { value };
      const next = withoutConversation(readFact('conversations', value), conversationId);
      return { value: next && writeFact('conversations', next) };
    },
  };
}

/** No topic tells of Fin Voice; but what Fin does with a call changes the conversation that the call is in. */
function unlessFinIsDone({ value }: KeptFact): NewFact | undefined {
  const records = value === undefined ? [] : readFact('fin_voice', value);
  return records.length > 0 && finIsDone(records, { callsAreOver: false }) ? undefined : { value: undefined };
}

/** First words and author stay what they were, and come as HTML or as plain text. */
function isSameConversation(one: ConversationState, other: ConversationState): boolean {
  return JSON.stringify(comparable(one)) === JSON.stringify(comparable(other));
}

function comparable(conversation: ConversationState) {
  const { title, state, adminAssigneeId, teamAssigneeId, tags, contactIds, finParticipated, finResolutionState } =
    conversation;
  return [
    [title, state, adminAssigneeId, teamAssigneeId, finParticipated, finResolutionState, conversation.source?.type],
    tags.map(({ id }) => id).toSorted(),
    contactIds.toSorted(),
  ];
}

/**
 * Takes that something about a conversation changed, without how it is now: it is asked for when it is needed.
 * `contactId`: who came to it or left it.
 */
export async function doubtConversation(
  writer: MirrorWriter,
  { conversationId, contactId }: { conversationId: string; contactId?: string },
): Promise<void> {
  const keys = [
    keyOf('conversation', conversationId),
    ...(contactId === undefined ? [] : [keyOf('conversations', contactId)]),
  ];
  await changeFacts(
    writer,
    keys.map((key) => ({ key, next: inDoubt })),
  );
}

/**
 * Takes that a conversation was deleted. Its place is kept, or made, so that an older notification does not bring it
 * back into the list of its contact; no state of it is later than the event. The notification does not say whose it was:
 * where nobody here knows either, no list that was learned before is believed any more.
 */
export async function removeConversation(
  writer: MirrorWriter,
  removal: { conversationId: string; happenedAtMs: number },
): Promise<void> {
  const { facts, workspaceId, epoch, clock } = writer;
  const { conversationId, happenedAtMs } = removal;
  const key = keyOf('conversation', conversationId);
  const nowMs = clock();
  await facts.begin({ workspaceId, epoch, keys: [key], nowMs });
  const [kept] = await facts.read({ workspaceId, epoch, keys: [key], nowMs });
  const contactIds = kept?.value === undefined ? undefined : readFact('conversation', kept.value).contactIds;
  if (contactIds === undefined) await noteDeletion(writer);
  await changeFacts(writer, [
    {
      key,
      next: ({ versionMs }) => ({ value: undefined, versionMs: Math.max(happenedAtMs, versionMs ?? 0) }),
    },
    { key: keyOf('calls', conversationId), next: inDoubt },
    { key: keyOf('fin_voice', conversationId), next: inDoubt },
    ...(contactIds ?? []).map((contactId) => leaveList(contactId, conversationId)),
  ]);
}

async function noteDeletion(writer: MirrorWriter): Promise<void> {
  const { facts, workspaceId, epoch, clock, learnedAtMs } = writer;
  const key = keyOf('deletions');
  await facts.begin({ workspaceId, epoch, keys: [key], nowMs: clock() });
  const next = ({ value }: KeptFact) => {
    const lastAtMs = value === undefined ? learnedAtMs : readFact('deletions', value).lastAtMs;
    return { value: writeFact('deletions', { lastAtMs: Math.max(lastAtMs, learnedAtMs) }) };
  };
  await changeFacts(writer, [{ key, next }]);
}
