import type { FactKey, FactKind } from '../../db/mirror-ports.ts';

/** What a card is made from, so that it can be told later whether it would be the same. */
export interface Trail {
  /** A look at the mirror; undefined where it has no place for the fact. */
  saw(key: FactKey, generation: number | undefined): void;
  agreed(agreedAtMs: number | undefined): void;
  /** A kept fact stood in for asking Intercom, and would until then. */
  trust(kind: FactKind, untilMs: number): void;
  /** Reads what is no fact of Intercom's but goes into the card too; `read` has to be cheap, as it is asked again later. */
  watch<T>(read: () => Promise<T>): Promise<T>;
  /** What the card says of the present is so until then. */
  holdsUntil(atMs: number): void;
  /** Intercom was asked, or what was not trusted stood in. */
  ask(): void;
  /** All of it; undefined when anything but trusted facts went into the card. */
  whole(): WholeTrail | undefined;
}

export interface WholeTrail {
  keys: readonly FactKey[];
  generations: readonly (number | undefined)[];
  /** The kinds of the facts, once for each fact. */
  kinds: readonly FactKind[];
  agreedAtMs: number | undefined;
  /** The first of the facts is not trusted any more, or something that it says not so any more, from then on. */
  untilMs: number;
  /** Whether everything else that was read is still the same. */
  isUnchanged(): Promise<boolean>;
}

export function startTrail(): Trail {
  const seen = new Map<string, { key: FactKey; generation: number | undefined }>();
  const kinds: FactKind[] = [];
  let untilMs = Number.POSITIVE_INFINITY;
  let agreedAtMs: number | undefined;
  let wasAsked = false;
  const watched: { read: () => Promise<unknown>; was: string }[] = [];
  const asText = (value: unknown) => JSON.stringify(value) ?? '';
  return {
    saw(key, generation) {
      seen.set(`${key.kind} ${key.key}`, { key, generation });
    },
    agreed(atMs) {
      agreedAtMs = atMs;
    },
    trust(kind, atMs) {
      kinds.push(kind);
      untilMs = Math.min(untilMs, atMs);
    },
    async watch(read) {
      const value = await read();
      watched.push({ read, was: asText(value) });
      return value;
    },
    holdsUntil(atMs) {
      untilMs = Math.min(untilMs, atMs);
    },
    ask() {
      wasAsked = true;
    },
    whole() {
      if (wasAsked || kinds.length === 0) return undefined;
      const looks = [...seen.values()];
      return {
        keys: looks.map(({ key }) => key),
        generations: looks.map(({ generation }) => generation),
        kinds,
        agreedAtMs,
        untilMs,
        async isUnchanged() {
          const now = await Promise.all(watched.map(({ read }) => read()));
          return watched.every(({ was }, nth) => asText(now[nth]) === was);
        },
      };
    },
  };
}
