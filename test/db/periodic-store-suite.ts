import { describe, expect, test } from 'vitest';
import type { OpenStore } from './open-store.ts';

/** What every `PeriodicStore` guarantees. */
export function periodicStoreSuite(openStore: OpenStore): void {
  describe('turns', () => {
    const turn = { name: 'forget old clicks', everyMs: 100 };

    test('of any number who ask exactly one gets the turn, and the next one when it is time', async () => {
      const { periodic } = await openStore();
      for (const nowMs of [1_000, 1_100, 1_250]) {
        const turns = await Promise.all(Array.from({ length: 20 }, () => periodic.takeTurn({ ...turn, nowMs })));
        expect(turns.filter(Boolean)).toHaveLength(1);
        expect(await periodic.takeTurn({ ...turn, nowMs: nowMs + 99 })).toBe(false);
      }
    });

    test('turns of different names have nothing to do with each other', async () => {
      const { periodic } = await openStore();
      expect(await periodic.takeTurn({ ...turn, nowMs: 1_000 })).toBe(true);
      expect(await periodic.takeTurn({ ...turn, name: 'reconcile', nowMs: 1_000 })).toBe(true);
      expect(await periodic.takeTurn({ ...turn, nowMs: 1_000 })).toBe(false);
    });

    test('instances whose clocks differ a little share the turns', async () => {
      const { periodic } = await openStore();
      expect(await periodic.takeTurn({ ...turn, nowMs: 1_050 })).toBe(true);
      expect(await periodic.takeTurn({ ...turn, nowMs: 1_000 })).toBe(false);
      expect(await periodic.takeTurn({ ...turn, nowMs: 1_149 })).toBe(false);
      expect(await periodic.takeTurn({ ...turn, nowMs: 1_150 })).toBe(true);
    });

    test('a clock that was far ahead and is set right again does not stop the turns', async () => {
      const { periodic } = await openStore();
      expect(await periodic.takeTurn({ ...turn, nowMs: 1_000_000 })).toBe(true);
      expect(await periodic.takeTurn({ ...turn, nowMs: 1_000 })).toBe(true);
      expect(await periodic.takeTurn({ ...turn, nowMs: 1_001 })).toBe(false);
      expect(await periodic.takeTurn({ ...turn, nowMs: 1_100 })).toBe(true);
    });
  });
}
