import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ClickKey } from '../../db/ports.ts';
import { ClickModel } from './click-model.ts';
import { installation, type OpenStore } from './open-store.ts';

/** What every `ClickStore` guarantees. */
export function clickStoreSuite(openStore: OpenStore): void {
  async function openClicks(...workspaceIds: string[]) {
    const store = await openStore();
    for (const workspaceId of workspaceIds) await store.workspaces.install(installation(workspaceId));
    return store.clicks;
  }
  const click: ClickKey = { workspaceId: 'a', clickHash: 'h' };

  describe('clicks', () => {
    test('of any number of the same click at once exactly one is the first', async () => {
      const clicks = await openClicks('a');
      const starts = await Promise.all(Array.from({ length: 20 }, (_, atMs) => clicks.begin({ ...click, atMs })));
      const [first, ...others] = starts.toSorted((one, two) => two.state.localeCompare(one.state));
      expect(first).toStrictEqual({ state: 'first' });
      for (const other of others) expect(other).toStrictEqual({ state: 'begun', begunAtMs: expect.any(Number) });
    });

    test('a replay of a finished click is answered with the outcome, and with the first one if there were two', async () => {
      const clicks = await openClicks('a');
      await clicks.begin({ ...click, atMs: 1 });
      await clicks.finish({ ...click, outcome: '{"ok":true}', atMs: 2 });
      expect(await clicks.begin({ ...click, atMs: 3 })).toStrictEqual({ state: 'finished', outcome: '{"ok":true}' });
      await clicks.finish({ ...click, outcome: '{"ok":false}', atMs: 4 });
      expect(await clicks.begin({ ...click, atMs: 5 })).toStrictEqual({ state: 'finished', outcome: '{"ok":true}' });
    });

    test('a click that had no effect can be tried again', async () => {
      const clicks = await openClicks('a');
      await clicks.begin({ ...click, atMs: 1 });
      await clicks.release({ ...click, begunAtMs: 1 });
      expect(await clicks.begin({ ...click, atMs: 2 })).toStrictEqual({ state: 'first' });
    });

    test('a finished click can be neither released nor taken over', async () => {
      const clicks = await openClicks('a');
      await clicks.begin({ ...click, atMs: 1 });
      await clicks.finish({ ...click, outcome: 'done', atMs: 2 });
      await clicks.release({ ...click, begunAtMs: 1 });
      expect(await clicks.takeOver({ ...click, begunAtMs: 1, atMs: 3 })).toBeUndefined();
      expect(await clicks.begin({ ...click, atMs: 4 })).toStrictEqual({ state: 'finished', outcome: 'done' });
    });

    test.each([
      ['later', 50],
      ['in the same millisecond', 1],
      ['after the clock was set back', 0],
    ])('of any number who take over a click %s exactly one may', async (_, atMs) => {
      const clicks = await openClicks('a');
      await clicks.begin({ ...click, atMs: 1 });
      const taken = await Promise.all(
        Array.from({ length: 20 }, () => clicks.takeOver({ ...click, begunAtMs: 1, atMs })),
      );
      expect(taken.filter(Boolean)).toHaveLength(1);
    });

    test('a click that was taken over is begun at the later time, and can be taken over from there', async () => {
      const clicks = await openClicks('a');
      await clicks.begin({ ...click, atMs: 1 });
      await clicks.takeOver({ ...click, begunAtMs: 1, atMs: 50 });
      expect(await clicks.begin({ ...click, atMs: 60 })).toStrictEqual({ state: 'begun', begunAtMs: 50 });
      expect(await clicks.takeOver({ ...click, begunAtMs: 50, atMs: 90 })).toBe(90);
    });

    test('a holder whose click was taken over cannot make it be done twice', async () => {
      const clicks = await openClicks('a');
      await clicks.begin({ ...click, atMs: 1 });
      await clicks.takeOver({ ...click, begunAtMs: 1, atMs: 50 });
      await clicks.release({ ...click, begunAtMs: 1 });
      expect(await clicks.begin({ ...click, atMs: 60 })).toStrictEqual({ state: 'begun', begunAtMs: 50 });
    });

    test('there is nothing to take over of a click that never began', async () => {
      const clicks = await openClicks('a');
      expect(await clicks.takeOver({ ...click, begunAtMs: 1, atMs: 2 })).toBeUndefined();
      expect(await clicks.begin({ ...click, atMs: 3 })).toStrictEqual({ state: 'first' });
    });

    test('clicks begun before a time are forgotten, and counted', async () => {
      const clicks = await openClicks('a', 'b');
      for (const workspaceId of ['a', 'b']) {
        for (const atMs of [1, 2, 3]) await clicks.begin({ workspaceId, clickHash: `h${atMs}`, atMs });
      }
      await clicks.finish({ workspaceId: 'a', clickHash: 'h1', outcome: 'done', atMs: 9 });
      expect(await clicks.forgetBefore(3)).toBe(4);
      expect(await clicks.forgetBefore(3)).toBe(0);
      expect(await clicks.begin({ workspaceId: 'a', clickHash: 'h1', atMs: 9 })).toStrictEqual({ state: 'first' });
      expect(await clicks.begin({ workspaceId: 'b', clickHash: 'h3', atMs: 9 })).toMatchObject({ begunAtMs: 3 });
    });

    test('the outcome of a click that was forgotten while at work is kept all the same', async () => {
      const clicks = await openClicks('a');
      await clicks.begin({ ...click, atMs: 1 });
      await clicks.forgetBefore(2);
      await clicks.finish({ ...click, outcome: 'done', atMs: 3 });
      expect(await clicks.begin({ ...click, atMs: 4 })).toStrictEqual({ state: 'finished', outcome: 'done' });
    });

    test('a click of a workspace that was never installed is refused by name', async () => {
      const clicks = await openClicks('a');
      const stranger = { ...click, workspaceId: 'stranger' };
      const refusal = { code: 'unknown_workspace', message: expect.stringContaining('"stranger"') };
      await expect(clicks.begin({ ...stranger, atMs: 1 })).rejects.toMatchObject(refusal);
      await expect(clicks.finish({ ...stranger, outcome: 'done', atMs: 1 })).rejects.toMatchObject(refusal);
    });

    test.each([
      ['a', 'b'],
      ['b', 'a'],
    ])('nothing done to a click of workspace %s is seen in workspace %s', async (mine, other) => {
      const clicks = await openClicks(mine, other);
      const my = { workspaceId: mine, clickHash: 'h' };
      const their = { workspaceId: other, clickHash: 'h' };
      expect(await clicks.begin({ ...their, atMs: 1 })).toStrictEqual({ state: 'first' });
      expect(await clicks.takeOver({ ...my, begunAtMs: 1, atMs: 2 })).toBeUndefined();
      expect(await clicks.begin({ ...my, atMs: 1 })).toStrictEqual({ state: 'first' });
      await clicks.takeOver({ ...my, begunAtMs: 1, atMs: 5 });
      expect(await clicks.begin({ ...their, atMs: 6 })).toStrictEqual({ state: 'begun', begunAtMs: 1 });
      await clicks.release({ ...my, begunAtMs: 5 });
      expect(await clicks.begin({ ...their, atMs: 6 })).toStrictEqual({ state: 'begun', begunAtMs: 1 });
      await clicks.begin({ ...my, atMs: 7 });
      await clicks.finish({ ...my, outcome: 'mine', atMs: 8 });
      expect(await clicks.begin({ ...their, atMs: 9 })).toStrictEqual({ state: 'begun', begunAtMs: 1 });
      await clicks.finish({ ...their, outcome: 'theirs', atMs: 9 });
      expect(await clicks.begin({ ...my, atMs: 9 })).toStrictEqual({ state: 'finished', outcome: 'mine' });
    });

    test('whatever happens in whatever order, a click has one holder at a time and one outcome', async () => {
      const clicks = await openClicks('a', 'b');
      const step = fc.record({
        verb: fc.constantFrom('begin', 'finish', 'release', 'takeOver'),
        workspaceId: fc.constantFrom('a', 'b'),
        click: fc.nat({ max: 1 }),
        atMs: fc.nat({ max: 3 }),
        begunAtMs: fc.nat({ max: 4 }),
      });
      let run = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 16 }), async (steps) => {
          run += 1;
          const model = new ClickModel();
          for (const [index, { verb, workspaceId, click: number, atMs, begunAtMs }] of steps.entries()) {
            const key = { workspaceId, clickHash: `${run}/${number}` };
            if (verb === 'begin') {
              expect(await clicks.begin({ ...key, atMs })).toStrictEqual(model.begin({ ...key, atMs }));
            } else if (verb === 'takeOver') {
              const change = { ...key, begunAtMs, atMs };
              expect(await clicks.takeOver(change)).toBe(model.takeOver(change));
            } else if (verb === 'finish') {
              await clicks.finish({ ...key, outcome: `outcome ${index}`, atMs });
              model.finish({ ...key, outcome: `outcome ${index}`, atMs });
            } else {
              await clicks.release({ ...key, begunAtMs });
              model.release({ ...key, begunAtMs });
            }
          }
        }),
        { numRuns: 40 },
      );
    });
  });
}
