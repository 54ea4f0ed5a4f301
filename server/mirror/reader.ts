import type { FastifyBaseLogger } from 'fastify';
import { absent, type ConversationHead, type Fact, known } from '../../canvas/facts.ts';
import type { NewJob } from '../../db/job-ports.ts';
import type { FactKey } from '../../db/mirror-ports.ts';
import type { Workspace } from '../../db/ports.ts';
import type { ReadingCountry } from '../callers/reading-country.ts';
import type { Deadline } from '../card/context.ts';
import type { Deps } from '../deps.ts';
import type { IntercomClient } from '../intercom/intercom-client.ts';
import type { Admin, Call, Company, Contact, FinVoiceCall, FoundContact, Tag, Team } from '../intercom/types.ts';
import type { ConversationState } from '../webhooks/change.ts';
import { keptContact } from './contact-state.ts';
import { keyOf, readFact } from './fact-values.ts';
import { learnContactCallsJob } from './learn-contact-calls.ts';
import { companiesSource } from './read-companies.ts';
import { countryReader } from './read-country.ts';
import { createFlights, type Flights } from './read-flights.ts';
import { createKeptFacts } from './read-kept.ts';
import { createSources } from './read-sources.ts';
import { type ReadMode, type ReadRoom, readThrough, readTrusted } from './read-through.ts';
import { syncDirectoryJob } from './sync-directory.ts';
import { startTrail, type Trail } from './trail.ts';
import { createWriteBack, type WriteBack } from './write-back.ts';

/**
 * The facts of a workspace for one card: from the mirror where that is trusted, else from Intercom, and then kept. What
 * is asked for in one turn is looked up together. Nothing here rejects: a fact is known, absent or unavailable.
 */
export interface MirrorReader {
  contact(contactId: string): Promise<Fact<FoundContact>>;
  companies(contactId: string): Promise<Fact<Company[]>>;
  contactTags(contactId: string): Promise<Fact<Tag[]>>;
  conversation(conversationId: string): Promise<Fact<ConversationState>>;
  /** The conversation if it is known; undefined where Intercom would have to be asked. */
  trustedConversation(conversationId: string): Promise<Fact<ConversationState> | undefined>;
  /** All conversations of a contact, newest first. */
  conversations(contactId: string): Promise<Fact<ConversationHead[]>>;
  /** Without transcripts. `contactId`: whose they are, where that is known; what is kept goes with that contact. */
  calls(conversationId: string, contactId?: string): Promise<Fact<Call[]>>;
  /** The calls if they are known; undefined where Intercom would have to be asked. Whatever the teammate asked for. */
  trustedCalls(conversationId: string, contactId?: string): Promise<Fact<Call[]> | undefined>;
  /** Without transcripts. */
  finVoice(conversationId: string, contactId?: string): Promise<Fact<FinVoiceCall[]>>;
  teammates(): Promise<Fact<Admin[]>>;
  teams(): Promise<Fact<Team[]>>;
  /** The teams if they are known; undefined where Intercom would have to be asked. */
  trustedTeams(): Promise<Fact<Team[]> | undefined>;
  /**
   * The teams, where they are not trusted, for a card that names one of them: as they were known last, and they are
   * learned for the next card. Where this one was not known yet, or the teammate asks, Intercom is asked.
   */
  teamsAtHand(teamId: string): Promise<Fact<Team[]>>;
  tags(): Promise<Fact<Tag[]>>;
  /** Has the calls of these conversations of a contact learned once the card is out. Does not wait. */
  learnCalls(contactId: string, conversationIds: readonly string[]): void;
  /** What numbers without a country code are read in; none while that cannot be told. */
  country(): Promise<ReadingCountry>;
  /** A contact as they are kept, whether or not that is trusted; undefined where they have to be asked for. */
  keptContact(contactId: string): Promise<Contact | undefined>;
  /** The ids of a contact's companies as they are kept, whether or not that is trusted. */
  keptCompanyIds(contactId: string): Promise<string[] | undefined>;
  /** Keeps those of them who have a number. Does not wait. */
  keepContacts(contacts: readonly Contact[], sentAtMs: number): void;
  /** These were changed: they are asked of Intercom again. */
  doubt(keys: readonly FactKey[]): Promise<void>;
  /** The same facts, trusted more or less. */
  in(mode: ReadMode): MirrorReader;
  /** What was read so far. */
  trail: Trail;
}

/** What lives as long as the app: questions that cards share, and what is being written down. */
export interface MirrorShelf {
  flights: Flights;
  writeBack: WriteBack;
}

export function createMirrorShelf(): MirrorShelf {
  return { flights: createFlights(), writeBack: createWriteBack() };
}

/** Contacts are merged into contacts that were merged, but not for ever. */
const MAX_MERGE_HOPS = 3;

export function createMirrorReader(
  { flights, writeBack }: MirrorShelf,
  asker: {
    deps: Pick<Deps, 'config' | 'store' | 'clock' | 'metrics'>;
    workspace: Workspace;
    client: IntercomClient;
    upstream: Deadline;
    log: FastifyBaseLogger;
  },
  mode: ReadMode,
): MirrorReader {
  const { deps, workspace, client, upstream, log } = asker;
  const trail = startTrail();
  const kept = createKeptFacts(deps, workspace, writeBack, trail, log);
  const window = { signal: upstream.signal, clock: deps.clock, log };
  const country = countryReader(deps, workspace, trail);
  const sources = createSources({ client, kept, upstream, clock: deps.clock, country });

  const enqueueLater = (job: NewJob) => writeBack.later(deps.store.jobs.enqueue([job], deps.clock()), log);

  function reader(room: ReadRoom): MirrorReader {
    async function contact(contactId: string): Promise<Fact<FoundContact>> {
      let askedId = contactId;
      for (let hops = 0; hops <= MAX_MERGE_HOPS; hops += 1) {
        const fact = await readThrough(room, sources.contact(askedId));
        if (fact.state !== 'known') return fact;
        if ('contact' in fact.value) {
          const mergedFromId = hops === 0 ? fact.value.mergedFromId : contactId;
          return { ...fact, value: { contact: fact.value.contact, mergedFromId } };
        }
        askedId = fact.value.mergedIntoId;
      }
      return absent;
    }
    return {
      contact,
      companies: (id) =>
        readThrough(
          room,
          companiesSource(room, id, () => client.contacts.companies(id, upstream)),
        ),
      contactTags: (id) => readThrough(room, sources.contactTags(id)),
      conversation: (id) => readThrough(room, sources.conversation(id)),
      trustedConversation: (id) => readTrusted(room, sources.conversation(id)),
      conversations: (id) => readThrough(room, sources.conversations(id)),
      calls: (id, contactId) => readThrough(room, sources.calls(id, contactId)),
      trustedCalls: (id, contactId) => readTrusted({ ...room, mode: 'kept' }, sources.calls(id, contactId)),
      finVoice: (id, contactId) => readThrough(room, sources.finVoice(id, contactId)),
      teammates: () => readThrough(room, sources.teammates()),
      teams: () => readThrough(room, sources.teams()),
      trustedTeams: () => readTrusted(room, sources.teams()),
      async teamsAtHand(teamId) {
        const value = (await kept.lookUp(keyOf('teams')))?.value;
        const teams = room.mode === 'kept' && value !== undefined ? readFact('teams', value) : [];
        if (!teams.some(({ id }) => id === teamId)) return readThrough(room, sources.teams());
        trail.ask();
        enqueueLater(syncDirectoryJob(workspace.workspaceId, deps.clock()));
        return known(teams);
      },
      tags: () => readThrough(room, sources.tags()),
      learnCalls(contactId, conversationIds) {
        enqueueLater(learnContactCallsJob(workspace.workspaceId, { contactId, conversationIds }, deps.clock()));
      },
      country,
      keptContact: async (id) => keptContact((await kept.lookUp(keyOf('contact', id)))?.value),
      async keptCompanyIds(id) {
        const value = (await kept.lookUp(keyOf('companies', id)))?.value;
        return value === undefined ? undefined : readFact('companies', value);
      },
      keepContacts: (contacts, sentAtMs) => kept.list(contacts, sentAtMs, country),
      doubt: (keys) => kept.doubt(keys),
      in: (other) => reader({ ...room, mode: other }),
      trail,
    };
  }
  return reader({ deps, workspace, kept, flights, window, mode, trail });
}
