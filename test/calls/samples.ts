import { absent, type Caller, type Directory, known } from '../../canvas/facts.ts';
import { readCallerNumber } from '../../server/callers/caller-number.ts';
import { NO_COUNTRY } from '../../server/callers/reading-country.ts';
import type { InsightFacts } from '../../server/calls/insights/facts.ts';
import type { Call, ConversationPart } from '../../server/intercom/types.ts';

const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
/** A Thursday afternoon in New York. */
export const START_MS = Date.UTC(2026, 0, 8, 18, 5);

/** Since when calls are complete, where none is left out. */
export const ALL = Number.NEGATIVE_INFINITY;

let lastId = 0;

/** A part that Intercom itself wrote, unless it says otherwise. */
export function part(body: string | undefined, given: Partial<ConversationPart> = {}): ConversationPart {
  lastId += 1;
  return {
    id: String(lastId),
    partType: 'phone_call_event',
    body,
    author: author('bot', 'Operator'),
    createdAtMs: START_MS,
    ...given,
  };
}

export function author(type: string, name?: string, id = '274', fromAiAgent?: true): ConversationPart['author'] {
  return { type, id, name, email: undefined, fromAiAgent };
}

/** A finished call that came in and says nothing of how it ended. */
export function call(given: Partial<Call> = {}): Call {
  return {
    id: 'call-1',
    conversationId: '499',
    adminId: undefined,
    contactId: 'jo',
    state: 'completed',
    direction: 'inbound',
    callType: 'phone',
    endedReason: undefined,
    phone: '+33762043575',
    initiatedAtMs: START_MS,
    answeredAtMs: undefined,
    endedAtMs: START_MS + 45_000,
    hasRecording: false,
    hasTranscript: false,
    transcript: [],
    ...given,
  };
}

export const ANSWERED = {
  endedReason: 'answered',
  adminId: '1',
  answeredAtMs: START_MS + 12_000,
  endedAtMs: START_MS + 167_000,
} as const;

export function directory(...names: string[]): Directory {
  const teammates = names.map((name, index) => {
    const id = String(index + 1);
    return [id, { id, name, away: false, reassigning: false, hasInboxSeat: true }] as const;
  });
  return { teammates: new Map(teammates), teams: new Map() };
}

export function caller(given: Partial<Caller> = {}): Caller {
  const phone = { raw: '+33762043575', international: '+33 7 62 04 35 75', countryCode: 'FR' };
  return {
    ...{ contactId: 'jo', role: 'user', name: 'Jo Vance', email: 'jo@example.test', phone },
    ...{ merged: false, unread: undefined },
    ...given,
  };
}

/** Facts of which no rule says anything. The number is that of the call, else of the contact, read in `country`. */
export function facts(given: Partial<InsightFacts> = {}, country = NO_COUNTRY): InsightFacts {
  const { call: ofCall, caller: ofContact = known(caller()) } = given;
  return {
    nowMs: START_MS + HOUR_MS,
    timeZone: 'Europe/Paris',
    number:
      readCallerNumber(ofCall?.phone, 'call', country) ??
      readCallerNumber(ofContact.state === 'known' ? ofContact.value.phone?.raw : undefined, 'contact', country),
    isPhoneConversation: true,
    caller: ofContact,
    call: undefined,
    contactCalls: known({ calls: [], completeSinceMs: ALL }),
    finVoice: absent,
    finResolutionState: undefined,
    parts: known([]),
    directory: known(directory('Bo Teammate', 'Ann Lead')),
    ...given,
  };
}
