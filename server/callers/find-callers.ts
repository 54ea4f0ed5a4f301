import { LRUCache } from 'lru-cache';
import type { Store, Workspace } from '../../db/ports.ts';
import type { Deps } from '../deps.ts';
import { IntercomError } from '../intercom/errors.ts';
import type { IntercomClient } from '../intercom/intercom-client.ts';
import type { CallOptions, Contact } from '../intercom/types.ts';
import { keptContact, listedContacts } from '../mirror/contact-state.ts';
import { keyOf } from '../mirror/fact-values.ts';
import { phonesOf } from './contact-phones.ts';
import type { ReadingCountry } from './reading-country.ts';
import { searchCallers } from './search-callers.ts';

/** Where it is looked, and on whose behalf. */
export interface CallerFinder {
  deps: Pick<Deps, 'store' | 'clock'>;
  workspace: Pick<Workspace, 'workspaceId' | 'epoch'>;
  /** Intercom as this workspace. Without it nobody is searched for, and who is in doubt is left out. */
  client: IntercomClient | undefined;
  country: ReadingCountry;
  /** How what is kept is looked at; left out, straight in the store. A card looks in a way that it can repeat. */
  index?: CallerIndex;
}

/** What is kept of contacts, by their numbers. */
export interface CallerIndex {
  contactIds(phoneE164: string, limit: number): Promise<string[]>;
  /** As they are kept, in the order of the ids; undefined: in doubt, to be asked for before it is believed. */
  contacts(ids: readonly string[]): Promise<(Contact | undefined)[]>;
  /** Asks Intercom for one; undefined when it is not there any more, or that cannot be told now. */
  ask(contactId: string): Promise<Contact | undefined>;
  /** Keeps what a search found, so that the next look finds it here. */
  keep(contacts: readonly Contact[], sentAtMs: number): void | Promise<void>;
}

export interface FindOptions {
  /** The most to look at. */
  limit?: number;
  /**
   * What to do when nobody in the index has the number: `never` ask Intercom, `once` in a while, or `always`. Who asks
   * `always` is about to act on nobody having it.
   */
  search?: 'never' | 'once' | 'always';
  upstream?: CallOptions;
}

export interface FoundCallers {
  /** Those who have the number, in no order. */
  contacts: Contact[];
  /** There are more in the index than were looked at. */
  more: boolean;
  /** Whether Intercom was asked for any of it now. */
  asked: boolean;
}

const USUAL_LIMIT = 100;
/** Those in doubt are few; if ever they are not, the rest is left out until they are known again. */
const MOST_ASKED = 3;

/**
 * Who has a number (E.164): from the index, else, where nobody there has it, from a search in Intercom that knows the
 * ways in which people write it. Rejects with `IntercomError` when Intercom has to be asked and does not answer, and
 * with `StoreUnavailableError`.
 */
export async function findCallers(
  finder: CallerFinder,
  phoneE164: string,
  { limit = USUAL_LIMIT, search = 'once', upstream = {} }: FindOptions = {},
): Promise<FoundCallers> {
  const { client, country } = finder;
  const index = finder.index ?? indexInStore(finder, upstream);
  const has = (contact: Contact) => phonesOf(contact.phone, country.country).includes(phoneE164);
  const ids = await index.contactIds(phoneE164, limit + 1);
  const looked = ids.slice(0, limit);
  const kept = await index.contacts(looked);
  const doubted = client === undefined ? [] : looked.filter((_, nth) => kept[nth] === undefined).slice(0, MOST_ASKED);
  const asked = await Promise.all(doubted.map((id) => index.ask(id)));
  const contacts = unique([...kept, ...asked]).filter(has);
  const found = { contacts, more: ids.length > limit, asked: doubted.length > 0 };
  if (contacts.length > 0 || search === 'never' || client === undefined) return found;

  const absences = absencesOf(finder.deps.store);
  const name = JSON.stringify([finder.workspace.workspaceId, finder.workspace.epoch, country.country, phoneE164]);
  const nowMs = finder.deps.clock();
  const sinceMs = nowMs - (absences.get(name) ?? Number.NEGATIVE_INFINITY);
  if (search === 'once' && sinceMs >= 0 && sinceMs < ABSENT_MS) return found;
  const hits = await searchCallers(client, phoneE164, country.country, upstream);
  if (hits.length === 0) absences.set(name, nowMs);
  else {
    absences.delete(name);
    await index.keep(hits, nowMs);
  }
  return { contacts: hits, more: false, asked: true };
}

function unique(contacts: readonly (Contact | undefined)[]): Contact[] {
  const known = contacts.filter((contact) => contact !== undefined);
  return [...new Map(known.map((contact) => [contact.id, contact])).values()];
}

/** So long nobody is searched for again whom Intercom did not find. In this process only. */
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
      return facts.map((fact) => keptContact(fact?.value));
    },
    async ask(contactId) {
      try {
        return (await client?.contacts.get(contactId, upstream))?.contact;
      } catch (error) {
        if (error instanceof IntercomError && error.code === 'intercom_not_found') return undefined;
        throw error;
      }
    },
    async keep(found, learnedAtMs) {
      const contacts = listedContacts(found, country.country);
      await store.facts.list({ workspaceId, epoch, contacts, learnedAtMs, nowMs: clock() });
    },
  };
}
