import type { CallerAnswerStore } from '../../db/caller-ports.ts';
import type { FactChange, FactKey, FactStore, KeptFact } from '../../db/mirror-ports.ts';

/** Who changes the mirror, and where what it says comes from. */
export interface MirrorWriter {
  facts: FactStore;
  callerAnswers: CallerAnswerStore;
  workspaceId: string;
  epoch: number;
  /** What numbers without a country code are read in, ISO 3166-1 alpha-2. */
  country: string | undefined;
  /** Epoch milliseconds. */
  clock: () => number;
  /** When the read was sent, or the notification taken. */
  learnedAtMs: number;
  learnedFrom: 'read' | 'notification';
}

/** What becomes of a fact. Without a value it is to be asked for again; without a version the one it has stays. */
export type NewFact = Pick<FactChange, 'value'> &
  Partial<Pick<FactChange, 'versionMs' | 'contactId' | 'phones' | 'learnedAtMs' | 'learnedFrom'>>;

/** Undefined: the fact stays as it is. Called again when somebody else changed the fact in between. */
export type NextFact = (kept: KeptFact) => NewFact | undefined;

export interface FactStep {
  key: FactKey;
  next: NextFact;
}

/** Two who change the same fact at once meet once or twice; so often nobody does. */
const MOST_ROUNDS = 10;

/** Somebody else kept changing the same facts. Nothing is wrong with them: trying again later helps. */
class ContendedFactsError extends Error {
  readonly code = 'contended_facts';
  constructor(keys: readonly FactKey[]) {
    const kinds = [...new Set(keys.map(({ kind }) => kind))].join(', ');
    super(`Others changed these facts ${MOST_ROUNDS} times in a row: ${kinds}. It is tried again later.`);
    this.name = 'ContendedFactsError';
  }
}

/** Nobody can tell any more whether what is known is true; and whoever reads it at this moment began too early. */
export const inDoubt: NextFact = () => ({ value: undefined });

/**
 * Changes those of the facts that there is a place for, each from what it is at that moment. Those that change in the
 * first round do so in one transaction.
 */
export async function changeFacts(writer: MirrorWriter, steps: readonly FactStep[]): Promise<void> {
  const { facts, workspaceId, epoch, clock, learnedAtMs, learnedFrom } = writer;
  let left = steps;
  for (let round = 0; left.length > 0; round += 1) {
    if (round === MOST_ROUNDS) throw new ContendedFactsError(left.map(({ key }) => key));
    const nowMs = clock();
    const kept = await facts.read({ workspaceId, epoch, keys: left.map(({ key }) => key), nowMs });
    const changing = left.flatMap((step, index) => {
      const fact = kept[index];
      const next = fact && step.next(fact);
      if (fact === undefined || next === undefined) return [];
      const { generation } = fact;
      return [{ step, change: { versionMs: undefined, learnedAtMs, learnedFrom, ...next, ...step.key, generation } }];
    });
    if (changing.length === 0) return;
    const changes = changing.map(({ change }) => change);
    const done = await facts.change({ workspaceId, epoch, changes, nowMs });
    left = changing.filter((_, index) => done[index] === false).map(({ step }) => step);
  }
}
