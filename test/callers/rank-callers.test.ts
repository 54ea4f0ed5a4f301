import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Ranked, rankCallers } from '../../server/callers/rank-callers.ts';

const caller = (contactId: string, facts: Partial<Ranked> = {}): Ranked => ({
  ...{ contactId, role: 'lead', lastSeenAtMs: undefined, hasOpenConversation: false },
  ...{ isAnswer: false, sharesCompany: false },
  ...facts,
});
const idsOf = (ranked: readonly Ranked[]) => ranked.map(({ contactId }) => contactId).join(' ');

const ranked: fc.Arbitrary<Ranked> = fc.record({
  contactId: fc.stringMatching(/^[a-f]{1,4}$/),
  role: fc.constantFrom('user', 'lead', 'visitor'),
  lastSeenAtMs: fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined }),
  hasOpenConversation: fc.boolean(),
  isAnswer: fc.boolean(),
  sharesCompany: fc.boolean(),
});
const callers = fc.uniqueArray(ranked, { selector: ({ contactId }) => contactId, maxLength: 12 });

describe('of several who have a number', () => {
  test('the likeliest comes first, and each reason outweighs all after it', () => {
    const all = [
      caller('seen', { lastSeenAtMs: 9 }),
      caller('company', { sharesCompany: true }),
      caller('open', { hasOpenConversation: true }),
      caller('user', { role: 'user' }),
      caller('answer', { isAnswer: true }),
      caller('nothing'),
    ];
    expect(idsOf(rankCallers(all))).toBe('answer user open company seen nothing');
  });

  test('whoever a teammate named is first, whatever else is known', () => {
    fc.assert(
      fc.property(callers, (all) => {
        const [first] = rankCallers(all);
        return first === undefined || first.isAnswer === all.some(({ isAnswer }) => isAnswer);
      }),
    );
  });

  test('no user comes after a lead, but for whom a teammate named', () => {
    fc.assert(
      fc.property(callers, (all) => {
        const roles = rankCallers(all).flatMap(({ isAnswer, role }) => (isAnswer ? [] : [role === 'user']));
        return roles.lastIndexOf(true) < (roles.includes(false) ? roles.indexOf(false) : roles.length);
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
