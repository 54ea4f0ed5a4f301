import { randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';
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
  /** The card, if it would be drawn the same now; undefined otherwise, and when the database cannot tell. */
  find(workspace: Workspace, request: CardRequest): Promise<DrawnCard | undefined>;
  /** `body` is the answer with this nonce in it. */
  keep(workspace: Workspace, request: CardRequest, drawn: DrawnCard & { nonce: string; trail: WholeTrail }): void;
}

interface Kept {
  /** Around the nonce. */
  before: string;
  after: string;
  facts: DrawnCard['facts'];
  trail: WholeTrail;
  drawnAtMs: number;
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

  return {
    async find(workspace, request) {
      const name = nameOf(workspace, request);
      const kept = cards.get(name);
      if (kept === undefined) return undefined;
      const { trail, before, after, facts, drawnAtMs } = kept;
      const nowMs = clock();
      const { workspaceId, epoch } = workspace;
      const isTimely = drawnAtMs <= nowMs && nowMs < trail.untilMs;
      const now = isTimely
        ? await store.facts.glance({ workspaceId, epoch, keys: trail.keys }).catch(() => undefined)
        : undefined;
      if (now === undefined || !isSame(trail, now) || !(await trail.isUnchanged().catch(() => false))) {
        cards.delete(name);
        return undefined;
      }
      for (const fact of trail.kinds) metrics.facts.inc({ fact, source: 'mirror', result: 'known' });
      return { body: before + newNonce() + after, facts };
    },
    keep(workspace, request, { body, nonce, facts, trail }) {
      const [before, after, ...more] = body.split(nonce);
      // Somebody's text could be the nonce only by being it; then there is no telling them apart.
      if (before === undefined || after === undefined || more.length > 0) return;
      cards.set(nameOf(workspace, request), { before, after, facts, trail, drawnAtMs: clock() });
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
function nameOf({ workspaceId, epoch }: Workspace, { conversationId, sourceType, contact }: CardRequest): string {
  return JSON.stringify([workspaceId, epoch, conversationId, sourceType, contact?.id]);
}
