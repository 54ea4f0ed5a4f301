import fastify from 'fastify';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Delivery, DeliveryStore, Store } from '../../db/ports.ts';
import { createDeliveryLog } from '../../server/card/delivery-log.ts';

/** An app of which each request is noted; `record` gets what is to be written. */
async function openLog(record: DeliveryStore['record']) {
  const app = fastify();
  onTestFinished(() => app.close());
  const store = { deliveries: { record } } as unknown as Store;
  const note = createDeliveryLog(app, { store, clock: () => 1_000_000 });
  app.post('/:id', async (request) => {
    note(request, {
      workspaceId: 'a',
      route: 'canvas/initialize',
      result: 'ok',
      view: (request.params as { id: string }).id,
      action: undefined,
      outcome: undefined,
      facts: {},
    });
    return {};
  });
  let nth = 0;
  const ask = async (count: number) => {
    for (let one = 0; one < count; one += 1) {
      nth += 1;
      await app.inject({ method: 'POST', url: `/${nth}` });
    }
  };
  return { app, ask };
}

const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
const views = (batch: readonly Delivery[]) => batch.map(({ view }) => view);

describe('what is noted of requests', () => {
  test('is written soon by itself, without another request', async () => {
    const written = Promise.withResolvers<readonly Delivery[]>();
    const { ask } = await openLog(async (deliveries) => written.resolve(deliveries));
    await ask(2);
    expect(views(await written.promise)).toEqual(['1', '2']);
  });

  test('is written many at a time, 1,000 at most, and the rest when the app closes', async () => {
    const batches: (readonly Delivery[])[] = [];
    const { app, ask } = await openLog(async (deliveries) => void batches.push(deliveries));
    await ask(2_001);
    await app.close();
    expect(batches.flatMap(views)).toEqual(numbers(1, 2_001));
    expect(Math.max(...batches.map((batch) => batch.length))).toBeLessThanOrEqual(1_000);
    expect(batches.length).toBeLessThan(20);
  });

  test('waits for a database that is slow, and goes on in the order of the answers', async () => {
    const slow = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const batches: (readonly Delivery[])[] = [];
    const { app, ask } = await openLog(async (deliveries) => {
      begun.resolve();
      await slow.promise;
      batches.push(deliveries);
    });
    await ask(50);
    await begun.promise;
    await ask(120);
    expect(batches).toEqual([]);
    slow.resolve();
    await app.close();
    expect(batches.flatMap(views)).toEqual(numbers(1, 170));
    expect(batches).toHaveLength(2);
  });

  test('is bounded: of a database that does not answer the newest are given up, and later ones recorded', async () => {
    const stuck = Promise.withResolvers<void>();
    const batches: (readonly Delivery[])[] = [];
    const { app, ask } = await openLog(async (deliveries) => {
      await stuck.promise;
      batches.push(deliveries);
    });
    await ask(1_000);
    await ask(2_010);
    stuck.resolve();
    await ask(1);
    await app.close();
    const underWay = batches[0]?.length ?? 0;
    expect(batches.flatMap(views)).toEqual([...numbers(1, underWay + 2_000), '3011']);
  });
});
