import {
  type AssignFacts,
  type CallFacts,
  type CallsFacts,
  type FinVoiceFacts,
  type HistoryFacts,
  known,
  type TagFact,
  type TagFacts,
  type TagTarget,
} from '../../canvas/facts.ts';
import { callFact, finVoiceFact, newestFirst } from '../calls/call-fact.ts';
import type { Call } from '../intercom/types.ts';
import { type CardContext, placeOf, windowOf } from './context.ts';
import { teamFact, teammateFact } from './directory.ts';
import { factOf } from './fact.ts';
import { otherConversations } from './other-conversations.ts';

const RECENT_TAGS = 5;

/** The contact of the request, or of its conversation. */
export async function contactIdOf({ request, client, upstream }: CardContext): Promise<string | undefined> {
  if (request.contact !== undefined || request.conversationId === undefined) return request.contact?.id;
  const conversation = await client.conversations.get(request.conversationId, upstream);
  return conversation.contactIds[0];
}

export async function gatherTag(context: CardContext, target: TagTarget): Promise<TagFacts> {
  const { client, request, workspace, deps, upstream } = context;
  const attached = async (): Promise<TagFact[] | undefined> => {
    if (target === 'contact') {
      const contactId = await contactIdOf(context);
      return contactId === undefined ? undefined : client.contacts.tags(contactId, upstream);
    }
    if (request.conversationId === undefined) return undefined;
    return (await client.conversations.get(request.conversationId, upstream)).tags;
  };
  const recent = async (): Promise<string[]> =>
    request.viewer === undefined
      ? []
      : deps.store.recentTags.list({
          workspaceId: workspace.workspaceId,
          adminId: request.viewer.id,
          limit: RECENT_TAGS,
        });
  const window = windowOf(context);
  const [attachedFact, all, recentIds] = await Promise.all([
    factOf(attached(), window),
    factOf(client.tags.list(upstream), window),
    factOf(recent(), window),
  ]);
  return {
    place: placeOf(workspace),
    target,
    hasContact: request.contact !== undefined || target === 'contact',
    attached: attachedFact,
    all,
    recentIds: recentIds.state === 'known' ? recentIds.value : [],
  };
}

export async function gatherAssign(context: CardContext): Promise<AssignFacts> {
  const { client, request, workspace, upstream } = context;
  const window = windowOf(context);
  const assignee = async () => {
    if (request.conversationId === undefined) return undefined;
    const { adminAssigneeId, teamAssigneeId } = await client.conversations.get(request.conversationId, upstream);
    return { teammateId: adminAssigneeId, teamId: teamAssigneeId };
  };
  // Who is away changes without notice: asked afresh each time, unlike the names on other cards.
  const [assigneeFact, teammates, teams] = await Promise.all([
    factOf(assignee(), window),
    factOf(
      client.admins.list(upstream).then((all) => all.map(teammateFact)),
      window,
    ),
    factOf(
      client.teams.list(upstream).then((all) => all.map(teamFact)),
      window,
    ),
  ]);
  return { place: placeOf(workspace), viewerId: request.viewer?.id, assignee: assigneeFact, teammates, teams };
}

/** The calls of the conversation; `undefined` when there is no conversation to ask for. */
async function callsHere({ client, request, upstream }: CardContext): Promise<Call[] | undefined> {
  return request.conversationId === undefined ? undefined : client.calls.search([request.conversationId], upstream);
}

export async function gatherCalls(context: CardContext): Promise<CallsFacts> {
  const { workspace, client, directories } = context;
  const window = windowOf(context);
  const [calls, directory] = await Promise.all([
    factOf(
      callsHere(context).then((found) => found && newestFirst(found).map(callFact)),
      window,
    ),
    factOf(directories.of(workspace, client), window),
  ]);
  return { place: placeOf(workspace), calls, directory };
}

export async function gatherCall(context: CardContext, callId: string): Promise<CallFacts> {
  const { workspace, client, directories, request, upstream } = context;
  const window = windowOf(context);
  const find = async () =>
    (await callsHere(context))?.find((one) => one.id === callId) ?? (await client.calls.get(callId, upstream));
  const [call, directory] = await Promise.all([
    factOf(find().then(callFact), window),
    factOf(directories.of(workspace, client), window),
  ]);
  const facts = { place: placeOf(workspace), conversationId: request.conversationId, call, directory };
  if (call.state !== 'known' || !call.value.hasTranscript || call.value.transcript.length > 0) {
    return { ...facts, transcript: undefined };
  }
  // A fact of its own: the call is worth showing without its transcript.
  const transcript = await factOf(client.calls.transcript(callId, upstream), window);
  if (transcript.state !== 'known') return { ...facts, transcript };
  return { ...facts, transcript, call: known({ ...call.value, transcript: transcript.value }) };
}

export async function gatherFinVoice(context: CardContext, finVoiceId: string): Promise<FinVoiceFacts> {
  const { client, request, workspace, upstream } = context;
  const find = async () => {
    const here = request.conversationId ? await client.finVoice.byConversation(request.conversationId, upstream) : [];
    return here.find((record) => record.id === finVoiceId) ?? client.finVoice.byId(finVoiceId, upstream);
  };
  const record = await factOf(
    find().then((found) => found && finVoiceFact(found)),
    windowOf(context),
  );
  return { place: placeOf(workspace), finVoiceId, conversationId: request.conversationId, record };
}

export async function gatherHistory(context: CardContext): Promise<HistoryFacts> {
  const { client, request, workspace, directories, deps, upstream } = context;
  const window = windowOf(context);
  const find = async () => {
    const contactId = await contactIdOf(context);
    if (contactId === undefined) return undefined;
    return otherConversations(client, { contactId, exceptId: request.conversationId, nowMs: deps.clock() }, upstream);
  };
  const [conversations, directory] = await Promise.all([
    factOf(find(), window),
    factOf(directories.of(workspace, client), window),
  ]);
  return { place: placeOf(workspace), conversations, directory };
}
