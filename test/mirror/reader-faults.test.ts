import { describe, expect, test } from 'vitest';
import { StoreUnavailableError } from '../../db/errors.ts';
import type { Store } from '../../db/ports.ts';
import { ASKED_CONTACT, nameOf, openJoRoom } from './reading-room.ts';
import { START_MS, seconds } from './writer-room.ts';

const NOW = START_MS;

describe('when Intercom does not answer', () => {
  test('what was known last stands in, with when that was', async () => {
    const room = await openJoRoom();
    await (await room.open()).contact('c1');
    await room.settled();
    room.time.nowMs = seconds(600);
    room.intercom.failures.set(ASKED_CONTACT, 'intercom_down');
    expect(await (await room.open()).contact('c1')).toMatchObject({
      state: 'known',
      value: { contact: { name: 'Jo Vance' } },
      standIn: { asOfMs: NOW, why: 'intercom_down' },
    });
  });

  test.each(['intercom_unauthorized', 'intercom_forbidden'] as const)(
    'but says %s, nothing stands in: Callcard may not know it any more',
    async (code) => {
      const room = await openJoRoom();
      await (await room.open()).contact('c1');
      await room.settled();
      room.time.nowMs = seconds(600);
      room.intercom.failures.set(ASKED_CONTACT, code);
      expect(await (await room.open()).contact('c1')).toMatchObject({ state: 'unavailable' });
    },
  );

  test('nothing stands in for whoever is about to act', async () => {
    const room = await openJoRoom();
    await (await room.open()).contact('c1');
    await room.settled();
    room.intercom.failures.set(ASKED_CONTACT, 'intercom_down');
    const reader = await room.open();
    expect(await reader.in('now').contact('c1')).toMatchObject({ state: 'unavailable', why: 'intercom_down' });
    expect(await reader.contact('c1')).toEqual({ state: 'known', value: expect.anything() });
  });

  test('and nothing is kept, it is unavailable, not absent', async () => {
    const room = await openJoRoom();
    room.intercom.failures.set(ASKED_CONTACT, 'intercom_down');
    expect(await (await room.open()).contact('c1')).toMatchObject({ state: 'unavailable', why: 'intercom_down' });
  });
});

describe('a database that fails costs no fact', () => {
  const broken = (store: Store, fail: () => Promise<never>): Store => ({
    ...store,
    facts: { ...store.facts, read: fail, begin: fail, change: fail, doubt: fail },
    mirrors: { ...store.mirrors, find: fail, update: fail },
  });

  test('at once', async () => {
    const room = await openJoRoom();
    const store = broken(room.store, async () => {
      throw new StoreUnavailableError('read facts', new Error('no such disk'));
    });
    const reader = await room.open({ store });
    expect(await nameOf(reader.contact('c1'))).toBe('Jo Vance');
    await reader.doubt([{ kind: 'contact', key: 'c1' }]);
    await room.settled();
    expect(room.logged()).toContain('the mirror cannot be used');
  });

  test('by not answering', async () => {
    const room = await openJoRoom();
    const reader = await room.open({ store: broken(room.store, () => new Promise(() => {})) });
    expect(await nameOf(reader.contact('c1'))).toBe('Jo Vance');
  });
});
