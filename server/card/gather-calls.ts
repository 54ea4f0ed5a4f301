import { absent, type Fact, known, mapFact } from '../../canvas/facts.ts';
import type { CallFacts, CallsFacts } from '../../canvas/phone/phone-facts.ts';
import { callerFromContact } from '../callers/caller-fact.ts';
import { readCallerNumber } from '../callers/caller-number.ts';
import { callEnding } from '../calls/call-ending.ts';
import { callFactIn, newestFirst } from '../calls/call-fact.ts';
import { callLinks } from '../calls/call-reference.ts';
import { eachOnce, isPhoneSource } from '../calls/contact-calls.ts';
import { insightsOf } from '../calls/insights/insights.ts';
import { callTimeline } from '../calls/timeline.ts';
import type { Call, Conversation } from '../intercom/types.ts';
import { contactCallsOf } from './contact-calls.ts';
import { contactIdFact } from './contact-id-fact.ts';
import { type CardContext, placeOf, windowOf } from './context.ts';
import { directoryOf } from './directory.ts';
import { factOf } from './fact.ts';
import { followMerge } from './follow-merge.ts';
import { callerFact } from './gather-home.ts';

/** The calls of the conversation, and those of the contact's others, which Intercom is asked for 20 at once. */
export async function gatherCalls(context: CardContext): Promise<CallsFacts> {
  const { workspace, mirror, request } = context;
  const { conversationId, contact } = request;
  const directory = directoryOf(mirror);
  const calls = conversationId === undefined ? absent : mirror.calls(conversationId, contact?.id);
  const followed = followMerge(mirror, contactIdFact(context));
  const conversations = await followed.read(mirror.conversations);
  const own = { conversationId, calls: await calls };
  const described = callFactIn(await mirror.country());
  const contactId = await followed.id;
  const contactCalls = await contactCallsOf(context, { contactId, conversations, own }, 'asked');
  const ofOthers = [...contactCalls.byConversation].flatMap(([where, all]) => (where === conversationId ? [] : all));
  const here = own.calls.state === 'known' ? own.calls.value : [];
  const others = eachOnce([...here, ...ofOthers]).filter((call) => !here.includes(call));
  const nothingKnown = others.length === 0 ? contactCalls.failed : undefined;
  return {
    place: placeOf(workspace),
    calls: mapFact(own.calls, (all) => newestFirst(all).map(described)),
    otherCalls: nothingKnown ?? mapFact(contactCalls.fact, () => newestFirst(others).map(described)),
    areAllOthers: contactCalls.areAllKnown,
    directory: await directory,
  };
}

/** A call with those of its conversation: all of them are asked for with their transcripts, which are not kept. */
interface FoundCall {
  call: Call;
  ofConversation: Call[];
}

/** With its transcript and its log, which are not kept: always asked for. */
export async function gatherCall(context: CardContext, callId: string): Promise<CallFacts> {
  const { workspace, client, mirror, deps, upstream, request } = context;
  const window = windowOf(context);
  const directory = directoryOf(mirror);
  const here = readConversation(context, request.conversationId);
  const found = await factOf(findCall(context, callId), window);
  const call = mapFact(found, (one) => one.call);
  const ofConversation = found.state === 'known' ? found.value.ofConversation : [];
  const { conversationId } = call.state === 'known' ? call.value : request;
  const conversation =
    conversationId === request.conversationId ? await here : await readConversation(context, conversationId);
  const team = await directory;
  const links = callLinks(deps, workspace, callId);
  const facts = { place: placeOf(workspace), conversationId, directory: team, links };
  if (call.state !== 'known') {
    return { ...facts, call, ending: undefined, timeline: absent, insights: [], transcript: undefined };
  }

  const names = team.state === 'known' ? team.value : undefined;
  const timeline = mapFact(conversation, ({ parts }) => callTimeline(parts, call.value, names, ofConversation));
  const ending = callEnding(call.value, timeline.state === 'known' ? timeline.value : []);
  const told = { ...facts, timeline, ending };
  const insights = await insightsOfCall(context, { call: call.value, conversation, directory: team, ofConversation });
  // The log knows some endings better than the record.
  const shown = { ...callFactIn(await mirror.country())(call.value), outcome: ending.outcome };
  if (!shown.hasTranscript || shown.transcript.length > 0) {
    return { ...told, insights, call: known(shown), transcript: undefined };
  }
  // A fact of its own: the call is worth showing without its transcript.
  const transcript = await factOf(client.calls.transcript(callId, upstream), window);
  if (transcript.state !== 'known') return { ...told, insights, transcript, call: known(shown) };
  return { ...told, insights, transcript, call: known({ ...shown, transcript: transcript.value }) };
}

async function findCall({ client, request, upstream }: CardContext, callId: string): Promise<FoundCall> {
  const { conversationId } = request;
  const here = conversationId === undefined ? [] : await client.calls.search([conversationId], upstream);
  const call = here.find((one) => one.id === callId);
  if (call !== undefined) return { call, ofConversation: here };
  const elsewhere = await client.calls.get(callId, upstream);
  if (elsewhere.conversationId === undefined) return { call: elsewhere, ofConversation: [elsewhere] };
  const there = await client.calls.search([elsewhere.conversationId], upstream);
  return { call: there.find((one) => one.id === callId) ?? elsewhere, ofConversation: there };
}

/** With its parts. Absent: the call is in none. */
function readConversation(context: CardContext, conversationId: string | undefined): Promise<Fact<Conversation>> {
  if (conversationId === undefined) return Promise.resolve(absent);
  return factOf(context.client.conversations.get(conversationId, context.upstream), windowOf(context));
}

/** Everything that is true of the call, of its caller and of their other calls. */
async function insightsOfCall(
  context: CardContext,
  about: { call: Call; conversation: Fact<Conversation>; directory: CallFacts['directory']; ofConversation: Call[] },
) {
  const { mirror, deps, workspace, request } = context;
  const { call, conversation, directory, ofConversation } = about;
  const { conversationId, contactId = request.contact?.id } = call;
  const followed = followMerge(mirror, Promise.resolve(contactId === undefined ? absent : known(contactId)));
  const [contact, finVoice, country, conversations] = await Promise.all([
    followed.found,
    conversationId === undefined ? absent : mirror.finVoice(conversationId, contactId),
    mirror.country(),
    followed.read(mirror.conversations),
  ]);
  const own = { conversationId, calls: known(ofConversation) };
  const whose = { contactId: await followed.id, conversations, own };
  const contactCalls = await contactCallsOf(context, whose, 'asked');
  const { source, finResolutionState, parts = [] } = conversation.state === 'known' ? conversation.value : {};
  // What came with the request stands in for the contact of the request only.
  const caller =
    contactId === request.contact?.id
      ? callerFact(contact, context, country)
      : mapFact(contact, (found) => callerFromContact(found, country));
  return insightsOf({
    nowMs: deps.clock(),
    timeZone: workspace.timeZone,
    number:
      readCallerNumber(call.phone, 'call', country) ??
      readCallerNumber(caller.state === 'known' ? caller.value.phone?.raw : undefined, 'contact', country),
    isPhoneConversation: source === undefined ? undefined : isPhoneSource(source.type),
    caller,
    call,
    contactCalls: contactCalls.fact,
    finVoice,
    finResolutionState,
    parts: conversation.state === 'known' ? known(parts) : conversation,
    directory,
  });
}
