import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { jobHandlers } from '../../server/jobs/handlers.ts';
import { createWorker } from '../../server/jobs/worker.ts';
import { openRoom, type Room, type RoomOptions } from '../card/room.ts';
import { newDatabasePath } from '../db/open-store.ts';
import { createTold, sendTo } from './told.ts';

/** Intercom gives up on the answer to a notification after this. */
const NOTIFICATION_MS = 5_000;
const CARD_DEADLINE_MS = 4_000;
/** Of somebody who does not wait for the file at all, on a busy machine. */
const AT_ONCE_MS = 1_000;

async function openRoomInFile(options: RoomOptions = {}) {
  const databasePath = newDatabasePath();
  const room = await openRoom({ ...options, databasePath, clock: Date.now });
  const other = new Database(databasePath);
  onTestFinished(() => void other.close());
  return { room, other, conversationId: room.conversationOf('Jo Vance', 'phone_call') };
}

async function timed<T>(work: Promise<T>): Promise<{ result: T; ms: number }> {
  const startedAtMs = performance.now();
  return { result: await work, ms: performance.now() - startedAtMs };
}

const notes = (room: Room) => room.writes().filter(({ path }) => path.endsWith('/reply'));

describe('while another process keeps the file locked', () => {
  test('cards come as ever, clicks and notifications are refused in time, and the worker goes on by itself', async () => {
    const { room, other, conversationId } = await openRoomInFile();
    const told = createTold(Date.now);
    const send = sendTo(room);
    const worker = createWorker({ deps: room.deps, handlers: jobHandlers, pollMs: 20 });
    onTestFinished(() => worker.stop(0));
    room.deps.wakeWorker = worker.wake;
    expect(await told.tell(send)).toBe(200);
    worker.start();

    other.exec('BEGIN EXCLUSIVE');
    const early = Array.from({ length: 150 }, () => timed(told.tell(send)));
    const cold = await timed(room.open(conversationId));
    expect(cold.result.text).toContain('Jo Vance');
    expect(cold.ms).toBeLessThan(AT_ONCE_MS);
    expect((await timed(Promise.resolve(room.app.inject('/healthz')))).ms).toBeLessThan(AT_ONCE_MS);

    const form = await room.open(conversationId).then((card) => card.click('note'));
    const late = Array.from({ length: 150 }, () => timed(told.tell(send)));
    const saved = await timed(form.click('note:save', { text: 'Call back tomorrow' }));
    expect(saved.ms).toBeLessThan(CARD_DEADLINE_MS);
    expect(saved.result.text).toContain('Call back tomorrow');
    expect(notes(room)).toEqual([]);
    for (const { result, ms } of await Promise.all([...early, ...late])) {
      expect(result).toBe(503);
      expect(ms).toBeLessThan(NOTIFICATION_MS);
    }
    other.exec('COMMIT');

    expect(await told.tell(send)).toBe(200);
    await expect.poll(() => told.lost(room), { timeout: 10_000 }).toEqual([]);
    expect(told.taken()).toHaveLength(2);
    expect((await saved.result.click('note:save', { text: 'Call back tomorrow' })).text).toContain('Note added');
    expect(notes(room)).toHaveLength(1);
  }, 20_000);

  test('for a moment only, nobody is refused: a notification is answered when it is kept', async () => {
    const { room, other, conversationId } = await openRoomInFile();
    const told = createTold(Date.now);
    other.exec('BEGIN IMMEDIATE');
    const waiting = told.tell(sendTo(room));
    await room.open(conversationId);
    expect(told.taken()).toEqual([]);
    other.exec('COMMIT');
    expect(await waiting).toBe(200);
    expect(await room.store.jobs.list({ kind: 'notification', limit: 10 })).toHaveLength(1);
  });

  test('a click that was carried out is answered before its outcome can be written down', async () => {
    const { room, other, conversationId } = await openRoomInFile({
      storeFrom: (store) => ({
        ...store,
        clicks: {
          ...store.clicks,
          async begin(click) {
            const start = await store.clicks.begin(click);
            other.exec('BEGIN IMMEDIATE');
            return start;
          },
        },
      }),
    });
    const form = await room.open(conversationId).then((card) => card.click('note'));
    const { result, ms } = await timed(form.click('note:save', { text: 'Call back tomorrow' }));
    expect(ms).toBeLessThan(CARD_DEADLINE_MS / 2);
    expect(notes(room)).toHaveLength(1);
    expect(result.text).toContain('Note added');
    other.exec('COMMIT');
  });
});
