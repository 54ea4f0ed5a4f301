import type { FastifyBaseLogger } from 'fastify';
import type { FactChange, FactKey, KeptFact, Mirror } from '../../db/mirror-ports.ts';
import type { Workspace } from '../../db/ports.ts';
import type { ReadingCountry } from '../callers/reading-country.ts';
import type { Deps } from '../deps.ts';
import type { Contact } from '../intercom/types.ts';
import { listedContacts } from './contact-state.ts';
import { createBatch } from './read-batch.ts';
import type { Trail } from './trail.ts';
import type { WriteBack } from './write-back.ts';

/** A database that takes longer would use up the time in which Intercom can be asked. */
const LOOK_MS = 300;

/** The kept facts of one workspace, for one card. A database that fails costs a line in the log and never a fact. */
export interface KeptFacts {
  /** As it was when this card first looked; undefined where nothing is kept, or where that cannot be told. */
  lookUp(key: FactKey): Promise<KeptFact | undefined>;
  /** How well notifications follow; undefined when nothing is known of it. */
  mirror(): Promise<Mirror | undefined>;
  /** The generation of the fact's place, made where there is none; undefined when nothing can be kept now. */
  begin(key: FactKey): Promise<number | undefined>;
  /**
   * Keeps what Intercom said. Does not wait. Without a generation it is a fact that was only heard of in the answer: its
   * place is made now, and a change in the moment before is not seen.
   */
  change(change: Omit<FactChange, 'generation'> & { generation: number | undefined }): void;
  /** Keeps those of the contacts who have a number, read in this country. Does not wait. */
  list(contacts: readonly Contact[], sentAtMs: number, country: () => Promise<ReadingCountry>): void;
  /** Deletes all that is about a contact who is certainly gone. Does not wait. */
  removeContact(contactId: string, versionMs: number): void;
  /** Does not wait. */
  note(fields: Partial<Pick<Mirror, 'agreedAtMs'>>): void;
  /** From now on these are asked of Intercom again. */
  doubt(keys: readonly FactKey[]): Promise<void>;
}

export function createKeptFacts(
  { store, clock }: Pick<Deps, 'store' | 'clock'>,
  { workspaceId, epoch }: Workspace,
  { later }: WriteBack,
  trail: Trail,
  log: FastifyBaseLogger,
): KeptFacts {
  const scope = { workspaceId, epoch };
  let isUsable = true;
  let mirror: Promise<Mirror | undefined> | undefined;
  const seen = new Map<string, Promise<KeptFact | undefined>>();

  /** After the first failure this card does without: the next look would take as long. */
  async function unlessBroken<T>(look: () => Promise<T>): Promise<T | undefined> {
    if (!isUsable) return undefined;
    try {
      return await inTime(look());
    } catch (err) {
      if (isUsable) log.warn({ err, workspaceId }, 'the mirror cannot be used: this card asks Intercom for everything');
      isUsable = false;
      return undefined;
    }
  }

  const nameOf = ({ kind, key }: FactKey) => `${kind} ${key}`;
  const look = createBatch(nameOf, async (keys: readonly FactKey[]) => {
    const found = await unlessBroken(() => store.facts.read({ ...scope, keys, nowMs: clock() }));
    for (const [nth, key] of keys.entries()) trail.saw(key, found?.[nth]?.generation);
    return found ?? keys.map(() => undefined);
  });
  const begin = createBatch(nameOf, async (keys: readonly FactKey[]) => {
    const begun = await unlessBroken(() => store.facts.begin({ ...scope, keys, nowMs: clock() }));
    return begun ?? keys.map(() => undefined);
  });
  const change = createBatch(nameOf, (changes: readonly FactChange[]) =>
    store.facts.change({ ...scope, changes, nowMs: clock() }),
  );

  async function keep({ generation, ...learned }: Parameters<KeptFacts['change']>[0]): Promise<void> {
    const place = generation ?? (await begin({ kind: learned.kind, key: learned.key }));
    if (place !== undefined) await change({ ...learned, generation: place });
  }

  return {
    lookUp(key) {
      const name = nameOf(key);
      const found = seen.get(name) ?? look(key);
      seen.set(name, found);
      return found;
    },
    begin,
    mirror() {
      mirror ??= unlessBroken(() => store.mirrors.find(scope)).then((found) => {
        trail.agreed(found?.agreedAtMs);
        return found;
      });
      return mirror;
    },
    change: (one) => later(keep(one), log),
    list(contacts, learnedAtMs, country) {
      const listAll = async () => {
        const callers = listedContacts(contacts, (await country()).country);
        await store.facts.list({ ...scope, contacts: callers, learnedAtMs, nowMs: clock() });
      };
      later(listAll(), log);
    },
    removeContact: (contactId, versionMs) =>
      later(store.facts.removeContact({ ...scope, contactId, versionMs, nowMs: clock() }), log),
    note: (fields) => later(store.mirrors.update(scope, fields), log),
    async doubt(keys) {
      for (const key of keys) seen.delete(nameOf(key));
      const doubted = store.facts.doubt({ ...scope, keys, nowMs: clock() });
      later(doubted, log);
      // Failed or late: said by then, or in the log.
      await inTime(doubted).catch(() => undefined);
    },
  };
}

/** Settles as `work` does, or rejects when that takes too long. */
function inTime<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`The database took more than ${LOOK_MS} ms.`)), LOOK_MS);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
