import { setTimeout as wait } from 'node:timers/promises';
import type { Random } from '../abuse/random.ts';
import type { Answer, Instance } from './instance.ts';

/** All instances, as whoever sends them something sees them: a proxy that knows which of them are up. */
export interface Fleet {
  /** Posts to one that is up, waiting until there is one. Undefined: there was no answer. */
  post(path: string, headers: Record<string, string>, body: string): Promise<Answer | undefined>;
  /** To be called when an instance came up. */
  cameUp(): void;
}

/** While one of them starts, the others have less to do: else a machine with few cores is long about it. */
const PAUSE_MS = 100;

export function createFleet(instances: () => readonly Instance[], random: Random): Fleet {
  const up = () => instances().filter((instance) => instance.isUp());
  let next = Promise.withResolvers<void>();
  return {
    cameUp() {
      next.resolve();
      next = Promise.withResolvers<void>();
    },
    async post(path, headers, body) {
      if (up().length < instances().length) await wait(PAUSE_MS);
      for (;;) {
        const [first, ...others] = up();
        if (first !== undefined) return random.pick([first, ...others]).post(path, headers, body);
        await next.promise;
      }
    },
  };
}
