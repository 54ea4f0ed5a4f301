import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assignCard } from '../../canvas/cards/assign-card.ts';
import { callCard } from '../../canvas/cards/call-card.ts';
import { callsCard } from '../../canvas/cards/calls-card.ts';
import { finVoiceCard } from '../../canvas/cards/fin-voice-card.ts';
import { historyCard } from '../../canvas/cards/history-card.ts';
import { homeCard } from '../../canvas/cards/home.ts';
import { noteCard } from '../../canvas/cards/note-card.ts';
import { noticeCard } from '../../canvas/cards/notice-card.ts';
import { tagCard } from '../../canvas/cards/tag-card.ts';
import type { Canvas } from '../../canvas/kit/components.ts';
import { estimateHeightPx } from '../../canvas/kit/estimate-height.ts';
import { LIMITS } from '../../canvas/kit/limits.ts';
import { validateCanvas } from '../../canvas/kit/validate.ts';
import { textsFor } from '../../canvas/texts/catalogue.ts';
import { en } from '../../canvas/texts/en.ts';
import type { FailureWhy, Outcome } from '../../canvas/view.ts';
import * as any from './arbitrary-facts.ts';
import * as phone from './arbitrary-phone.ts';

const frame = { texts: textsFor('en'), nonce: 'nonce-for-tests-' };
/** As Intercom gets it. */
const sent = (canvas: Canvas): unknown => JSON.parse(JSON.stringify(canvas));
const faultsOf = (canvas: Canvas, first = false) => validateCanvas(sent(canvas), { location: 'inbox', first });

const failure = fc
  .constantFrom(...(Object.keys(en.failed) as FailureWhy[]))
  .map((why): Outcome => ({ ok: false, why, detail: 'x' }));
const success = fc.constantFrom<Outcome>(
  { ok: true, did: 'tag-added', tagId: '1', target: 'conversation' },
  { ok: true, did: 'tag-removed', tagId: '1', target: 'contact' },
  { ok: true, did: 'tag-created', tagId: '9', target: 'contact' },
  { ok: true, did: 'note-added', what: 'Ada' },
  { ok: true, did: 'assigned', assignee: { teammateId: '7' } },
  { ok: true, did: 'unassigned' },
);
const outcome = fc.option(fc.oneof(failure, success), { nil: undefined });

describe('whatever is known of a caller', () => {
  test('the first card is one that Intercom draws, no taller than its review allows', () => {
    fc.assert(
      fc.property(any.homeFacts, (facts) => {
        const card = homeCard(facts, frame);
        expect(estimateHeightPx(card.content.components)).toBeLessThanOrEqual(LIMITS.firstCanvasHeightPx);
        expect(faultsOf(card, true)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('no text of a caller or company becomes a link or bold on the first card', () => {
    const name = 'Eve [click](https://evil.test) **now**';
    fc.assert(
      fc.property(any.homeFacts, (facts) => {
        const poisoned = {
          ...facts,
          caller: {
            state: 'known' as const,
            value: {
              contactId: '1',
              role: 'lead',
              name,
              email: name,
              phone: undefined,
              merged: false,
              unread: undefined,
            },
          },
        };
        const texts = homeCard(poisoned, frame).content.components.filter((one) => one.type === 'text');
        for (const one of texts) expect(one.text).not.toMatch(/\]\(https:\/\/evil/);
      }),
      { numRuns: 50 },
    );
  });

  test('the tag card is one that Intercom draws', () => {
    fc.assert(
      fc.property(any.tagFacts, any.query, any.pageNumber, outcome, (facts, query, page, ended) => {
        expect(faultsOf(tagCard(facts, { query, page }, ended, frame))).toEqual([]);
      }),
    );
  });

  test('the assign card is one that Intercom draws', () => {
    fc.assert(
      fc.property(any.assignFacts, any.query, any.pageNumber, outcome, (facts, query, page, ended) => {
        expect(faultsOf(assignCard(facts, { query, page }, ended, frame))).toEqual([]);
      }),
    );
  });

  test('the note card is one that Intercom draws', () => {
    fc.assert(
      fc.property(any.query, any.query, outcome, (viewerName, draft, ended) => {
        expect(faultsOf(noteCard({ viewerName }, { draft }, ended, frame))).toEqual([]);
      }),
    );
  });

  test('the card of a call is one that Intercom draws', () => {
    const view = fc.record({ wholeTranscript: fc.boolean(), wholeLog: fc.option(fc.constant(true as const)) });
    const facts = fc.record({
      place: any.place,
      conversationId: fc.option(fc.constant('1'), { nil: undefined }),
      call: any.fact(any.call),
      ending: fc.option(phone.ending, { nil: undefined }),
      timeline: any.fact(phone.timeline),
      insights: phone.insights,
      transcript: fc.option(any.fact(any.transcript), { nil: undefined }),
      links: fc.constant(phone.LINKS),
      directory: any.fact(any.directory),
    });
    fc.assert(
      fc.property(facts, view, (given, { wholeTranscript, wholeLog }) => {
        const wanted = { callId: '1', wholeTranscript, ...(wholeLog ? { wholeLog } : {}) };
        expect(faultsOf(callCard(given, wanted, frame))).toEqual([]);
      }),
    );
  });

  test('the list of calls is one that Intercom draws', () => {
    const facts = fc.record({
      place: any.place,
      calls: any.fact(any.calls),
      otherCalls: any.fact(any.calls),
      areAllOthers: fc.boolean(),
      directory: any.fact(any.directory),
    });
    fc.assert(
      fc.property(facts, any.pageNumber, (given, page) => {
        // A call is in one conversation.
        const { otherCalls } = given;
        const others =
          otherCalls.state === 'known'
            ? { ...otherCalls, value: otherCalls.value.map((call) => ({ ...call, id: `other ${call.id}` })) }
            : otherCalls;
        expect(faultsOf(callsCard({ ...given, otherCalls: others }, { page }, frame))).toEqual([]);
      }),
    );
  });

  test('the Fin Voice card is one that Intercom draws', () => {
    const facts = fc.record({
      place: any.place,
      wanted: fc.constantFrom({ finVoiceId: '1' }, { externalCallId: 'aws 1' }),
      record: any.fact(any.finVoice),
      handed: fc.option(phone.handed, { nil: undefined }),
      tookOver: any.fact(phone.insight),
      directory: any.fact(any.directory),
    });
    fc.assert(
      fc.property(facts, fc.boolean(), (given, whole) => {
        expect(faultsOf(finVoiceCard(given, whole ? { wholeTranscript: true } : {}, frame))).toEqual([]);
      }),
    );
  });

  test('the list of conversations is one that Intercom draws', () => {
    fc.assert(
      fc.property(
        any.place,
        any.fact(any.heads),
        any.fact(any.directory),
        any.pageNumber,
        (place, conversations, directory, page) => {
          expect(faultsOf(historyCard({ place, conversations, directory }, { page }, frame))).toEqual([]);
        },
      ),
    );
  });
});

describe('every card for when there is nothing to show', () => {
  test.each([
    { kind: 'not-connected', connectUrl: 'https://callcard.example/install?region=us' },
    { kind: 'disconnected', connectUrl: 'http://localhost:3000/install?region=eu' },
    { kind: 'unavailable' },
    { kind: 'unreadable' },
    { kind: 'broken' },
  ] as const)('$kind can be the first card and has a way on', (notice) => {
    const card = noticeCard(notice, en);
    expect(faultsOf(card, true)).toEqual([]);
    expect(card.content.components.some((one) => one.type === 'button')).toBe(true);
  });
});
