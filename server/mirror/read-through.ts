import { type Fact, known, type UnavailableWhy } from '../../canvas/facts.ts';
import type { FactKind, KeptFact } from '../../db/mirror-ports.ts';
import type { Workspace } from '../../db/ports.ts';
import { type FactWindow, factOf } from '../card/fact.ts';
import type { Deps } from '../deps.ts';
import { IntercomError } from '../intercom/errors.ts';
import { judge, newAgreement, type ReadFact } from './evidence.ts';
import { type FactValues, keyOf, readFact, writeFact } from './fact-values.ts';
import type { Flights } from './read-flights.ts';
import type { KeptFacts } from './read-kept.ts';
import type { Trail } from './trail.ts';
import { type TrustTimes, trustedUntilMs } from './trust.ts';

/**
 * `kept`: from the mirror as far as it is trusted, else from Intercom, else as it was known last.
 * `asked`: from Intercom, else as it was known last. `now`: from Intercom or not at all, for whoever is about to act.
 */
export type ReadMode = 'kept' | 'asked' | 'now';

/** What the reads of one card share. */
export interface ReadRoom {
  deps: Pick<Deps, 'config' | 'clock' | 'metrics'>;
  workspace: Workspace;
  kept: KeptFacts;
  flights: Flights;
  window: FactWindow;
  mode: ReadMode;
  /** What the card is made from. */
  trail: Trail;
}

/** A fact to be had: where it is kept, and how Intercom is asked for it. */
export interface Source<Kind extends FactKind, Answer> {
  kind: Kind;
  key: string;
  /** How long what is kept can be true; left out: as its kind says. */
  lastsMs?(value: FactValues[Kind], kept: KeptFact): Promise<number>;
  /** Undefined: what is kept is not enough for an answer. */
  fromKept(value: FactValues[Kind]): Answer | undefined | Promise<Answer | undefined>;
  ask(): Promise<Learned<Kind, Answer>>;
  /** Intercom says that there is no such thing. */
  onGone?(kept: KeptFact | undefined): void;
}

/** Intercom's answer: for the card, and for the mirror. */
export interface Learned<Kind extends FactKind, Answer> extends ReadFact<Kind> {
  answer: Answer;
  contactId?: string | undefined;
  phones?: readonly string[] | undefined;
}

/** One fact for a card, from the mirror or from Intercom. Never rejects, and never takes longer than the window. */
export async function readThrough<Kind extends FactKind, Answer>(
  room: ReadRoom,
  source: Source<Kind, Answer>,
): Promise<Fact<Answer>> {
  const { kept, answer, isTrusted } = await lookUp(room, source);
  if (isTrusted && answer !== undefined) {
    countFact(room, source.kind, 'mirror', 'known');
    return known(answer);
  }
  room.trail.ask();
  const fact = await factOf(askIntercom(room, source, kept), room.window);
  if (fact.state !== 'unavailable' || answer === undefined || kept === undefined || !mayStandIn(room, kept, fact.why)) {
    countFact(room, source.kind, 'intercom', fact.state === 'unavailable' ? fact.why : fact.state);
    return fact;
  }
  // From the mirror, but not because it was trusted: the reason says so.
  countFact(room, source.kind, 'mirror', fact.why);
  return known(answer, { asOfMs: kept.learnedAtMs, why: fact.why });
}

/** The fact if it costs nothing; undefined where Intercom would have to be asked. */
export async function readTrusted<Kind extends FactKind, Answer>(
  room: ReadRoom,
  source: Source<Kind, Answer>,
): Promise<Fact<Answer> | undefined> {
  const { answer, isTrusted } = await lookUp(room, source);
  if (!isTrusted || answer === undefined) return undefined;
  countFact(room, source.kind, 'mirror', 'known');
  return known(answer);
}

interface Look<Answer> {
  kept: KeptFact | undefined;
  /** Undefined: what is kept is not enough for one. */
  answer: Answer | undefined;
  isTrusted: boolean;
}

async function lookUp<Kind extends FactKind, Answer>(
  room: ReadRoom,
  source: Source<Kind, Answer>,
): Promise<Look<Answer>> {
  const { kind, key, fromKept, lastsMs } = source;
  const times = trustTimes(room);
  const kept = await room.kept.lookUp(keyOf(kind, key));
  if (kept?.value === undefined) return { kept, answer: undefined, isTrusted: false };
  const value = readFact(kind, kept.value);
  const answer = await fromKept(value);
  if (room.mode !== 'kept' || answer === undefined) return { kept, answer, isTrusted: false };
  const known = await times;
  const untilMs = trustedUntilMs(kept, known, await lastsMs?.(value, kept));
  const isTrusted = known.nowMs < untilMs;
  if (isTrusted) room.trail.trust(source.kind, untilMs);
  return { kept, answer, isTrusted };
}

export async function trustTimes({ deps, kept }: ReadRoom): Promise<TrustTimes> {
  return {
    nowMs: deps.clock(),
    agreedAtMs: (await kept.mirror())?.agreedAtMs,
    factFreshMs: deps.config.factFreshMs,
    keepMs: deps.config.mirrorKeepMs,
  };
}

function countFact({ deps }: ReadRoom, fact: FactKind, source: 'mirror' | 'intercom', result: string): void {
  deps.metrics.facts.inc({ fact, source, result });
}

/**
 * What was known last is better than nothing when Intercom does not answer. Not when it says that Callcard may not know
 * (any more), nor when nobody can tell as of when it was.
 */
function mayStandIn({ deps, mode }: ReadRoom, kept: KeptFact, why: UnavailableWhy): boolean {
  if (mode === 'now' || !PASSING.has(why)) return false;
  const ageMs = deps.clock() - kept.learnedAtMs;
  return ageMs >= 0 && ageMs < deps.config.mirrorKeepMs;
}
const PASSING: ReadonlySet<UnavailableWhy> = new Set(['timed_out', 'rate_limited', 'intercom_down', 'bad_answer']);

/**
 * Asks Intercom, once for all cards that need the same fact at the same time, and keeps the answer unless the fact was
 * changed meanwhile: its generation is known before Intercom is asked.
 */
async function askIntercom<Kind extends FactKind, Answer>(
  room: ReadRoom,
  source: Source<Kind, Answer>,
  kept: KeptFact | undefined,
): Promise<Answer> {
  const { workspace, window, mode } = room;
  const key = keyOf(source.kind, source.key);
  const generation = kept?.generation ?? (await room.kept.begin(key));
  // With the generation in its name: once the fact was changed, nobody waits for what was asked before.
  const name = JSON.stringify([workspace.workspaceId, workspace.epoch, key.kind, key.key, generation]);
  const ask = async () => {
    const sentAtMs = room.deps.clock();
    try {
      const { answer, ...learned } = await source.ask();
      if (kept !== undefined) await weigh(room, source.kind, kept, learned);
      // Without a generation the mirror cannot be used now.
      if (generation !== undefined) {
        const value = writeFact(source.kind, learned.value);
        room.kept.change({ ...learned, ...key, value, generation, learnedAtMs: sentAtMs, learnedFrom: 'read' });
      }
      return answer;
    } catch (error) {
      if (error instanceof IntercomError && error.code === 'intercom_not_found') source.onGone?.(kept);
      throw error;
    }
  };
  return room.flights.share(name, ask, { alone: mode !== 'kept', signal: window.signal });
}

/** Draws the conclusion from what was kept and what Intercom says: whether notifications arrive. */
async function weigh<Kind extends FactKind>(
  room: ReadRoom,
  kind: Kind,
  kept: KeptFact,
  read: ReadFact<Kind>,
): Promise<void> {
  const nowMs = room.deps.clock();
  const result = judge(kind, kept, read, nowMs);
  if (result === undefined) return;
  room.deps.metrics.evidence.inc({ result });
  const mirror = await room.kept.mirror();
  if (result === 'missed') {
    if (mirror?.agreedAtMs !== undefined) room.kept.note({ agreedAtMs: undefined });
    return;
  }
  const agreedAtMs = newAgreement(kept.learnedAtMs, { agreedAtMs: mirror?.agreedAtMs, nowMs });
  if (agreedAtMs !== undefined) room.kept.note({ agreedAtMs });
}
