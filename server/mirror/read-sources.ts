import type { ConversationHead } from '../../canvas/facts.ts';
import { phonesOf } from '../callers/contact-phones.ts';
import type { ReadingCountry } from '../callers/reading-country.ts';
import type { IntercomClient } from '../intercom/intercom-client.ts';
import type { Admin, Call, CallOptions, FinVoiceCall, FoundContact, Tag, Team } from '../intercom/types.ts';
import type { ConversationState } from '../webhooks/change.ts';
import { conversationState } from '../webhooks/conversation-state.ts';
import { createCallSearch } from './call-search.ts';
import { readConversationHeads } from './conversation-heads.ts';
import { type FactValues, keyOf, readFact } from './fact-values.ts';
import type { KeptFacts } from './read-kept.ts';
import type { Source } from './read-through.ts';
import { areOver, callsLastMs, finVoiceLastsMs } from './trust.ts';

/** A contact, or the one it was merged into, which then has to be read. */
export type ContactAnswer = FoundContact | { mergedIntoId: string };

/** What the sources of one card share. */
interface SourceRoom {
  client: IntercomClient;
  kept: KeptFacts;
  upstream: CallOptions;
  clock: () => number;
  country: () => Promise<ReadingCountry>;
}

/** How each kind of fact is asked of Intercom, and what is kept of the answer. */
export function createSources({ client, kept, upstream, clock, country }: SourceRoom) {
  const searchCalls = createCallSearch(client, upstream);
  return {
    contact: (contactId: string): Source<'contact', ContactAnswer> => ({
      kind: 'contact',
      key: contactId,
      fromKept: (value) => ('contact' in value ? { contact: value.contact, mergedFromId: undefined } : value),
      async ask() {
        const answer = await client.contacts.get(contactId, upstream);
        const { contact, mergedFromId } = answer;
        // The one that remains has a place of its own, which was not there before this was read.
        if (mergedFromId !== undefined) {
          return { answer, value: { mergedIntoId: contact.id }, versionMs: undefined, contactId, phones: [] };
        }
        const phones = phonesOf(contact.phone, (await country()).country);
        return { answer, value: { contact }, versionMs: contact.updatedAtMs, contactId, phones };
      },
      onGone: (known) => kept.removeContact(contactId, known?.versionMs ?? 0),
    }),

    contactTags: (contactId: string): Source<'contact_tags', Tag[]> =>
      plain('contact_tags', contactId, () => client.contacts.tags(contactId, upstream), contactId),

    conversation: (conversationId: string): Source<'conversation', ConversationState> => ({
      kind: 'conversation',
      key: conversationId,
      fromKept: (value) => value,
      async ask() {
        const value = conversationState(await client.conversations.get(conversationId, upstream));
        return { answer: value, value, versionMs: value.updatedAtMs, contactId: value.contactIds[0] };
      },
    }),

    conversations: (contactId: string): Source<'conversations', ConversationHead[]> => ({
      ...plain(
        'conversations',
        contactId,
        () => readConversationHeads(client, { contactId, nowMs: clock() }, upstream),
        contactId,
      ),
      async lastsMs(_heads, { learnedAtMs }) {
        const deletions = (await kept.lookUp(keyOf('deletions')))?.value;
        const mayHoldOne = deletions !== undefined && learnedAtMs <= readFact('deletions', deletions).lastAtMs;
        return mayHoldOne ? 0 : Number.POSITIVE_INFINITY;
      },
    }),

    calls: (conversationId: string, contactId: string | undefined): Source<'calls', Call[]> => ({
      ...plain('calls', conversationId, async () => withoutTranscripts(await searchCalls(conversationId)), contactId),
      lastsMs: async (calls) => callsLastMs(calls),
    }),

    finVoice: (conversationId: string, contactId: string | undefined): Source<'fin_voice', FinVoiceCall[]> => ({
      ...plain(
        'fin_voice',
        conversationId,
        async () => withoutTranscripts(await client.finVoice.byConversation(conversationId, upstream)),
        contactId,
      ),
      async lastsMs(records) {
        const calls = (await kept.lookUp(keyOf('calls', conversationId)))?.value;
        return finVoiceLastsMs(records, { callsAreOver: areOver(calls === undefined ? [] : readFact('calls', calls)) });
      },
    }),

    teammates: (): Source<'teammates', Admin[]> => plain('teammates', '', () => client.admins.list(upstream)),
    teams: (): Source<'teams', Team[]> => plain('teams', '', () => client.teams.list(upstream)),
    tags: (): Source<'tags', Tag[]> => plain('tags', '', () => client.tags.list(upstream)),
  };
}

/** Kept as it is answered; Intercom gives it no version. */
function plain<Kind extends 'contact_tags' | 'conversations' | 'calls' | 'fin_voice' | 'teammates' | 'teams' | 'tags'>(
  kind: Kind,
  key: string,
  ask: () => Promise<FactValues[Kind]>,
  contactId?: string,
): Source<Kind, FactValues[Kind]> {
  return {
    kind,
    key,
    fromKept: (value) => value,
    async ask() {
      const value = await ask();
      return { answer: value, value, versionMs: undefined, contactId };
    },
  };
}

function withoutTranscripts<T extends { transcript: unknown[] }>(all: readonly T[]): T[] {
  return all.map((one) => ({ ...one, transcript: [] }));
}
