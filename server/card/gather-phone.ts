import {
  absent,
  type Caller,
  type ConversationHead,
  type Directory,
  type Fact,
  type HomeFacts,
  mapFact,
} from '../../canvas/facts.ts';
import type { Insight } from '../../canvas/phone/insight.ts';
import type { HandedCallFact } from '../../canvas/phone/phone-facts.ts';
import type { CallerNumber } from '../callers/caller-number.ts';
import { newestFirst } from '../calls/call-fact.ts';
import { isPhoneConversation } from '../calls/contact-calls.ts';
import { handedFact } from '../calls/handed-fact.ts';
import { insightsOf, topInsights } from '../calls/insights/insights.ts';
import { limitMsOf } from '../fin-voice/collect-schedule.ts';
import type { Call, FinVoiceCall } from '../intercom/types.ts';
import { contactCallsOf } from './contact-calls.ts';
import { type CardContext, windowOf } from './context.ts';
import { factOf } from './fact.ts';

/** What the first card is made of besides. */
interface Gathered {
  isPhoneConversation: boolean | undefined;
  /** The caller's. */
  number: CallerNumber | undefined;
  contactId: string | undefined;
  caller: Fact<Caller>;
  /** All of the contact's. */
  conversations: Fact<ConversationHead[]>;
  calls: Fact<Call[]>;
  finVoice: Fact<FinVoiceCall[]>;
  directory: Fact<Directory>;
}

type PhoneFacts = Pick<HomeFacts, 'handed' | 'hasNoEmail' | 'insights' | 'otherPhoneConversations'>;

const MOST_INSIGHTS = 2;
/** Beside a conversation that is not about a call, only what asks for a call is worth its room. */
const OF_ANY_CONVERSATION = new Set<Insight['kind']>(['not_called_back', 'repeat_caller']);
const MOST_HANDED = 2;

/**
 * What the first card says of the phone besides the conversation's own calls. Intercom is asked nothing for it: calls of
 * other conversations that are not known are learned once the card is out, for the next one.
 */
export async function gatherPhone(context: CardContext, gathered: Gathered): Promise<PhoneFacts> {
  const { deps, mirror, request, workspace } = context;
  const { number, contactId, caller, conversations, calls, finVoice, directory } = gathered;
  const { trail } = mirror;
  const nowMs = deps.clock();
  const own = { conversationId: request.conversationId, calls };
  const [contactCalls, conversation] = await Promise.all([
    contactCallsOf(context, { contactId, conversations, own }, 'trusted'),
    request.conversationId === undefined ? undefined : mirror.trustedConversation(request.conversationId),
  ]);
  if (contactId !== undefined && contactCalls.unknownIds.length > 0) {
    mirror.learnCalls(contactId, contactCalls.unknownIds);
  }
  const call = calls.state === 'known' ? newestFirst(calls.value)[0] : undefined;
  const all = insightsOf({
    nowMs,
    timeZone: workspace.timeZone,
    number,
    isPhoneConversation: gathered.isPhoneConversation,
    caller,
    call,
    contactCalls: contactCalls.fact,
    finVoice,
    finResolutionState: conversation?.state === 'known' ? conversation.value.finResolutionState : undefined,
    // Not kept: who took over is told on the card of the record.
    parts: absent,
    directory,
  });
  for (const insight of all) trail.holdsUntil(endOf(insight));
  const told = toldElsewhere(finVoice);
  const isAboutCall = gathered.isPhoneConversation === true;
  const insights = all.filter(({ kind }) => isAboutCall || OF_ANY_CONVERSATION.has(kind));

  return {
    handed: await handedCalls(context, number, nowMs),
    hasNoEmail: all.some(({ kind }) => kind === 'no_email'),
    insights: topInsights(insights, MOST_INSIGHTS, told),
    otherPhoneConversations:
      conversations.state === 'known'
        ? conversations.value.filter((head) => isPhoneConversation(head) && head.id !== request.conversationId).length
        : 0,
  };
}

/**
 * The caller's part of the card says that there is no email address; a row says what Fin made of the call. What a call
 * costs helps nobody to answer it: its own card says so.
 */
function toldElsewhere(finVoice: Fact<FinVoiceCall[]>): Insight['kind'][] {
  const hasRecord = finVoice.state === 'known' && finVoice.value.length > 0;
  return ['no_email', 'billable_minutes', ...(hasRecord ? (['fin_resolution'] as const) : [])];
}

/** The hour of the day that an insight is about goes by. */
function endOf(insight: Insight): number {
  if (insight.kind === 'daytime') return insight.untilMs;
  return insight.kind === 'outside_daytime' ? insight.fromMs : Number.POSITIVE_INFINITY;
}

/** Calls from this number that were handed to Fin, which may still take them, and of which Intercom shows nothing yet. */
async function handedCalls(
  context: CardContext,
  number: CallerNumber | undefined,
  nowMs: number,
): Promise<Fact<HandedCallFact[]>> {
  if (number?.lookUp === undefined || !number.isExact) return absent;
  const { deps, mirror, workspace } = context;
  const query = {
    workspaceId: workspace.workspaceId,
    phoneE164: number.lookUp,
    ...{ sinceMs: nowMs - limitMsOf('unmatched'), limit: MOST_HANDED },
  };
  const read = mirror.trail.watch(() => deps.store.handedCalls.unmatchedOf(query));
  const found = await factOf(read, windowOf(context));
  // The next card may be able to tell.
  if (found.state === 'unavailable') mirror.trail.ask();
  return mapFact(found, (all) => all.map(handedFact));
}
