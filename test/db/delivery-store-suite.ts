import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Delivery, DeliveryStore } from '../../db/ports.ts';
import { installation, type OpenStore } from './open-store.ts';

/** A request for a first card that went well, for tests that only need one to be there. */
export function delivery(workspaceId: string, facts: Partial<Delivery> = {}): Delivery {
  return {
    workspaceId,
    receivedAtMs: 1_767_877_500_123,
    route: 'canvas/initialize',
    result: 'ok',
    status: 200,
    durationMs: 12,
    requestId: 'req-1',
    view: 'home',
    action: undefined,
    outcome: undefined,
    facts: { caller: 'known', calls: 'timed_out' },
    ...facts,
  };
}

/** What every `DeliveryStore` guarantees. */
export function deliveryStoreSuite(openStore: OpenStore): void {
  async function openDeliveries(...workspaceIds: string[]) {
    const store = await openStore();
    for (const workspaceId of workspaceIds) await store.workspaces.install(installation(workspaceId));
    return store.deliveries;
  }
  const idsIn = async (deliveries: DeliveryStore, query: { limit: number; afterId?: number }, workspaceId = 'a') =>
    (await deliveries.list({ workspaceId, ...query })).map(({ requestId }) => requestId);

  describe('deliveries', () => {
    test('a workspace that Intercom asked nothing for has none', async () => {
      const deliveries = await openDeliveries('a');
      expect(await deliveries.list({ workspaceId: 'a', limit: 10 })).toEqual([]);
    });

    test('a delivery is kept as it was given, and counted', async () => {
      const deliveries = await openDeliveries('a');
      const bare = delivery('a', { view: undefined, result: 'unavailable', facts: {} });
      const click = delivery('a', { route: 'canvas/submit', action: 'add-note', outcome: 'note-added', view: 'note' });
      await deliveries.record([bare]);
      await deliveries.record([click]);
      expect(await deliveries.list({ workspaceId: 'a', limit: 10 })).toStrictEqual([
        { ...bare, deliveryId: 1 },
        { ...click, deliveryId: 2 },
      ]);
    });

    test('they come oldest first: the newest of all, or the first after one that was seen', async () => {
      const deliveries = await openDeliveries('a');
      for (const requestId of ['p', 'q', 'r', 's']) await deliveries.record([delivery('a', { requestId })]);
      expect(await idsIn(deliveries, { limit: 10 })).toEqual(['p', 'q', 'r', 's']);
      expect(await idsIn(deliveries, { limit: 2 })).toEqual(['r', 's']);
      expect(await idsIn(deliveries, { limit: 10, afterId: 2 })).toEqual(['r', 's']);
      expect(await idsIn(deliveries, { limit: 1, afterId: 1 })).toEqual(['q']);
      expect(await idsIn(deliveries, { limit: 10, afterId: 4 })).toEqual([]);
      expect(await idsIn(deliveries, { limit: 0 })).toEqual([]);
    });

    test('the newest 500 are kept, and their numbers go on', async () => {
      const deliveries = await openDeliveries('a');
      const numbered = (nth: number) => delivery('a', { requestId: `r${nth}` });
      await deliveries.record(Array.from({ length: 490 }, (_, index) => numbered(index + 1)));
      for (let nth = 491; nth <= 503; nth += 1) await deliveries.record([numbered(nth)]);
      const kept = await deliveries.list({ workspaceId: 'a', limit: 1_000 });
      expect(kept.map(({ requestId }) => requestId)).toEqual(Array.from({ length: 500 }, (_, nth) => `r${nth + 4}`));
      expect([kept.at(0)?.deliveryId, kept.at(-1)?.deliveryId]).toEqual([4, 503]);
    });

    test('whoever asks again for what came since misses nothing and sees nothing twice', async () => {
      const deliveries = await openDeliveries('a');
      let afterId = 0;
      let nth = 0;
      const step = fc.record({ arrivals: fc.nat({ max: 4 }), limit: fc.integer({ min: 1, max: 6 }) });
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 5 }), async (steps) => {
          const arrived: string[] = [];
          const seen: string[] = [];
          const look = async (limit: number) => {
            for (const one of await deliveries.list({ workspaceId: 'a', limit, afterId })) {
              seen.push(one.requestId);
              afterId = one.deliveryId;
            }
          };
          for (const { arrivals, limit } of steps) {
            for (let index = 0; index < arrivals; index += 1) {
              nth += 1;
              arrived.push(`r${nth}`);
              await deliveries.record([delivery('a', { requestId: `r${nth}` })]);
            }
            await look(limit);
          }
          await look(100);
          expect(seen).toEqual(arrived);
        }),
        { numRuns: 20 },
      );
    });

    test('any number recorded at once each get a number of their own', async () => {
      const deliveries = await openDeliveries('a');
      await Promise.all(Array.from({ length: 20 }, () => deliveries.record([delivery('a')])));
      const kept = await deliveries.list({ workspaceId: 'a', limit: 100 });
      expect(kept.map(({ deliveryId }) => deliveryId)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    });

    test('many are recorded together, each workspace’s in their order and with numbers of its own', async () => {
      const deliveries = await openDeliveries('a', 'b');
      await deliveries.record([delivery('a', { requestId: 'first' })]);
      const batch = ['p', 'q', 'r', 's'].map((requestId, nth) => delivery(nth % 2 === 0 ? 'a' : 'b', { requestId }));
      await deliveries.record(batch);
      await deliveries.record([]);
      const numbered = async (workspaceId: string) =>
        (await deliveries.list({ workspaceId, limit: 10 })).map((kept) => [kept.deliveryId, kept.requestId]);
      expect(await numbered('a')).toEqual([
        [1, 'first'],
        [2, 'p'],
        [3, 'r'],
      ]);
      expect(await numbered('b')).toEqual([
        [1, 'q'],
        [2, 's'],
      ]);
    });

    test('of more than are kept that are recorded together the newest stay', async () => {
      const deliveries = await openDeliveries('a');
      await deliveries.record(Array.from({ length: 510 }, (_, nth) => delivery('a', { requestId: `r${nth + 1}` })));
      const kept = await deliveries.list({ workspaceId: 'a', limit: 1_000 });
      expect(kept.map(({ requestId }) => requestId)).toEqual(Array.from({ length: 500 }, (_, nth) => `r${nth + 11}`));
    });

    test('one to a workspace that was never installed is left out, the others are kept', async () => {
      const deliveries = await openDeliveries('a');
      await deliveries.record([delivery('stranger')]);
      await deliveries.record([delivery('stranger'), delivery('a', { requestId: 'kept' }), delivery('stranger')]);
      expect(await deliveries.list({ workspaceId: 'stranger', limit: 10 })).toEqual([]);
      expect(await idsIn(deliveries, { limit: 10 })).toEqual(['kept']);
    });

    test.each([
      ['a', 'b'],
      ['b', 'a'],
    ])('what is sent for workspace %s is never listed in, nor pushed out of, workspace %s', async (mine, other) => {
      const deliveries = await openDeliveries(mine, other);
      await deliveries.record([delivery(other, { requestId: 'theirs' })]);
      const numbered = (nth: number) => delivery(mine, { requestId: `m${nth}` });
      await deliveries.record(Array.from({ length: 490 }, (_, index) => numbered(index + 1)));
      for (let nth = 491; nth <= 501; nth += 1) await deliveries.record([numbered(nth)]);
      const theirs = await deliveries.list({ workspaceId: other, limit: 1_000 });
      expect(theirs).toStrictEqual([{ ...delivery(other, { requestId: 'theirs' }), deliveryId: 1 }]);
      expect(await idsIn(deliveries, { limit: 1_000, afterId: 0 }, mine)).not.toContain('theirs');
      expect(await idsIn(deliveries, { limit: 1_000, afterId: 1 }, other)).toEqual([]);
    });
  });
}
