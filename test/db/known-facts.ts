import type { FactChange, FactKey, FactStore, KeptFact, ListedContact } from '../../db/mirror-ports.ts';
import type { Store } from '../../db/ports.ts';
import { installation, type OpenStore } from './open-store.ts';

/** The facts of one workspace in one epoch, in few words, for tests. */
export interface KnownFacts {
  read(...keys: FactKey[]): Promise<(KeptFact | undefined)[]>;
  /** The value of one fact; undefined also where there is no place. */
  value(key: FactKey): Promise<string | undefined>;
  begin(...keys: FactKey[]): Promise<number[]>;
  change(key: FactKey, generation: number, to?: Partial<FactChange>): Promise<boolean>;
  /** Makes a place and fills it. */
  learn(key: FactKey, value: string, to?: Partial<FactChange>): Promise<void>;
  list(...contacts: ListedContact[]): Promise<number>;
  remove(contactId: string, versionMs: number): Promise<void>;
  doubt(...keys: FactKey[]): Promise<number>;
  withPhone(phoneE164: string, limit?: number): Promise<string[]>;
}

/** When all of it happens, unless a test says otherwise. */
export const NOW_MS = 1_767_877_500_123;

export function factsOf(
  facts: FactStore,
  { workspaceId = 'a', epoch = 1, nowMs = NOW_MS }: { workspaceId?: string; epoch?: number; nowMs?: number } = {},
): KnownFacts {
  const here = { workspaceId, epoch, nowMs };
  const change: KnownFacts['change'] = async (key, generation, to = {}) => {
    const learned = { value: undefined, versionMs: undefined, learnedAtMs: nowMs, learnedFrom: 'read' as const };
    const [changed] = await facts.change({ ...here, changes: [{ ...learned, ...to, ...key, generation }] });
    if (changed === undefined) throw new Error('A change was not answered.');
    return changed;
  };
  const known: KnownFacts = {
    read: (...keys) => facts.read({ ...here, keys }),
    value: async (key) => (await known.read(key))[0]?.value,
    begin: (...keys) => facts.begin({ ...here, keys }),
    change,
    learn: async (key, value, to) => {
      const [generation = 0] = await known.begin(key);
      if (!(await change(key, generation, { value, ...to }))) throw new Error(`${key.kind} was not learned.`);
    },
    list: (...contacts) => facts.list({ ...here, contacts, learnedAtMs: nowMs }),
    remove: (contactId, versionMs) => facts.removeContact({ ...here, contactId, versionMs }),
    doubt: (...keys) => facts.doubt({ ...here, keys }),
    withPhone: (phoneE164, limit = 10) => facts.contactsByPhone({ workspaceId, epoch, phoneE164, limit }),
  };
  return known;
}

export const contact = (key: string): FactKey => ({ kind: 'contact', key });
export const calls = (key: string): FactKey => ({ kind: 'calls', key });

export function listed(contactId: string, versionMs: number, phones: readonly string[] = []): ListedContact {
  return { contactId, value: `"${contactId} at ${versionMs}"`, versionMs, phones };
}

/** Workspace `a`, installed, and what is known of it. */
export async function openFacts(openStore: OpenStore): Promise<{ store: Store; facts: FactStore; a: KnownFacts }> {
  const store = await openStore();
  await store.workspaces.install(installation('a'));
  return { store, facts: store.facts, a: factsOf(store.facts) };
}
