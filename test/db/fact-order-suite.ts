import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calls, contact, openFacts } from './known-facts.ts';
import type { OpenStore } from './open-store.ts';

/** That no fact ever becomes older, whoever writes it when. */
export function factOrderSuite(openStore: OpenStore): void {
  describe('the order of what is told of a fact', () => {
    test('of any number of changes of one generation exactly one takes effect', async () => {
      const { a } = await openFacts(openStore);
      const [generation = 0] = await a.begin(contact('1'));
      const values = Array.from({ length: 12 }, (_, nth) => `"${nth}"`);
      const took = await Promise.all(values.map((value) => a.change(contact('1'), generation, { value })));
      expect(took.filter(Boolean)).toHaveLength(1);
      expect(await a.value(contact('1'))).toBe(values[took.indexOf(true)]);
    });

    test('several that change the same facts at once, in whatever order, do not hinder each other', async () => {
      const { facts, a } = await openFacts(openStore);
      const keys = Array.from({ length: 8 }, (_, nth) => calls(`${nth}`));
      const generations = await a.begin(...keys);
      const changes = keys.map((key, nth) => ({
        ...key,
        generation: generations[nth] ?? 0,
        value: '"x"',
        versionMs: undefined,
        learnedAtMs: 1,
        learnedFrom: 'read' as const,
      }));
      const one = { workspaceId: 'a', epoch: 1, nowMs: 1 };
      const results = await Promise.all(
        Array.from({ length: 10 }, (_, nth) =>
          facts.change({ ...one, changes: nth % 2 === 0 ? changes : changes.toReversed() }),
        ),
      );
      expect(results.flat().filter(Boolean)).toHaveLength(keys.length);
    });

    test('an older version does not replace a newer one, the same one may, and none leaves it', async () => {
      const { a } = await openFacts(openStore);
      const tell = async (value: string, versionMs: number | undefined) => {
        const [generation = 0] = await a.begin(contact('1'));
        return a.change(contact('1'), generation, { value, versionMs, learnedFrom: 'notification' });
      };
      expect(await tell('"five"', 5)).toBe(true);
      expect(await tell('"four"', 4)).toBe(false);
      expect(await tell('"five again"', 5)).toBe(true);
      expect(await tell('"without"', undefined)).toBe(true);
      expect(await a.read(contact('1'))).toMatchObject([{ value: '"without"', versionMs: 5 }]);
      expect(await tell('"four"', 4)).toBe(false);
      expect(await tell('"six"', 6)).toBe(true);
      expect(await a.read(contact('1'))).toMatchObject([{ value: '"six"', versionMs: 6 }]);
    });

    test('a place that was deleted and made again is another: who read for the old one keeps nothing', async () => {
      const { facts, a } = await openFacts(openStore);
      const [old = 0] = await a.begin(calls('9'));
      await facts.forgetUntouched({ beforeMs: Number.MAX_SAFE_INTEGER, limit: 10 });
      expect(await a.change(calls('9'), old, { value: '"late"' })).toBe(false);
      await a.begin(calls('9'));
      expect(await a.change(calls('9'), old, { value: '"late"' })).toBe(false);
    });

    /**
     * Intercom has one contact, which changes all the time. Readers begin, look and keep what they saw whenever they come
     * to it; notifications come late, twice and in any order, and are taken as Callcard takes them.
     */
    test('however readers and notifications meet, a version never goes back and the newest told is kept', async () => {
      const { a } = await openFacts(openStore);
      const step = fc.oneof(
        fc.record({ do: fc.constant('update' as const) }),
        fc.record({ do: fc.constantFrom('begin' as const, 'look' as const, 'keep' as const), who: fc.nat(2) }),
        fc.record({ do: fc.constant('tell' as const), age: fc.nat(3) }),
        fc.record({ do: fc.constant('list' as const), age: fc.nat(3) }),
      );
      let nth = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
          nth += 1;
          const key = contact(`contact ${nth}`);
          let atIntercom = 1;
          let newestTold = 0;
          let seen = { versionMs: 0, generation: 0 };
          const readers = Array.from({ length: 3 }, () => ({ generation: 0, saw: 0 }));
          const tell = async (versionMs: number) => {
            const [kept] = await a.read(key);
            if (kept === undefined || versionMs <= (kept.versionMs ?? 0)) return;
            newestTold = Math.max(newestTold, versionMs);
            const told = { value: String(versionMs), versionMs, learnedFrom: 'notification' } as const;
            expect(await a.change(key, kept.generation, told)).toBe(true);
          };
          for (const one of steps) {
            const reader = readers['who' in one ? one.who : 0] ?? { generation: 0, saw: 0 };
            const past = Math.max(1, atIntercom - ('age' in one ? one.age : 0));
            if (one.do === 'update') atIntercom += 1;
            if (one.do === 'begin') {
              reader.generation = (await a.begin(key))[0] ?? 0;
              reader.saw = 0;
            }
            if (one.do === 'look') reader.saw = reader.generation === 0 ? 0 : atIntercom;
            if (one.do === 'keep' && reader.saw > 0) {
              const read = { value: String(reader.saw), versionMs: reader.saw };
              if (await a.change(key, reader.generation, read)) newestTold = Math.max(newestTold, reader.saw);
            }
            if (one.do === 'tell') await tell(past);
            if (one.do === 'list') {
              const value = { contactId: key.key, value: String(past), versionMs: past, phones: [] };
              if ((await a.list(value)) === 1) newestTold = Math.max(newestTold, past);
            }
            const [kept] = await a.read(key);
            if (kept === undefined) continue;
            const versionMs = kept.versionMs ?? 0;
            expect(versionMs).toBeGreaterThanOrEqual(seen.versionMs);
            expect(kept.generation).toBeGreaterThanOrEqual(seen.generation);
            expect(versionMs).toBe(newestTold);
            expect(kept.value).toBe(newestTold === 0 ? undefined : String(newestTold));
            seen = { versionMs, generation: kept.generation };
          }
        }),
        { numRuns: 40 },
      );
    });
  });
}
