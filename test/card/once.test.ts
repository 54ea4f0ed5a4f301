import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../canvas/view.ts';
import { clickHash, createOnce, type Once } from '../../server/card/once.ts';
import { installation, openMemoryStore } from '../db/open-store.ts';

const log = pino({ level: 'silent' });
const done: Outcome = { ok: true, did: 'note-added', what: 'Ada' };
const failed: Outcome = { ok: false, why: 'rate_limited' };
const key = { workspaceId: 'acme01', clickHash: 'a1' };

async function setUp() {
  const store = await openMemoryStore();
  await store.workspaces.install(installation('acme01'));
  const time = { nowMs: 1_000_000 };
  const make = (): Once => createOnce({ clicks: store.clicks, clock: () => time.nowMs, later: () => {} });
  return { store, time, make };
}

describe('a click', () => {
  test('sent twice at once acts once, and both get the result', async () => {
    const { make } = await setUp();
    const once = make();
    let acted = 0;
    const perform = async () => {
      acted += 1;
      await new Promise((resolve) => setImmediate(resolve));
      return done;
    };
    expect(await Promise.all([once(key, perform, log), once(key, perform, log)])).toEqual([done, done]);
    expect(acted).toBe(1);
  });

  test('replayed later, or at another instance, gets the kept result and does not act', async () => {
    const { make } = await setUp();
    await make()(key, async () => done, log);
    const replay = await make()(key, () => Promise.reject(new Error('must not act')), log);
    expect(replay).toEqual(done);
  });

  test('that certainly failed may be tried again', async () => {
    const { make } = await setUp();
    const once = make();
    expect(await once(key, async () => failed, log)).toEqual(failed);
    expect(await once(key, async () => done, log)).toEqual(done);
  });

  test('whose end nobody knows is not tried again', async () => {
    const { make } = await setUp();
    const once = make();
    const unknown: Outcome = { ok: false, why: 'unknown' };
    await once(key, async () => unknown, log);
    expect(await once(key, () => Promise.reject(new Error('must not act')), log)).toEqual(unknown);
  });

  test('that another instance is working on is left to it', async () => {
    const { store, time, make } = await setUp();
    await store.clicks.begin({ ...key, atMs: time.nowMs });
    time.nowMs += 5_000;
    expect(await make()(key, () => Promise.reject(new Error('must not act')), log)).toEqual({
      ok: false,
      why: 'under_way',
    });
  });

  test('cut off by a crash is looked into before it is done again', async () => {
    const { store, time, make } = await setUp();
    await store.clicks.begin({ ...key, atMs: time.nowMs });
    time.nowMs += 60_000;
    const asked: boolean[] = [];
    const perform = async (again: boolean) => {
      asked.push(again);
      return done;
    };
    expect(await make()(key, perform, log)).toEqual(done);
    expect(asked).toEqual([true]);
  });

  test('is answered although its outcome takes long to be written down, and a replay meanwhile gets it too', async () => {
    const { store, time } = await setUp();
    const writing = Promise.withResolvers<void>();
    const unfinished: Promise<unknown>[] = [];
    const clicks = { ...store.clicks, finish: () => writing.promise };
    const once = createOnce({ clicks, clock: () => time.nowMs, later: (work) => void unfinished.push(work) });
    expect(await once(key, async () => done, log)).toEqual(done);
    expect(await once(key, () => Promise.reject(new Error('must not act')), log)).toEqual(done);
    writing.resolve();
    await Promise.all(unfinished);
  });

  test('that cannot be written down is not carried out', async () => {
    const { store, make } = await setUp();
    await store.close();
    const outcome = await make()(key, () => Promise.reject(new Error('must not act')), log);
    expect(outcome).toEqual({ ok: false, why: 'store_unavailable' });
  });

  test('is another one when its canvas, conversation, teammate, component or input is another', () => {
    const base = {
      origin: 'n',
      conversationId: '1',
      viewerId: '7',
      componentId: 'note:save',
      inputValues: { text: 'a' },
    };
    const hashes = [
      base,
      { ...base, origin: 'm' },
      { ...base, conversationId: '2' },
      { ...base, viewerId: undefined },
      { ...base, componentId: 'note' },
      { ...base, inputValues: { text: 'b' } },
    ].map(clickHash);
    expect(new Set(hashes).size).toBe(6);
    expect(clickHash(structuredClone(base))).toBe(hashes[0]);
  });
});
