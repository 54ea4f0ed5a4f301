import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Ranked, rankCallers } from '../../server/callers/rank-callers.ts';

const caller = (contactId: string, facts: Partial<Ranked> = {}): Ranked => ({
  ...{ contactId, role: 'lead', exact: false, lastSeenAtMs: undefined, hasOpenConversation: false },
  ...{ isAnswer: false, sharesCompany: false },
  ...facts,
});
const idsOf = (ranked: readonly Ranked[]) => ranked.map(({ contactId }) => contactId).join(' ');

const ranked: fc.Arbitrary<Ranked> = fc.record({
  contactId: fc.stringMatching(/^[a-f]{1,4}$/),
  role: fc.constantFrom('user', 'lead', 'visitor'),
  exact: fc.boolean(),
  lastSeenAtMs: fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined }),
  hasOpenConversation: fc.boolean(),
  isAnswer: fc.boolean(),
  sharesCompany: fc.boolean(),
});
/** Whether what is true comes before all that is not. */
const allFirst = (all: readonly boolean[]) =>
  all.lastIndexOf(true) < (all.includes(false) ? all.indexOf(false) : all.length);
const callers = fc.uniqueArray(ranked, { selector: ({ contactId }) => contactId, maxLength: 12 });

describe('of several who have a number', () => {
  test('the likeliest comes first, and each reason outweighs all after it', () => {
    const all = [
      caller('seen', { lastSeenAtMs: 9 }),
      caller('company', { sharesCompany: true }),
      caller('open', { hasOpenConversation: true }),
      caller('user', { role: 'user' }),
      caller('exact', { exact: true }),
      caller('answer', { isAnswer: true }),
      caller('nothing'),
    ];
    expect(idsOf(rankCallers(all))).toBe('answer exact user open company seen nothing');
  });

  test('whoever a teammate named is first, whatever else is known', () => {
    fc.assert(
      fc.property(callers, (all) => {
        const [first] = rankCallers(all);
        return first === undefined || first.isAnswer === all.some(({ isAnswer }) => isAnswer);
      }),
    );
  });

  test('nobody who only may have the number comes before who has it, but for whom a teammate named', () => {
    fc.assert(
      fc.property(callers, (all) => {
        return allFirst(rankCallers(all).flatMap(({ isAnswer, exact }) => (isAnswer ? [] : [exact])));
      }),
    );
  });

  test('no user comes after a lead who has the number as certainly, but for whom a teammate named', () => {
    fc.assert(
      fc.property(callers, fc.boolean(), (all, how) => {
        const alike = rankCallers(all).filter(({ isAnswer, exact }) => !isAnswer && exact === how);
        return allFirst(alike.map(({ role }) => role === 'user'));
      }),
    );
  });

  test('nobody is left out, and the order is the same however they came', () => {
    const shuffled = callers.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, ([all, others]) => {
        expect(rankCallers(others)).toEqual(rankCallers(all));
        expect(new Set(rankCallers(all))).toEqual(new Set(all));
      }),
    );
  });
});
