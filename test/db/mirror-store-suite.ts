import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UnknownWorkspaceError } from '../../db/errors.ts';
import type { Mirror } from '../../db/mirror-ports.ts';
import { installation, type OpenStore } from './open-store.ts';

const A = { workspaceId: 'a', epoch: 1 };
const AGAIN = { workspaceId: 'a', epoch: 2 };

const EMPTY: Omit<Mirror, 'workspaceId' | 'epoch'> = {
  phase: 'waiting',
  cursor: undefined,
  contactsSeen: 0,
  contactsTotal: undefined,
  syncStartedAtMs: undefined,
  syncFinishedAtMs: undefined,
  reconciledAtMs: undefined,
  agreedAtMs: undefined,
  notifiedAtMs: undefined,
};

/** What every `MirrorStore` guarantees. */
export function mirrorStoreSuite(openStore: OpenStore): void {
  async function openMirrors(...workspaceIds: string[]) {
    const store = await openStore();
    for (const workspaceId of ['a', ...workspaceIds]) await store.workspaces.install(installation(workspaceId));
    return { store, mirrors: store.mirrors };
  }

  describe('mirrors', () => {
    test('a workspace of which nothing was learned has none', async () => {
      const { mirrors } = await openMirrors();
      expect(await mirrors.find(A)).toBeUndefined();
    });

    test('a mirror begins empty but for what is written', async () => {
      const { mirrors } = await openMirrors();
      await mirrors.update(A, { notifiedAtMs: 7 });
      expect(await mirrors.find(A)).toStrictEqual({ ...A, ...EMPTY, notifiedAtMs: 7 });
    });

    test('any fields are written in any order, and the others stay', async () => {
      const { mirrors } = await openMirrors();
      const number = fc.option(fc.nat(), { nil: undefined });
      const fields = fc.record(
        {
          phase: fc.constantFrom('waiting' as const, 'running' as const, 'done' as const),
          cursor: fc.option(fc.string(), { nil: undefined }),
          contactsSeen: fc.nat(),
          contactsTotal: number,
          syncStartedAtMs: number,
          syncFinishedAtMs: number,
          reconciledAtMs: number,
          agreedAtMs: number,
          notifiedAtMs: number,
        },
        { requiredKeys: [] },
      );
      let epoch = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(fields, { minLength: 1, maxLength: 5 }), async (updates) => {
          epoch += 1;
          const here = { workspaceId: 'a', epoch };
          for (const update of updates) await mirrors.update(here, update);
          expect(await mirrors.find(here)).toStrictEqual(Object.assign({ ...here, ...EMPTY }, ...updates));
        }),
        { numRuns: 20 },
      );
    });

    test('what a mirror always has is not taken from it', async () => {
      const { mirrors } = await openMirrors();
      await mirrors.update(A, { phase: 'done', contactsSeen: 5 });
      await mirrors.update(A, { phase: undefined, contactsSeen: undefined, cursor: undefined });
      await mirrors.update(A, {});
      expect(await mirrors.find(A)).toMatchObject({ phase: 'done', contactsSeen: 5 });
    });

    test('different fields that are written at once are all there afterwards', async () => {
      const { mirrors } = await openMirrors();
      const updates = [{ agreedAtMs: 1 }, { notifiedAtMs: 2 }, { phase: 'running' }, { cursor: 'c' }] as const;
      await Promise.all(updates.map((update) => mirrors.update(A, update)));
      expect(await mirrors.find(A)).toStrictEqual({ ...A, ...EMPTY, ...Object.assign({}, ...updates) });
    });

    test('a new install begins with an empty mirror, and the older one cannot be written any more', async () => {
      const { store, mirrors } = await openMirrors();
      await mirrors.update(A, { phase: 'done', cursor: 'c', contactsSeen: 9, agreedAtMs: 5 });
      await store.workspaces.install(installation('a'));
      expect(await mirrors.find(AGAIN)).toBeUndefined();
      await mirrors.update(AGAIN, { syncStartedAtMs: 8 });
      const expected = { ...AGAIN, ...EMPTY, syncStartedAtMs: 8 };
      expect(await mirrors.find(AGAIN)).toStrictEqual(expected);
      await mirrors.update(A, { phase: 'done', agreedAtMs: 6 });
      expect(await mirrors.find(AGAIN)).toStrictEqual(expected);
      expect(await mirrors.find(A)).toBeUndefined();
    });

    test('a mirror of a workspace that was never installed is refused by name', async () => {
      const { mirrors } = await openMirrors();
      const error: unknown = await mirrors
        .update({ workspaceId: 'stranger', epoch: 1 }, { agreedAtMs: 1 })
        .catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(UnknownWorkspaceError);
      expect(await mirrors.find({ workspaceId: 'stranger', epoch: 1 })).toBeUndefined();
    });

    test('what is written of one workspace is not seen in another', async () => {
      const { mirrors } = await openMirrors('b');
      await mirrors.update(A, { phase: 'done', cursor: 'mine' });
      expect(await mirrors.find({ workspaceId: 'b', epoch: 1 })).toBeUndefined();
      await mirrors.update({ workspaceId: 'b', epoch: 1 }, { cursor: 'theirs' });
      expect(await mirrors.find(A)).toMatchObject({ phase: 'done', cursor: 'mine' });
    });

    test('those to be reconciled are synced, connected, of the present install, and were not lately', async () => {
      const ids = ['done', 'lately', 'longAgo', 'running', 'gone', 'lost', 'reinstalled', 'again'];
      const { store, mirrors } = await openMirrors(...ids);
      for (const workspaceId of ids) await mirrors.update({ workspaceId, epoch: 1 }, { phase: 'done' });
      await mirrors.update({ workspaceId: 'running', epoch: 1 }, { phase: 'running' });
      await mirrors.update({ workspaceId: 'lately', epoch: 1 }, { reconciledAtMs: 100 });
      await mirrors.update({ workspaceId: 'longAgo', epoch: 1 }, { reconciledAtMs: 99 });
      await store.workspaces.markUninstalled({ workspaceId: 'gone', epoch: 1, atMs: 5 });
      await store.workspaces.markDisconnected({ workspaceId: 'lost', epoch: 1, reason: 'token_revoked', atMs: 5 });
      for (const workspaceId of ['reinstalled', 'again']) await store.workspaces.install(installation(workspaceId));
      await mirrors.update({ workspaceId: 'again', epoch: 2 }, { phase: 'done' });

      const list = async (afterWorkspaceId: string, limit: number) =>
        (await mirrors.listToReconcile({ beforeMs: 100, afterWorkspaceId, limit })).map((one) => one.workspaceId);
      expect(await list('', 10)).toEqual(['again', 'done', 'longAgo']);
      expect(await list('', 2)).toEqual(['again', 'done']);
      expect(await list('done', 2)).toEqual(['longAgo']);
      const [again] = await mirrors.listToReconcile({ beforeMs: 100, afterWorkspaceId: '', limit: 1 });
      expect(again).toStrictEqual(await mirrors.find({ workspaceId: 'again', epoch: 2 }));
    });
  });
}
