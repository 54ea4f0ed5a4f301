import { randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { FactKind } from '../../db/mirror-ports.ts';
import type { Workspace } from '../../db/ports.ts';
import type { Deps } from '../deps.ts';
import type { WholeTrail } from '../mirror/trail.ts';
import type { CardRequest } from './payload.ts';

const MAX_CARDS = 2_000;
/** From time to time the facts are read themselves, which marks them as used. */
const KEPT_MS = 10 * 60_000;

/** A first card that was drawn before, with a nonce of its own. */
export interface DrawnCard {
  /** The whole answer, as JSON. */
  body: string;
  facts: Readonly<Record<string, string>>;
}

export interface DrawnCards {
  /**
   * The card, if nothing at all was written for its workspace since it was last found to be true; undefined: that is to
   * be looked into. `mark` is the workspace's in `store.changes`, from before anything was read.
   */
  findUnchanged(request: CardRequest, mark: number | undefined): DrawnCard | undefined;
  /** The card, if it would be drawn the same now; undefined otherwise, and when the database cannot tell. */
  find(workspace: Workspace, request: CardRequest, mark: number | undefined): Promise<DrawnCard | undefined>;
  /** `body` is the answer with this nonce in it. */
  keep(workspace: Workspace, request: CardRequest, drawn: NewlyDrawn): void;
}

interface NewlyDrawn extends DrawnCard {
  nonce: string;
  trail: WholeTrail;
}

interface Kept {
  /** Around the nonce. */
  before: string;
  after: string;
  facts: DrawnCard['facts'];
  trail: WholeTrail;
  drawnAtMs: number;
  epoch: number;
  /** Of the workspace when the card was last found to be true. */
  mark: number | undefined;
}

/** 122 random bits, of which Node always has some in store. */
export const newNonce = (): string => randomUUID();

/**
 * A first card is a function of its facts. One that is asked for again - another teammate opens the conversation, or the
 * same one comes back to it - is not drawn again as long as every fact has the generation that it was drawn from, is
 * still trusted, and nothing else went into it.
 */
export function createDrawnCards({ store, clock, metrics }: Pick<Deps, 'store' | 'clock' | 'metrics'>): DrawnCards {
  const cards = new LRUCache<string, Kept>({ max: MAX_CARDS, ttl: KEPT_MS });

  const uses = new Map<FactKind, number>();
  // Counting half a dozen facts for each card would cost more than finding it.
  const collect = () => {
    for (const [fact, times] of uses) metrics.facts.inc({ fact, source: 'mirror', result: 'known' }, times);
    uses.clear();
  };
  Object.assign(metrics.facts, { collect });

  const isTimely = ({ drawnAtMs, trail }: Kept) => {
    const nowMs = clock();
    return drawnAtMs <= nowMs && nowMs < trail.untilMs;
  };
  const isTrue = async ({ trail }: Kept, { workspaceId, epoch }: Workspace) => {
    const now = await store.facts.glance({ workspaceId, epoch, keys: trail.keys });
    return isSame(trail, now) && (await trail.isUnchanged());
  };
  const again = ({ trail, before, after, facts }: Kept): DrawnCard => {
    for (const fact of trail.kinds) uses.set(fact, (uses.get(fact) ?? 0) + 1);
    return { body: before + newNonce() + after, facts };
  };

  return {
    findUnchanged(request, mark) {
      const kept = cards.get(nameOf(request));
      if (kept === undefined || mark === undefined || kept.mark !== mark || !isTimely(kept)) return undefined;
      return again(kept);
    },
    async find(workspace, request, mark) {
      const name = nameOf(request);
      const kept = cards.get(name);
      if (kept === undefined) return undefined;
      const isIt =
        kept.epoch === workspace.epoch && isTimely(kept) && (await isTrue(kept, workspace).catch(() => false));
      if (!isIt) {
        cards.delete(name);
        return undefined;
      }
      kept.mark = mark;
      return again(kept);
    },
    keep(workspace, request, { body, nonce, facts, trail }) {
      const [before, after, ...more] = body.split(nonce);
      // Somebody's text could be the nonce only by being it; then there is no telling them apart.
      if (before === undefined || after === undefined || more.length > 0) return;
      const { epoch } = workspace;
      cards.set(nameOf(request), { before, after, facts, trail, drawnAtMs: clock(), epoch, mark: undefined });
    },
  };
}

function isSame(
  trail: WholeTrail,
  now: { generations: readonly (number | undefined)[]; agreedAtMs: number | undefined },
) {
  if (trail.agreedAtMs !== now.agreedAtMs) return false;
  return trail.generations.every((generation, nth) => generation === now.generations[nth]);
}

/** What of a request goes into a card all of whose facts are trusted. */
function nameOf({ workspaceId, conversationId, sourceType, contact }: CardRequest): string {
  return JSON.stringify([workspaceId, conversationId, sourceType, contact?.id]);
}
