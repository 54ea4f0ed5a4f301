/** Repeatable chance: the same seed gives the same numbers. */
export interface Random {
  /** 0 to `below`, without it. */
  whole(below: number): number;
  pick<T>(from: readonly [T, ...T[]]): T;
  bytes(length: number): Buffer;
}

/** Mulberry32: enough to wander about, nothing for secrets. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const whole = (below: number) => next() % below;
  return {
    whole,
    pick: (from) => from[whole(from.length)] ?? from[0],
    bytes: (length) => Buffer.from(Uint8Array.from({ length }, () => whole(256))),
  };
}
