import { describe, expect, test } from 'vitest';
import { UnknownWorkspaceError } from '../../db/errors.ts';
import { contactSuite } from './fact-contact-suite.ts';
import { forgettingSuite } from './fact-forgetting-suite.ts';
import { factOrderSuite } from './fact-order-suite.ts';
import { calls, contact, factsOf, NOW_MS, openFacts } from './known-facts.ts';
import { installation, type OpenStore } from './open-store.ts';

const TEAMS = { kind: 'teams', key: '' } as const;

/** What every `FactStore` guarantees. */
export function factStoreSuite(openStore: OpenStore): void {
  describe('facts', () => {
    test('of which nothing was ever asked have no place', async () => {
      const { a } = await openFacts(openStore);
      expect(await a.read(contact('1'), TEAMS)).toStrictEqual([undefined, undefined]);
      expect(await a.read()).toStrictEqual([]);
    });

    test('begun have a place of a generation, in which nothing is known', async () => {
      const { a } = await openFacts(openStore);
      const generations = await a.begin(contact('1'), TEAMS);
      const kept = await a.read(TEAMS, contact('1'));
      expect(kept).toStrictEqual([
        {
          kind: 'teams',
          key: '',
          value: undefined,
          versionMs: undefined,
          generation: generations[1],
          learnedAtMs: NOW_MS,
          learnedFrom: 'read',
        },
        expect.objectContaining({ kind: 'contact', key: '1', value: undefined, generation: generations[0] }),
      ]);
    });

    test('begun again stay as they are, also twice in one call and by any number at once', async () => {
      const { a } = await openFacts(openStore);
      const [first = 0] = await a.begin(contact('1'));
      await a.change(contact('1'), first, { value: '"Jo"', versionMs: 5 });
      const [kept] = await a.read(contact('1'));
      const again = await Promise.all(Array.from({ length: 10 }, () => a.begin(contact('1'), TEAMS, contact('1'))));
      expect(await a.read(contact('1'))).toStrictEqual([kept]);
      const [teams] = await a.read(TEAMS);
      for (const generations of again) {
        expect(generations).toStrictEqual([kept?.generation, teams?.generation, kept?.generation]);
      }
    });

    test('changed are kept as they were given, whatever characters are in them', async () => {
      const { a } = await openFacts(openStore);
      const key = { kind: 'conversation', key: '12\0 ☎️' } as const;
      const [generation = 0] = await a.begin(key);
      const value = JSON.stringify({ name: 'Ünï☎️ \0 \ufdd0 "\\{}' });
      const to = { value, versionMs: 7, learnedAtMs: 3, learnedFrom: 'notification', contactId: '1' } as const;
      expect(await a.change(key, generation, to)).toBe(true);
      const [kept] = await a.read(key);
      const { contactId: _, ...told } = to;
      expect(kept).toStrictEqual({ ...key, ...told, generation: expect.any(Number) });
      expect(kept?.generation).toBeGreaterThan(generation);
    });

    test('are read in the order of the keys, any number of them', async () => {
      const { a } = await openFacts(openStore);
      for (const key of ['1', '2', '3']) await a.learn(contact(key), `"${key}"`);
      const keys = ['3', 'none', '1', '2', '3'].map(contact);
      expect((await a.read(...keys)).map((fact) => fact?.value)).toEqual(['"3"', undefined, '"1"', '"2"', '"3"']);
    });

    test('change together each for itself, and the results tell which did', async () => {
      const { facts, a } = await openFacts(openStore);
      const [one = 0, teams = 0] = await a.begin(contact('1'), TEAMS);
      const learned = { versionMs: 5, learnedAtMs: NOW_MS, learnedFrom: 'read' } as const;
      const changes = [
        { ...TEAMS, ...learned, generation: teams, value: '"teams"' },
        { ...contact('none'), ...learned, generation: 1, value: '"no place"' },
        { ...contact('1'), ...learned, generation: one, value: '"first"' },
        { ...contact('1'), ...learned, generation: one, value: '"of the same generation"' },
        { ...contact('1'), ...learned, generation: one + 1, value: '"after the first"' },
      ];
      const change = { workspaceId: 'a', epoch: 1, nowMs: NOW_MS, changes };
      expect(await facts.change(change)).toEqual([true, false, true, false, true]);
      expect(await facts.change({ ...change, changes: [] })).toEqual([]);
      expect([await a.value(TEAMS), await a.value(contact('1'))]).toEqual(['"teams"', '"after the first"']);
      expect(await a.read(contact('none'))).toEqual([undefined]);
    });

    test('that are doubted are not known any more, and whoever was reading them keeps nothing', async () => {
      const { a } = await openFacts(openStore);
      await a.learn(contact('1'), '"Jo"', { versionMs: 5 });
      const [one = 0, two = 0] = await a.begin(contact('1'), contact('2'));
      expect(await a.doubt(contact('1'), contact('2'), contact('no place'))).toBe(2);
      expect(await a.read(contact('1'), contact('2'))).toMatchObject([
        { value: undefined, versionMs: 5 },
        { value: undefined, versionMs: undefined },
      ]);
      expect(await a.change(contact('1'), one, { value: '"read before"' })).toBe(false);
      expect(await a.change(contact('2'), two, { value: '"read before"' })).toBe(false);
      await a.learn(contact('1'), '"read after"', { versionMs: 5 });
      expect(await a.value(contact('1'))).toBe('"read after"');
      expect(await a.doubt()).toBe(0);
    });

    test('of an older install are not there, and whoever still reads for it keeps nothing', async () => {
      const { store, facts, a } = await openFacts(openStore);
      await a.learn(contact('1'), '"Jo"', { versionMs: 5, phones: ['+1'] });
      const [old = 0] = await a.begin(contact('1'));
      await store.workspaces.install(installation('a'));
      const again = factsOf(facts, { epoch: 2 });
      expect(await again.read(contact('1'))).toEqual([undefined]);
      expect(await again.withPhone('+1')).toEqual([]);
      expect(await again.doubt(contact('1'))).toBe(0);
      expect(await again.change(contact('1'), old, { value: '"without a place"' })).toBe(false);

      const [generation = 0] = await again.begin(contact('1'));
      expect(generation).toBeGreaterThan(old);
      expect(await again.read(contact('1'))).toMatchObject([{ value: undefined, versionMs: undefined, generation }]);
      expect(await a.change(contact('1'), old, { value: '"late"' })).toBe(false);
      expect(await a.change(contact('1'), generation, { value: '"late"' })).toBe(false);
      expect(await again.change(contact('1'), generation, { value: '"new"', versionMs: 1 })).toBe(true);
    });

    test('of a newer install are neither seen nor changed by whoever still works for the older one', async () => {
      const { store, facts, a } = await openFacts(openStore);
      await store.workspaces.install(installation('a'));
      const again = factsOf(facts, { epoch: 2 });
      await again.list(listedJo);
      await again.learn(calls('9'), '"calls"', { contactId: '1' });
      const before = await again.read(contact('1'), calls('9'));
      expect(await a.read(contact('1'))).toEqual([undefined]);
      expect(await a.withPhone('+1')).toEqual([]);
      const [generation = 0] = await a.begin(contact('1'));
      expect(await a.change(contact('1'), generation, { value: '"late"', phones: [] })).toBe(false);
      expect(await a.list({ ...listedJo, versionMs: 99, phones: [] })).toBe(0);
      expect(await a.doubt(contact('1'))).toBe(0);
      await a.remove('1', 99);
      expect(await again.read(contact('1'), calls('9'))).toStrictEqual(before);
      expect(await again.withPhone('+1')).toEqual(['1']);
    });

    test('are not kept for a workspace that was never installed, which is refused by name', async () => {
      const { facts } = await openFacts(openStore);
      const stranger = factsOf(facts, { workspaceId: 'stranger' });
      const { begin, list, remove } = stranger;
      for (const call of [() => begin(TEAMS), () => list(listedJo), () => remove('1', 5)]) {
        const error: unknown = await call().catch((reason: unknown) => reason);
        expect(error).toBeInstanceOf(UnknownWorkspaceError);
        expect(error).toMatchObject({ message: expect.stringContaining('"stranger"') });
      }
      expect(await stranger.change(TEAMS, 1, { value: '[]' })).toBe(false);
      expect(await stranger.doubt(TEAMS)).toBe(0);
      expect(await stranger.read(TEAMS)).toEqual([undefined]);
    });

    test.each([
      ['a', 'b'],
      ['b', 'a'],
    ])('of workspace %s with the same ids have nothing to do with those of workspace %s', async (mine, other) => {
      const { store, facts } = await openFacts(openStore);
      await store.workspaces.install(installation('b'));
      const [my, their] = [factsOf(facts, { workspaceId: mine }), factsOf(facts, { workspaceId: other })];
      for (const some of [my, their]) {
        await some.list(listedJo);
        await some.learn(calls('9'), '"calls"', { contactId: '1' });
      }
      const before = await their.read(contact('1'), calls('9'));
      await my.begin(contact('1'), calls('9'));
      await my.doubt(contact('1'), calls('9'));
      await my.learn(contact('1'), '"mine"', { versionMs: 50, phones: ['+2'] });
      await my.list({ ...listedJo, versionMs: 60, phones: ['+3'] });
      await my.remove('1', 70);
      expect(await their.read(contact('1'), calls('9'))).toStrictEqual(before);
      expect(await Promise.all(['+1', '+2', '+3'].map((phone) => their.withPhone(phone)))).toEqual([['1'], [], []]);
    });

    factOrderSuite(openStore);
    contactSuite(openStore);
    forgettingSuite(openStore);
  });
}

const listedJo = { contactId: '1', value: '"Jo"', versionMs: 10, phones: ['+1'] };
