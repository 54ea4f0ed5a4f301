import { LRUCache } from 'lru-cache';
import type { KeptFact } from '../../db/mirror-ports.ts';
import type { Store, Workspace } from '../../db/ports.ts';
import type { Deps } from '../deps.ts';
import type { IntercomClient } from '../intercom/intercom-client.ts';
import type { CallOptions, Contact } from '../intercom/types.ts';
import { unlessMissing } from '../intercom/unless-missing.ts';
import { keptContact, listedContacts } from '../mirror/contact-state.ts';
import { keyOf } from '../mirror/fact-values.ts';
import { matchOf } from './contact-phones.ts';
import type { ReadingCountry } from './reading-country.ts';
import { searchCallers } from './search-callers.ts';

/** Where it is looked, and on whose behalf. */
export interface CallerFinder {
  deps: Pick<Deps, 'store' | 'clock'>;
  workspace: Pick<Workspace, 'workspaceId' | 'epoch'>;
  /** Intercom as this workspace. Without it nobody is searched for, and who is in doubt stays unread. */
  client: IntercomClient | undefined;
  country: ReadingCountry;
  /** How what is kept is looked at; left out, straight in the store. A card looks in a way that it can repeat. */
  index?: CallerIndex;
}

/** What is kept of contacts, by their numbers. */
export interface CallerIndex {
  contactIds(phoneE164: string, limit: number): Promise<string[]>;
  /** As they are kept, in the order of the ids; undefined: in doubt, to be asked for before it is believed. */
  contacts(ids: readonly string[]): Promise<(KnownContact | undefined)[]>;
  /** Asks Intercom for one; undefined when it is not there any more, `unread` when that cannot be told now. */
  ask(contactId: string): Promise<Contact | 'unread' | undefined>;
  /** Keeps what a search found, so that the next look finds it here. */
  keep(contacts: readonly Contact[], sentAtMs: number): void | Promise<void>;
}

export interface KnownContact {
  contact: Contact;
  /** Where it is kept; left out: Intercom said so now, or whoever looks does not ask. */
  fact?: KeptFact | undefined;
}

export interface FindOptions {
  /** The most to look at. */
  limit?: number;
  /**
   * What to do when nobody in the index has exactly this number: `never` ask Intercom, `once` in a while, or `always`. Who
   * asks `always` is about to act on nobody having it.
   */
  search?: 'never' | 'once' | 'always';
  upstream?: CallOptions;
}

export interface FoundCaller extends KnownContact {
  /** Whether the phone is this number; else it may be this one or another. */
  exact: boolean;
}

export interface FoundCallers {
  /** Those who have the number, and those who may have it, in no order. */
  callers: FoundCaller[];
  /** There are more, in the index or in Intercom, than were looked at. */
  more: boolean;
  /** Those in the index of whom it cannot be told now whether they have the number: nobody may conclude that they do not. */
  unreadIds: string[];
  /** Whether Intercom was asked for any of it now. */
  asked: boolean;
}

const USUAL_LIMIT = 100;
/** Those in doubt are few; if ever they are not, the rest stays unread this time. */
const MOST_ASKED = 3;

/**
 * Who has a number (E.164): from the index and, where nobody there has exactly it, from a search in Intercom that knows
 * the ways in which people write it. Rejects with `IntercomError` when Intercom has to be asked and does not answer, and
 * with `StoreUnavailableError`.
 */
export async function findCallers(
  finder: CallerFinder,
  phoneE164: string,
  { limit = USUAL_LIMIT, search = 'once', upstream = {} }: FindOptions = {},
): Promise<FoundCallers> {
  const { client, country } = finder;
  const index = finder.index ?? indexInStore(finder, upstream);
  const callersAmong = (known: readonly KnownContact[]) => matching(known, phoneE164, country.country);
  const ids = await index.contactIds(phoneE164, limit + 1);
  const { known, unreadIds, asked } = await readAll(ids.slice(0, limit), index, client !== undefined);
  const found = { callers: callersAmong(known), more: ids.length > limit, unreadIds, asked };
  if (found.callers.some(({ exact }) => exact) || search === 'never' || client === undefined) return found;

  const absences = absencesOf(finder.deps.store);
  const name = JSON.stringify([finder.workspace.workspaceId, finder.workspace.epoch, country.country, phoneE164]);
  const nowMs = finder.deps.clock();
  const sinceMs = nowMs - (absences.get(name) ?? Number.NEGATIVE_INFINITY);
  if (search === 'once' && sinceMs >= 0 && sinceMs < ABSENT_MS) return found;
  const hits = await searchCallers(client, phoneE164, country.country, upstream);
  const callers = callersAmong([...known, ...hits.contacts.map((contact) => ({ contact }))]);
  if (callers.some(({ exact }) => exact)) absences.delete(name);
  else absences.set(name, nowMs);
  if (hits.contacts.length > 0) await index.keep(hits.contacts, nowMs);
  const hitIds = new Set(hits.contacts.map(({ id }) => id));
  return {
    callers,
    more: found.more || hits.more,
    unreadIds: unreadIds.filter((id) => !hitIds.has(id)),
    asked: true,
  };
}

async function readAll(ids: readonly string[], index: CallerIndex, canAsk: boolean) {
  const kept = await index.contacts(ids);
  const doubted = ids.filter((_, nth) => kept[nth] === undefined);
  const askedIds = canAsk ? doubted.slice(0, MOST_ASKED) : [];
  const answers = await Promise.all(askedIds.map((id) => index.ask(id)));
  return {
    known: [
      ...kept.filter((one) => one !== undefined),
      ...answers.flatMap((contact) => (contact === undefined || contact === 'unread' ? [] : [{ contact }])),
    ],
    unreadIds: doubted.filter((_, nth) => nth >= askedIds.length || answers[nth] === 'unread'),
    asked: askedIds.length > 0,
  };
}

/** Each once, as it was told last. */
function matching(known: readonly KnownContact[], phoneE164: string, country: string | undefined): FoundCaller[] {
  const unique = new Map(known.map((one) => [one.contact.id, one]));
  return [...unique.values()].flatMap((one) => {
    const match = matchOf(one.contact.phone, phoneE164, country);
    return match === undefined ? [] : [{ ...one, exact: match === 'exact' }];
  });
}

/** So long a number is not searched for again that Intercom did not find. In this process only. */
const ABSENT_MS = 60_000;
const MOST_ABSENT = 10_000;
const absences = new WeakMap<Store, LRUCache<string, number>>();

function absencesOf(store: Store): LRUCache<string, number> {
  const known = absences.get(store) ?? new LRUCache<string, number>({ max: MOST_ABSENT });
  absences.set(store, known);
  return known;
}

/** For whoever makes no card. */
function indexInStore({ deps, workspace, client, country }: CallerFinder, upstream: CallOptions): CallerIndex {
  const { store, clock } = deps;
  const { workspaceId, epoch } = workspace;
  return {
    contactIds: (phoneE164, limit) => store.facts.contactsByPhone({ workspaceId, epoch, phoneE164, limit }),
    async contacts(ids) {
      const keys = ids.map((id) => keyOf('contact', id));
      const facts = keys.length === 0 ? [] : await store.facts.read({ workspaceId, epoch, keys, nowMs: clock() });
      return facts.map((fact) => {
        const contact = keptContact(fact?.value);
        return contact && { contact, fact };
      });
    },
    ask: async (contactId) => (await unlessMissing(client?.contacts.get(contactId, upstream)))?.contact,
    async keep(found, learnedAtMs) {
      const contacts = listedContacts(found, country.country);
      await store.facts.list({ workspaceId, epoch, contacts, learnedAtMs, nowMs: clock() });
    },
  };
}
