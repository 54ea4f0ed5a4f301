import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type {
  CallerAnswerFact,
  CallersNumber,
  Candidate,
  MergeSide,
  NumberSharing,
} from '../../canvas/caller-facts.ts';
import { homeCard } from '../../canvas/cards/home.ts';
import { mergeCard } from '../../canvas/cards/merge-card.ts';
import { whoCard } from '../../canvas/cards/who-card.ts';
import { known, type PhoneNumber } from '../../canvas/facts.ts';
import { nextStep } from '../../canvas/flow.ts';
import type { Canvas } from '../../canvas/kit/components.ts';
import { estimateHeightPx } from '../../canvas/kit/estimate-height.ts';
import { LIMITS } from '../../canvas/kit/limits.ts';
import { renderText } from '../../canvas/kit/render-text.ts';
import { validateCanvas } from '../../canvas/kit/validate.ts';
import { textsFor } from '../../canvas/texts/catalogue.ts';
import type { Outcome } from '../../canvas/view.ts';
import * as any from './arbitrary-facts.ts';

const frame = { texts: textsFor('en'), nonce: 'nonce-for-tests-' };
const faultsOf = (canvas: Canvas, first = false) =>
  validateCanvas(JSON.parse(JSON.stringify(canvas)), { location: 'inbox', first });

const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined });
const words = fc.oneof(
  fc.string({ minLength: 1, maxLength: 60 }),
  fc.constantFrom('[x](https://evil.test)', '**bold**', 'a'.repeat(3_000), '👩‍👩‍👧‍👦'.repeat(60), '\n\t', '\ud800'),
);
const id = fc.oneof(fc.stringMatching(/^[0-9a-f]{24}$/), fc.string({ minLength: 1, maxLength: 20 }));
const atMs = fc.integer({ min: 0, max: 4_102_444_800_000 });

const phone: fc.Arbitrary<PhoneNumber> = fc.oneof(
  fc.record({
    raw: words,
    international: maybe(fc.constantFrom('+33 7 62 04 35 75', '+1 415 555 0100')),
    countryCode: maybe(fc.constantFrom('FR', 'VG', 'GS')),
  }),
  fc.constant({ raw: '+33762043575', international: '+33 7 62 04 35 75', countryCode: 'FR', guessed: true as const }),
  fc.constant({ raw: '+266696687', international: undefined, countryCode: undefined, hidden: true as const }),
);
const number: fc.Arbitrary<CallersNumber> = fc.record({
  phone,
  e164: maybe(fc.constant('+33762043575')),
  lookUp: maybe(fc.constant('+33762043575')),
  from: fc.constantFrom('call', 'contact'),
});
const answer: fc.Arbitrary<CallerAnswerFact> = fc.record({
  contactId: id,
  name: maybe(words),
  teammateId: id,
  atMs,
});
const sharing: fc.Arbitrary<NumberSharing> = fc.record({
  count: fc.integer({ min: 0, max: 20 }),
  possible: fc.integer({ min: 0, max: 20 }),
  more: fc.boolean(),
  includesContact: fc.boolean(),
  isDuplicate: fc.boolean(),
  answer: maybe(answer),
});
const homeFacts = fc
  .tuple(any.homeFacts, maybe(number), maybe(any.fact(sharing)))
  .map(([facts, ofCaller, callers]) => ({ ...facts, number: ofCaller, callers }));

const candidate: fc.Arbitrary<Candidate> = fc.record({
  contactId: id,
  role: fc.oneof(fc.constantFrom('user', 'lead', 'constructor'), words),
  exact: fc.boolean(),
  name: maybe(words),
  email: maybe(words),
  company: maybe(words),
  lastSeenAtMs: maybe(atMs),
  hasOpenConversation: fc.boolean(),
  isHere: fc.boolean(),
});
const candidates = fc.uniqueArray(candidate, { selector: ({ contactId }) => contactId, maxLength: 100 });
const side: fc.Arbitrary<MergeSide> = fc.record({
  contactId: id,
  name: maybe(words),
  email: maybe(words),
  phone: maybe(phone),
  lastSeenAtMs: maybe(atMs),
});
const outcome = fc.constantFrom<Outcome | undefined>(
  undefined,
  { ok: true, did: 'caller-answered', contactId: '1' },
  { ok: true, did: 'caller-forgotten' },
  { ok: true, did: 'contacts-merged', contactId: '1' },
  { ok: true, did: 'lead-created', contactId: '1', attached: false },
  { ok: false, why: 'caller_changed' },
  { ok: false, why: 'not_mergeable' },
);

describe('whoever calls', () => {
  test('the first card is one that Intercom draws, no taller than its review allows', () => {
    fc.assert(
      fc.property(homeFacts, (facts) => {
        const card = homeCard(facts, frame);
        expect(faultsOf(card, true)).toEqual([]);
        expect(estimateHeightPx(card.content.components)).toBeLessThanOrEqual(LIMITS.firstCanvasHeightPx);
      }),
      { numRuns: 300 },
    );
  });

  test('the first card leads to all who share the number, or may have it, whatever else is on it', () => {
    fc.assert(
      fc.property(homeFacts, sharing, (facts, callers) => {
        fc.pre(callers.count > 1 || callers.possible > 0);
        const shared = homeCard({ ...facts, callers: { state: 'known', value: callers } }, frame);
        expect(JSON.stringify(shared)).toContain('"id":"who"');
      }),
      { numRuns: 200 },
    );
  });

  test('a withheld number is never shown as one', () => {
    const hidden = { raw: '+266696687', international: undefined, countryCode: undefined, hidden: true } as const;
    fc.assert(
      fc.property(homeFacts, any.fact(candidates), (facts, all) => {
        const ofCaller = { phone: hidden, e164: undefined, lookUp: undefined, from: 'call' } as const;
        const { caller } = facts;
        const known =
          caller.state === 'known'
            ? { ...caller, value: { ...caller.value, name: undefined, email: undefined, phone: hidden } }
            : caller;
        const { place, directory } = facts;
        const home = homeCard({ ...facts, caller: known, number: ofCaller }, frame);
        const who = { place, directory, number: ofCaller, candidates: all, more: false, unread: 0 };
        const whoCalls = whoCard({ ...who, duplicates: [], answer: undefined }, { page: 1 }, undefined, frame);
        for (const card of [home, whoCalls]) expect(renderText(card)).not.toContain('266696687');
      }),
      { numRuns: 100 },
    );
  });

  test('the card of who has the number is one that Intercom draws, with a row for everybody', () => {
    const facts = fc.record({
      place: any.place,
      number: maybe(number),
      candidates: maybe(any.fact(candidates)),
      more: fc.boolean(),
      unread: fc.integer({ min: 0, max: 100 }),
      duplicates: fc.uniqueArray(fc.record({ leadId: id, userId: id }), {
        maxLength: 5,
        selector: ({ leadId }) => leadId,
      }),
      answer: maybe(answer),
      directory: any.fact(any.directory),
    });
    fc.assert(
      fc.property(facts, outcome, any.pageNumber, (who, ended, page) => {
        expect(faultsOf(whoCard(who, { page }, ended, frame))).toEqual([]);
        const all = who.candidates?.state === 'known' ? who.candidates.value : [];
        const rows = new Set<string>();
        for (let nth = 1; nth <= Math.ceil(all.length / 10); nth += 1) {
          const { components } = whoCard(who, { page: nth }, ended, frame).content;
          for (const one of components) if (one.type === 'list') for (const row of one.items) rows.add(row.id);
        }
        expect(rows.size).toBe(all.length);
      }),
    );
  });

  test('nobody is said to have no number, or a lead made of it, while somebody may have it', () => {
    fc.assert(
      fc.property(homeFacts, number, sharing, fc.integer({ min: 1, max: 9 }), (facts, ofCaller, callers, unread) => {
        const none = { ...callers, count: 0, possible: unread, includesContact: false };
        const home = homeCard({ ...facts, number: ofCaller, callers: { state: 'known', value: none } }, frame);
        expect(renderText(home)).not.toContain('Create a lead');
        const { place, directory } = facts;
        const who = { place, directory, number: ofCaller, candidates: known<Candidate[]>([]), more: false };
        const card = whoCard({ ...who, unread, duplicates: [], answer: undefined }, { page: 1 }, undefined, frame);
        expect(renderText(card)).not.toContain('Nobody has');
      }),
      { numRuns: 100 },
    );
  });

  test('the card of a merge is one that Intercom draws, and has a button only for what is possible', () => {
    const facts = fc.record({
      place: any.place,
      lead: any.fact(side),
      user: any.fact(side),
      isPossible: maybe(any.fact(fc.boolean())),
    });
    fc.assert(
      fc.property(facts, id, id, (merge, leadId, userId) => {
        const card = mergeCard(merge, { leadId, userId }, frame);
        expect(faultsOf(card)).toEqual([]);
        const buttons = card.content.components.filter((one) => one.type === 'button' && one.style === 'primary');
        const areKnown = merge.lead.state === 'known' && merge.user.state === 'known';
        const isPossible = merge.isPossible?.state === 'known' && merge.isPossible.value;
        expect(buttons).toHaveLength(isPossible && areKnown ? 1 : 0);
      }),
    );
  });
});

describe('a click about who calls', () => {
  const step = (componentId: string, storedData: Record<string, unknown> = {}) =>
    nextStep({ componentId, inputValues: {}, storedData });

  test('names whom it is about, and the number that the card was about', () => {
    expect(step('who:is:c1', { phone: '+1', page: 3 })).toEqual({
      action: { name: 'answer-caller', contactId: 'c1', phone: '+1' },
      view: { name: 'who', page: 3 },
    });
    expect(step('who:forget', { phone: '+1' })).toMatchObject({ action: { name: 'forget-caller', phone: '+1' } });
  });

  test('merges only from the card that says what will happen', () => {
    expect(step('merge:ask:l%20u')).toEqual({ action: undefined, view: { name: 'merge', leadId: 'l', userId: 'u' } });
    expect(step('merge:do:l%20u')).toMatchObject({ action: { name: 'merge-contacts', leadId: 'l', userId: 'u' } });
  });

  test.each(['merge:do:l', 'merge:do:l%20u%20x', 'merge:do', 'merge:do:%20u', 'lead:create', 'who:is', 'who:x:1'])(
    'that says too little changes nothing: %s',
    (componentId) => {
      expect(step(componentId)).toMatchObject({ action: undefined, view: { name: 'home' } });
    },
  );
});
