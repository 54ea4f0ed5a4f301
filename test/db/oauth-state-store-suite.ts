import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ConsumedState, OAuthState } from '../../db/ports.ts';
import type { OpenStore } from './open-store.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

function oauthState(stateHash: string, facts: Partial<OAuthState> = {}): OAuthState {
  return { stateHash, region: 'us', source: 'website', createdAtMs: 1_000, expiresAtMs: 2_000, ...facts };
}

/** What every `OAuthStateStore` guarantees. */
export function oauthStateStoreSuite(openStore: OpenStore): void {
  describe('OAuth states', () => {
    test('a state that was never issued is unknown', async () => {
      const { oauthStates } = await openStore();
      expect(await oauthStates.consume('never', 1_000)).toStrictEqual({ result: 'unknown' });
      expect(await oauthStates.peek('never')).toBeUndefined();
    });

    test('a state comes back as it was issued, once; after that it is told to be used', async () => {
      const { oauthStates } = await openStore();
      const state = oauthState('s', { region: 'au', source: 'appstore' });
      await oauthStates.issue(state);
      expect(await oauthStates.consume('s', 1_500)).toStrictEqual({ result: 'ok', state });
      expect(await oauthStates.consume('s', 1_500)).toStrictEqual({ result: 'used', state });
      expect(await oauthStates.consume('s', 9_000)).toStrictEqual({ result: 'used', state });
    });

    test('looking at a state does not use it up, before or after', async () => {
      const { oauthStates } = await openStore();
      const state = oauthState('s');
      await oauthStates.issue(state);
      expect(await oauthStates.peek('s')).toStrictEqual(state);
      expect(await oauthStates.peek('s')).toStrictEqual(state);
      expect(await oauthStates.consume('s', 1_500)).toStrictEqual({ result: 'ok', state });
      expect(await oauthStates.peek('s')).toStrictEqual(state);
    });

    test('a state is good until the last millisecond and expired from then on', async () => {
      const { oauthStates } = await openStore();
      await oauthStates.issue(oauthState('last'));
      await oauthStates.issue(oauthState('late'));
      expect(await oauthStates.consume('last', 1_999)).toMatchObject({ result: 'ok' });
      expect(await oauthStates.consume('late', 2_000)).toStrictEqual({ result: 'expired', state: oauthState('late') });
    });

    test('a state that was told to be expired stays so, even when the clock is set back', async () => {
      const { oauthStates } = await openStore();
      await oauthStates.issue(oauthState('s'));
      await oauthStates.consume('s', 2_000);
      expect(await oauthStates.consume('s', 1_500)).toMatchObject({ result: 'expired' });
    });

    test('a state cannot be issued a second time to make it fresh again', async () => {
      const { oauthStates } = await openStore();
      await oauthStates.issue(oauthState('s'));
      await oauthStates.consume('s', 1_500);
      await expect(oauthStates.issue(oauthState('s', { expiresAtMs: 9_000 }))).rejects.toMatchObject({
        code: 'store_unavailable',
      });
      expect(await oauthStates.consume('s', 1_500)).toMatchObject({ result: 'used' });
    });

    test('of any number of uses at once exactly one is let in', async () => {
      const { oauthStates } = await openStore();
      await oauthStates.issue(oauthState('s'));
      const results = await Promise.all(Array.from({ length: 20 }, () => oauthStates.consume('s', 1_500)));
      expect(results.filter(({ result }) => result === 'ok')).toHaveLength(1);
      expect(results.filter(({ result }) => result === 'used')).toHaveLength(19);
    });

    test('used and expired states are told apart for a day past their end, then forgotten', async () => {
      const { oauthStates } = await openStore();
      await oauthStates.issue(oauthState('used'));
      await oauthStates.issue(oauthState('expired'));
      await oauthStates.consume('used', 1_500);
      const fresh = (stateHash: string, createdAtMs: number) =>
        oauthStates.issue(oauthState(stateHash, { createdAtMs, expiresAtMs: createdAtMs + 1_000 }));

      await fresh('a day later', 2_000 + DAY_MS);
      expect(await oauthStates.consume('used', 2_000 + DAY_MS)).toMatchObject({ result: 'used' });
      expect(await oauthStates.consume('expired', 2_000 + DAY_MS)).toMatchObject({ result: 'expired' });

      await fresh('later still', 2_001 + DAY_MS);
      expect(await oauthStates.consume('used', 2_001 + DAY_MS)).toStrictEqual({ result: 'unknown' });
      expect(await oauthStates.consume('expired', 2_001 + DAY_MS)).toStrictEqual({ result: 'unknown' });
      expect(await oauthStates.consume('a day later', 2_001 + DAY_MS)).toMatchObject({ result: 'ok' });
    });

    test('in any order of uses and looks, at any times, each state is let in at most once and only in time', async () => {
      const { oauthStates } = await openStore();
      const step = fc.record({
        verb: fc.constantFrom('consume', 'peek'),
        state: fc.nat({ max: 2 }),
        atMs: fc.integer({ min: 1_990, max: 2_010 }),
      });
      let run = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
          run += 1;
          const states = [0, 1, 2].map((index) => oauthState(`${run}/${index}`, { expiresAtMs: 2_000 + index }));
          for (const state of states) await oauthStates.issue(state);
          const ended = new Map<string, 'used' | 'expired'>();
          for (const { verb, state: index, atMs } of steps) {
            const state = states[index] ?? oauthState('none');
            if (verb === 'peek') {
              expect(await oauthStates.peek(state.stateHash)).toStrictEqual(state);
              continue;
            }
            const before = ended.get(state.stateHash);
            const result: ConsumedState['result'] = before ?? (atMs < state.expiresAtMs ? 'ok' : 'expired');
            ended.set(state.stateHash, result === 'ok' ? 'used' : result);
            expect(await oauthStates.consume(state.stateHash, atMs)).toStrictEqual({ result, state });
          }
        }),
        { numRuns: 40 },
      );
    });
  });
}
