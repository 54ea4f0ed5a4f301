import { describe, expect, test } from 'vitest';
import { calls, contact, factsOf, listed, openFacts } from './known-facts.ts';
import { installation, type OpenStore } from './open-store.ts';

const ABOUT_JO = [
  contact('jo'),
  { kind: 'companies', key: 'jo' },
  { kind: 'contact_tags', key: 'jo' },
  { kind: 'conversations', key: 'jo' },
  { kind: 'conversation', key: '7' },
  calls('7'),
  { kind: 'fin_voice', key: '7' },
] as const;

/** Contacts by their numbers, from lists, and gone. */
export function contactSuite(openStore: OpenStore): void {
  describe('contacts', () => {
    test('are found by each of their numbers, and only by those they have now', async () => {
      const { a } = await openFacts(openStore);
      await a.learn(contact('b'), '"Bo"', { phones: ['+1', '+2', '+1'] });
      await a.learn(contact('a'), '"Al"', { phones: ['+1'] });
      expect([await a.withPhone('+1'), await a.withPhone('+2'), await a.withPhone('+3')]).toEqual([
        ['a', 'b'],
        ['b'],
        [],
      ]);
      expect(await a.withPhone('+1', 1)).toEqual(['a']);
      await a.learn(contact('b'), '"Bo without being asked for numbers"');
      expect(await a.withPhone('+2')).toEqual(['b']);
      await a.learn(contact('b'), '"Bo"', { phones: ['+3'] });
      expect([await a.withPhone('+1'), await a.withPhone('+2'), await a.withPhone('+3')]).toEqual([['a'], [], ['b']]);
      await a.learn(contact('b'), '"Bo"', { phones: [] });
      expect(await a.withPhone('+3')).toEqual([]);
    });

    test('keep their numbers when a change of them does not take effect', async () => {
      const { a } = await openFacts(openStore);
      await a.learn(contact('a'), '"Al"', { versionMs: 5, phones: ['+1'] });
      const [generation = 0] = await a.begin(contact('a'));
      expect(await a.change(contact('a'), generation, { value: '"old"', versionMs: 4, phones: ['+2'] })).toBe(false);
      expect(await a.change(contact('a'), generation + 1, { value: '"lost"', phones: [] })).toBe(false);
      expect([await a.withPhone('+1'), await a.withPhone('+2')]).toEqual([['a'], []]);
    });

    test('of a list are kept when they are new or newer than what is known', async () => {
      const { a } = await openFacts(openStore);
      expect(await a.list(listed('new', 5, ['+1']), listed('bare', 5))).toBe(2);
      expect(await a.read(contact('new'), contact('bare'))).toMatchObject([
        { value: '"new at 5"', versionMs: 5, learnedFrom: 'read' },
        { value: '"bare at 5"', versionMs: 5 },
      ]);
      expect(await a.list(listed('new', 4, ['+4']), listed('new', 5, ['+5']), listed('bare', 6, ['+6']))).toBe(1);
      expect([await a.value(contact('new')), await a.value(contact('bare'))]).toEqual(['"new at 5"', '"bare at 6"']);
      expect(await Promise.all(['+1', '+4', '+5', '+6'].map((phone) => a.withPhone(phone)))).toEqual([
        ['new'],
        [],
        [],
        ['bare'],
      ]);
      expect(await a.list()).toBe(0);
    });

    test('that are in a list more than once are kept as they were last', async () => {
      const { a } = await openFacts(openStore);
      expect(await a.list(listed('x', 5, ['+5']), listed('x', 7, ['+7']), listed('x', 6, ['+6']))).toBe(1);
      expect(await a.value(contact('x'))).toBe('"x at 7"');
      expect([await a.withPhone('+5'), await a.withPhone('+6'), await a.withPhone('+7')]).toEqual([[], [], ['x']]);
    });

    test('that a card is reading are kept from a list all the same, and the card keeps nothing', async () => {
      const { a } = await openFacts(openStore);
      const [generation = 0] = await a.begin(contact('x'));
      expect(await a.list(listed('x', 5))).toBe(1);
      expect(await a.change(contact('x'), generation, { value: '"read before"', versionMs: 9 })).toBe(false);
      expect(await a.value(contact('x'))).toBe('"x at 5"');
    });

    test('that are doubted are not known again from a list that is not newer', async () => {
      const { a } = await openFacts(openStore);
      await a.list(listed('x', 5));
      await a.doubt(contact('x'));
      expect(await a.list(listed('x', 5))).toBe(0);
      expect(await a.value(contact('x'))).toBeUndefined();
      expect(await a.list(listed('x', 6))).toBe(1);
    });

    test('of an older install make room for those of a list, however new they were', async () => {
      const { store, facts, a } = await openFacts(openStore);
      await a.list(listed('x', 9, ['+9']));
      const [old = 0] = await a.begin(contact('x'));
      await store.workspaces.install(installation('a'));
      const again = factsOf(facts, { epoch: 2 });
      expect(await again.list(listed('x', 3, ['+3']))).toBe(1);
      expect(await again.read(contact('x'))).toMatchObject([{ value: '"x at 3"', versionMs: 3 }]);
      expect([await again.withPhone('+9'), await again.withPhone('+3')]).toEqual([[], ['x']]);
      expect(await a.change(contact('x'), old, { value: '"late"' })).toBe(false);
    });

    test('of lists that come at once are each kept at the newest', async () => {
      const { a } = await openFacts(openStore);
      const ids = Array.from({ length: 20 }, (_, nth) => `c${nth}`);
      const lists = Array.from({ length: 6 }, (_, nth) => ids.map((id) => listed(id, nth + 1, [`+${nth + 1}`])));
      await Promise.all(lists.map((list, nth) => a.list(...(nth % 2 === 0 ? list : list.toReversed()))));
      const kept = await a.read(...ids.map(contact));
      expect(new Set(kept.map((fact) => fact?.versionMs))).toEqual(new Set([6]));
      expect(await a.withPhone('+6', 100)).toHaveLength(20);
      expect(await a.withPhone('+5', 100)).toEqual([]);
    });

    test('that something is known of are listed by their ids, page by page, each as it is kept', async () => {
      const { facts, a } = await openFacts(openStore);
      const ids = ['c', 'a', 'e', 'b', 'd'];
      await a.list(...ids.map((id) => listed(id, 5, id === 'b' ? [] : ['+1'])));
      await a.learn(calls('a'), '[]');
      await a.doubt(contact('d'));
      await a.begin(contact('0'));
      const page = (afterContactId: string, limit = 2, epoch = 1) =>
        facts.keptContacts({ workspaceId: 'a', epoch, afterContactId, limit });
      const pages = [await page(''), await page('b'), await page('e')];
      expect(pages.map((some) => some.map(({ key }) => key))).toEqual([['a', 'b'], ['c', 'e'], []]);
      expect(pages.flat()).toStrictEqual(await a.read(...['a', 'b', 'c', 'e'].map(contact)));
      expect([
        await page('', 9, 2),
        await facts.keptContacts({ workspaceId: 'b', epoch: 1, afterContactId: '', limit: 9 }),
      ]).toEqual([[], []]);
    });

    test('that are removed take with them what is about them, and nothing else', async () => {
      const { a } = await openFacts(openStore);
      await a.list(listed('jo', 5, ['+1', '+2']), listed('al', 5, ['+1']));
      for (const key of ABOUT_JO.slice(1)) await a.learn(key, '"about Jo"', { contactId: 'jo' });
      const others = [contact('al'), calls('8'), { kind: 'company', key: 'jo' }, { kind: 'teams', key: '' }] as const;
      await a.learn(calls('8'), '"about Al"', { contactId: 'al' });
      for (const key of others.slice(2)) await a.learn(key, '"of nobody"');
      const before = await a.read(...others);
      const [generation = 0] = await a.begin(contact('jo'));
      await a.remove('jo', 6);
      const [jo, ...rest] = await a.read(...ABOUT_JO);
      expect(jo).toMatchObject({ value: undefined, versionMs: 6 });
      expect(jo?.generation).toBeGreaterThan(generation);
      expect(rest).toEqual(rest.map(() => undefined));
      expect([await a.withPhone('+1'), await a.withPhone('+2')]).toEqual([['al'], []]);
      expect(await a.read(...others)).toStrictEqual(before);
    });

    test('that are removed do not come back from what was read before, not even from a first look', async () => {
      const { a } = await openFacts(openStore);
      await a.list(listed('jo', 5));
      const generations = await a.begin(...ABOUT_JO);
      await a.remove('jo', 6);
      for (const [nth, key] of ABOUT_JO.entries()) {
        const read = { value: '"read before"', contactId: 'jo' };
        expect(await a.change(key, generations[nth] ?? 0, read), key.kind).toBe(false);
      }
      expect(await a.list(listed('jo', 5, ['+1']))).toBe(0);
      expect(await a.list(listed('jo', 6, ['+1']))).toBe(0);
      await a.begin(...ABOUT_JO);
      for (const [nth, key] of ABOUT_JO.entries()) {
        expect(await a.change(key, generations[nth] ?? 0, { value: '"read before"', contactId: 'jo' })).toBe(false);
      }
      expect(await a.withPhone('+1')).toEqual([]);
    });

    test('that were never heard of leave a mark when they are removed, so that no older list brings them', async () => {
      const { a } = await openFacts(openStore);
      await a.remove('jo', 6);
      expect(await a.list(listed('jo', 5, ['+1']))).toBe(0);
      expect(await a.read(contact('jo'))).toMatchObject([{ value: undefined, versionMs: 6 }]);
      expect(await a.list(listed('jo', 7, ['+1']))).toBe(1);
      expect(await a.withPhone('+1')).toEqual(['jo']);
    });

    test('that are known as they were after a removal stay, with their numbers and all that is about them', async () => {
      const { a } = await openFacts(openStore);
      await a.list(listed('jo', 9, ['+1']));
      for (const key of ABOUT_JO.slice(1)) await a.learn(key, '"about Jo"', { contactId: 'jo' });
      const before = await a.read(...ABOUT_JO);
      await a.remove('jo', 8);
      expect(await a.read(...ABOUT_JO)).toStrictEqual(before);
      expect(await a.withPhone('+1')).toEqual(['jo']);
      await a.remove('jo', 9);
      expect(await a.read(contact('jo'))).toMatchObject([{ value: undefined, versionMs: 9 }]);
      expect(await a.withPhone('+1')).toEqual([]);
    });

    test('that are removed leave what is known of nobody in doubt, and what was deleted deleted', async () => {
      const { a } = await openFacts(openStore);
      const deleted = { kind: 'conversation', key: 'x' } as const;
      const [generation = 0] = await a.begin(deleted);
      await a.change(deleted, generation, { value: undefined, versionMs: 5 });
      await a.learn(calls('y'), '"of somebody"');
      await a.remove('jo', 6);
      expect(await a.read(deleted, calls('y'))).toMatchObject([
        { value: undefined, versionMs: 5 },
        { value: undefined, versionMs: undefined },
      ]);
      const [now = 0] = await a.begin(deleted);
      expect(await a.change(deleted, now, { value: '"as it was"', versionMs: 4 })).toBe(false);
    });

    test('that are removed, listed, changed and read at once leave nothing behind that hinders anybody', async () => {
      const { a } = await openFacts(openStore);
      for (let round = 1; round <= 5; round += 1) {
        await Promise.all([
          a.remove('jo', round),
          a.list(listed('jo', round, ['+1']), listed('al', round, ['+1'])),
          a.begin(...ABOUT_JO),
          a.begin(...ABOUT_JO.toReversed()),
          a.doubt(...ABOUT_JO),
          a.remove('jo', round),
        ]);
      }
      await a.remove('jo', 6);
      expect(await a.withPhone('+1')).toEqual(['al']);
      expect(await a.read(contact('jo'))).toMatchObject([{ value: undefined, versionMs: 6 }]);
    });
  });
}
