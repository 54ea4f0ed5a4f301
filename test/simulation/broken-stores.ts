import type { Store } from '../../db/ports.ts';

/** A store with one fault, and what the simulation says when it meets it. */
export interface BrokenStore {
  fault: string;
  storeFrom: (store: Store) => Store;
  found: RegExp;
  /** The first run that meets it. */
  seed: number;
}

/** Each breaks one promise of the store, the rest works. */
export const BROKEN_STORES: readonly BrokenStore[] = [
  {
    fault: 'mixes up workspaces',
    storeFrom: (store) => ({
      ...store,
      facts: { ...store.facts, read: (query) => store.facts.read({ ...query, workspaceId: 'acme' }) },
    }),
    found: /was not learned in it|is of acme/,
    seed: 2,
  },
  {
    fault: 'keeps what was read although the fact was changed meanwhile',
    storeFrom: (store) => ({
      ...store,
      facts: {
        ...store.facts,
        async change(change) {
          const { workspaceId, epoch, changes, nowMs } = change;
          const kept = await store.facts.read({ workspaceId, epoch, keys: changes, nowMs });
          const forced = changes.map((one, index) => ({
            ...one,
            generation: kept[index]?.generation ?? one.generation,
          }));
          return store.facts.change({ ...change, changes: forced });
        },
      },
    }),
    found: /went back|is served as/,
    seed: 6,
  },
  {
    fault: 'gives out facts of the install before',
    storeFrom: (store) => ({
      ...store,
      facts: {
        ...store.facts,
        async read(query) {
          const found = await store.facts.read(query);
          const old = await store.facts.read({ ...query, epoch: query.epoch - 1 });
          return found.map((fact, index) => fact ?? old[index]);
        },
      },
    }),
    found: /was not learned in it/,
    seed: 24,
  },
  {
    fault: 'gives out jobs that somebody still holds',
    storeFrom: (store) => ({
      ...store,
      jobs: { ...store.jobs, claim: (claim) => store.jobs.claim({ ...claim, leaseMs: 0 }) },
    }),
    found: /two leases|could (renew|complete|reschedule)/,
    seed: 17,
  },
  {
    fault: 'forgets which notifications it has seen',
    storeFrom: (store) => ({
      ...store,
      intake: {
        ...store.intake,
        async take(batch) {
          await store.intake.forgetBefore({ beforeMs: Number.MAX_SAFE_INTEGER, limit: 1_000 });
          return store.intake.take(batch);
        },
      },
    }),
    found: /should have been duplicate/,
    seed: 5,
  },
  {
    fault: 'loses the work of a notification that it took',
    storeFrom: (store) => ({
      ...store,
      intake: {
        ...store.intake,
        async take(batch) {
          const taken = await store.intake.take(batch);
          for (const { workspaceId, job } of batch) await store.jobs.drop({ workspaceId, jobId: job.jobId });
          return taken;
        },
      },
    }),
    found: /gone undone/,
    seed: 5,
  },
  {
    fault: 'goes on believing what is in doubt',
    storeFrom: (store) => ({
      ...store,
      facts: {
        ...store.facts,
        async change(change) {
          const believed = change.changes.filter(({ value }) => value !== undefined);
          const done = await store.facts.change({ ...change, changes: believed });
          return change.changes.map((one) => one.value === undefined || done[believed.indexOf(one)] === true);
        },
      },
    }),
    found: /went back|is served as/,
    seed: 14,
  },
];
