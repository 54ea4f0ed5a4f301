import { describe, expect, test } from 'vitest';
import type { Store } from '../../db/ports.ts';
import { calls, contact, factsOf, listed, NOW_MS, openFacts } from './known-facts.ts';
import { installation, type OpenStore } from './open-store.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** What nobody uses goes, and what there is is counted. */
export function forgettingSuite(openStore: OpenStore): void {
  describe('forgetting', () => {
    test('what nothing used goes, what was changed or made since stays', async () => {
      const { facts, a } = await openFacts(openStore);
      for (const name of ['unused', 'changed', 'at the limit']) await a.learn(calls(name), '"x"');
      const later = factsOf(facts, { nowMs: NOW_MS + 2 * DAY_MS });
      await later.learn(calls('changed'), '"y"');
      await later.begin(calls('made'));
      expect(await facts.forgetUntouched({ beforeMs: NOW_MS, limit: 10 })).toBe(0);
      expect(await facts.forgetUntouched({ beforeMs: NOW_MS + 1, limit: 10 })).toBe(2);
      expect(await facts.forgetUntouched({ beforeMs: NOW_MS + 1, limit: 10 })).toBe(0);
      const left = await a.read(calls('unused'), calls('changed'), calls('made'));
      expect(left.map((fact) => fact !== undefined)).toEqual([false, true, true]);
    });

    test('contacts with a number stay, however many there are and however often one looks', async () => {
      const { facts, a } = await openFacts(openStore);
      const ids = Array.from({ length: 30 }, (_, nth) => `c${nth}`);
      await a.list(...ids.map((id) => listed(id, 1, ['+1'])));
      await a.list(listed('without', 1));
      const later = factsOf(facts, { nowMs: NOW_MS + 1 });
      await later.begin(calls('p'), calls('q'));
      for (const beforeMs of [NOW_MS + 2, NOW_MS + 50 * DAY_MS, NOW_MS + 500 * DAY_MS]) {
        const forgotten = await facts.forgetUntouched({ beforeMs, limit: 4 });
        expect(forgotten).toBe(beforeMs === NOW_MS + 2 ? 3 : 0);
      }
      expect((await a.read(...ids.map(contact))).every((fact) => fact !== undefined)).toBe(true);
      expect(await a.withPhone('+1', 100)).toHaveLength(30);
    });

    test('a contact that lost its number goes like everything else', async () => {
      const { facts, a } = await openFacts(openStore);
      await a.list(listed('c', 1, ['+1']));
      await facts.forgetUntouched({ beforeMs: NOW_MS + 90 * DAY_MS, limit: 4 });
      await a.list(listed('c', 2, []));
      expect(await facts.forgetUntouched({ beforeMs: NOW_MS + 1, limit: 4 })).toBe(1);
      expect(await a.read(contact('c'))).toEqual([undefined]);
    });

    test('contacts of an older install go with their numbers', async () => {
      const { store, facts, a } = await openFacts(openStore);
      await a.list(listed('old', 1, ['+1']), listed('again', 1, ['+1']));
      await store.workspaces.install(installation('a'));
      const again = factsOf(facts, { epoch: 2 });
      await again.list(listed('again', 1, ['+1']));
      expect(await facts.forgetUntouched({ beforeMs: NOW_MS + 1, limit: 10 })).toBe(1);
      expect(await again.withPhone('+1')).toEqual(['again']);
      expect(await a.withPhone('+1')).toEqual([]);
    });

    test('goes on in portions, and several at once do not count anything twice', async () => {
      const { facts, a } = await openFacts(openStore);
      await a.begin(...Array.from({ length: 25 }, (_, nth) => calls(`${nth}`)));
      expect(await facts.forgetUntouched({ beforeMs: NOW_MS + 1, limit: 10 })).toBe(10);
      expect(await facts.sizes({ limit: 1 })).toMatchObject({ total: 15 });
      const rest = () => facts.forgetUntouched({ beforeMs: NOW_MS + 1, limit: 10 });
      const forgotten = await Promise.all([rest(), rest(), rest()]);
      expect(forgotten.reduce((sum, count) => sum + count, await rest())).toBe(15);
      expect(await facts.sizes({ limit: 1 })).toEqual({ total: 0, largest: [] });
      expect(await facts.forgetUntouched({ beforeMs: NOW_MS + 1, limit: 0 })).toBe(0);
    });

    test('ends when it is told to, however much is left', async () => {
      const { facts, a } = await openFacts(openStore);
      await a.begin(calls('1'));
      expect(await facts.forgetUntouched({ beforeMs: NOW_MS + 1, limit: 10, signal: AbortSignal.abort() })).toBe(0);
      expect(await facts.forgetUntouched({ beforeMs: NOW_MS + 1, limit: 10 })).toBe(1);
    });

    test('how many facts there are is counted, with the workspaces that have most', async () => {
      const { store, facts } = await openFacts(openStore);
      for (const [nth, workspaceId] of ['a', 'b', 'c', 'd'].entries()) {
        await store.workspaces.install(installation(workspaceId));
        const keys = Array.from({ length: (nth % 3) + 1 }, (_, key) => calls(`${key}`));
        await factsOf(facts, { workspaceId }).begin(...keys);
      }
      expect(await facts.sizes({ limit: 3 })).toEqual({
        total: 7,
        largest: [
          { workspaceId: 'c', facts: 3 },
          { workspaceId: 'b', facts: 2 },
          { workspaceId: 'a', facts: 1 },
        ],
      });
    });
  });
}

/** To look at a fact is to use it; that this is written down is certain once the store is closed. */
export async function expectLooksToBeKept(openSame: () => Promise<Store>): Promise<void> {
  const store = await openSame();
  await store.workspaces.install(installation('a'));
  const keys = ['never', 'soon', 'later'].map(calls);
  await factsOf(store.facts).begin(...keys);
  await factsOf(store.facts, { nowMs: NOW_MS + DAY_MS / 2 }).read(calls('soon'));
  await factsOf(store.facts, { nowMs: NOW_MS + 2 * DAY_MS }).read(calls('later'), calls('none'));
  await store.close();
  const { facts } = await openSame();
  expect(await facts.forgetUntouched({ beforeMs: NOW_MS, limit: 10 })).toBe(0);
  // Within a day it is not worth writing down.
  expect(await facts.forgetUntouched({ beforeMs: NOW_MS + 2 * DAY_MS, limit: 10 })).toBe(2);
  const left = await factsOf(facts).read(...keys);
  expect(left.map((fact) => fact?.key)).toEqual([undefined, undefined, 'later']);
  expect(await facts.forgetUntouched({ beforeMs: NOW_MS + 2 * DAY_MS + 1, limit: 10 })).toBe(1);
}
