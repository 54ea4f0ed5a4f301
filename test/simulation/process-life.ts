import type { Store } from '../../db/ports.ts';

/** One process of Callcard, as far as it lives. */
export interface Life {
  readonly died: Promise<void>;
  isAlive(): boolean;
  die(): void;
  /** It will die at its so-manieth step from now that reaches outside: a call of the database or of Intercom. */
  setFuse(steps: number): void;
  /** To be called at each such step: whether the process still lives. */
  lives(): boolean;
  /** How many such steps there were. */
  steps(): number;
}

export function beginLife(): Life {
  const { promise: died, resolve } = Promise.withResolvers<void>();
  let alive = true;
  let fuse = Number.POSITIVE_INFINITY;
  let steps = 0;
  const die = () => {
    alive = false;
    resolve();
  };
  return {
    died,
    isAlive: () => alive,
    die,
    setFuse(left) {
      fuse = left;
    },
    lives() {
      steps += 1;
      fuse -= 1;
      if (fuse <= 0) die();
      return alive;
    },
    steps: () => steps,
  };
}

/** What never comes. */
const never = () => new Promise<never>(() => {});

type Port = Record<string, (...args: unknown[]) => Promise<unknown>>;

/** The store as a process sees it: when the process dies, a call may have happened, and its answer is lost. */
export function storeOf(store: Store, life: Life): Store {
  const guard = (port: Port): Port =>
    Object.fromEntries(
      Object.entries(port).map(([name, method]) => [
        name,
        async (...args: unknown[]) => {
          if (!life.lives()) return never();
          const result = await method(...args);
          return life.lives() ? result : never();
        },
      ]),
    );
  const ports = Object.entries(store).map(([name, port]) => [
    name,
    typeof port === 'function' ? port : guard(port as unknown as Port),
  ]);
  return Object.fromEntries(ports) as unknown as Store;
}
