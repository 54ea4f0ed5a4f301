import fc from 'fast-check';
import { Histogram, Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { FrequentHistogram } from '../../server/metrics/frequent-histogram.ts';

const observation = fc.record({
  route: fc.constantFrom('/a', '/b "c"', 'none'),
  status: fc.constantFrom(200, 503),
  value: fc.oneof(fc.constantFrom(0, 0.1, 0.5, 2), fc.double({ min: 0, max: 3, noNaN: true })),
});

test('a histogram of what happens often says exactly what prom-client’s own says of the same', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(observation), async (observations) => {
      const [mine, theirs] = [new Registry(), new Registry()];
      const options = {
        name: 'seconds',
        help: 'Time.',
        labelNames: ['route', 'status'] as const,
        buckets: [0.1, 0.5, 2],
      };
      const frequent = new FrequentHistogram({ ...options, registers: [mine] });
      const own = new Histogram({ ...options, registers: [theirs] });
      for (const { value, ...labels } of observations) {
        frequent.observe(labels, value);
        own.observe(labels, value);
      }
      expect(await mine.metrics()).toBe(await theirs.metrics());
    }),
  );
});
