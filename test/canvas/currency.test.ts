import { describe, expect, test } from 'vitest';
import { callCard } from '../../canvas/cards/call-card.ts';
import { callsCard } from '../../canvas/cards/calls-card.ts';
import { currencyLines } from '../../canvas/cards/currency.ts';
import { finVoiceCard } from '../../canvas/cards/fin-voice-card.ts';
import { absent, type CallFact, type FinVoiceFact, known, type Place } from '../../canvas/facts.ts';
import type { Component } from '../../canvas/kit/components.ts';
import { estimateHeightPx } from '../../canvas/kit/estimate-height.ts';
import { renderText } from '../../canvas/kit/render-text.ts';
import { textsFor } from '../../canvas/texts/catalogue.ts';
import { en } from '../../canvas/texts/en.ts';
import { LINKS } from './arbitrary-phone.ts';

const place: Place = { workspaceId: 'w', region: 'us', timeZone: 'America/New_York' };
const frame = { texts: textsFor('en'), nonce: 'nonce-for-tests-' };
const ONE_LINE_PX = 30;

const call = (state: string, facts: Partial<CallFact> = {}): CallFact => ({
  ...{ id: '1', direction: 'inbound', state, endedReason: undefined, phone: undefined, teammateId: undefined },
  ...{ outcome: 'unknown', initiatedAtMs: 0, answeredAtMs: undefined, endedAtMs: undefined },
  ...{ hasRecording: false, hasTranscript: false, transcript: [], ...facts },
});
const record = (status: string): FinVoiceFact => ({
  ...{ id: '1', status, summary: undefined, intents: [], callId: undefined, transcript: [] },
});
const standIn = { asOfMs: Date.UTC(2026, 8, 28, 16, 5), why: 'timed_out' as const };
const words = (components: Component[]) => components.map((one) => (one.type === 'text' ? one.text : one.type));

describe('a call that goes on', () => {
  test.each(['in-progress', 'ringing', 'queued', 'on_hold'])('%s is said to, with what to do about it', (state) => {
    const shown = { calls: known([call('completed', { endedAtMs: 1 }), call(state)]) };
    expect(words(currencyLines(shown, place, en))).toEqual([
      'This call is still going on. Press Refresh to see how it ends.',
    ]);
  });

  test('is said to on its own card and on the list of calls', () => {
    const facts = { place, conversationId: '1', directory: absent };
    const one = callCard(
      {
        ...{ ...facts, call: known(call('ringing')), transcript: undefined },
        ...{ ending: undefined, timeline: absent, insights: [], links: LINKS },
      },
      { callId: '1', wholeTranscript: false },
      frame,
    );
    const all = callsCard(
      { ...facts, calls: known([call('ringing')]), otherCalls: absent, areAllOthers: true },
      { page: 1 },
      frame,
    );
    for (const card of [one, all]) expect(renderText(card)).toContain('This call is still going on. Press Refresh');
  });

  test('and one that is over is not', () => {
    const over = [call('completed', { endedAtMs: 1 }), call('in-progress', { endedReason: 'missed' })];
    expect(currencyLines({ calls: known(over) }, place, en)).toEqual([]);
  });
});

describe('Fin at work on a call', () => {
  test.each(['registered', 'in-progress'])('(%s) is said to be', (status) => {
    const line = 'Fin is still at work on this call. Press Refresh to see how it ends.';
    expect(words(currencyLines({ finVoice: known([record(status)]) }, place, en))).toEqual([line]);
    const facts = { place, wanted: { finVoiceId: '1' }, record: known(record(status)), handed: undefined };
    const card = finVoiceCard({ ...facts, tookOver: absent, directory: absent }, {}, frame);
    expect(renderText(card)).toContain(line);
  });

  test('is not said of a record that ended', () => {
    expect(currencyLines({ finVoice: known([record('escalated')]) }, place, en)).toEqual([]);
  });
});

describe('what was known earlier', () => {
  const { calls, fin, names } = en.sections;
  const old = known('x', standIn);

  test('is said to be, by name, as of when, and why', () => {
    const parts = [
      [calls, old],
      [fin, known('x')],
    ] as const;
    expect(words(currencyLines({ parts }, place, en))).toEqual([
      'Calls as of Sep 28, 2026 at 12:05PM: Intercom did not answer in time.',
    ]);
  });

  test('is as old as its oldest part', () => {
    const older = known('x', { asOfMs: Date.UTC(2026, 0, 8, 18, 5), why: 'rate_limited' });
    const parts = [
      [calls, old],
      [fin, older],
      [names, old],
    ] as const;
    expect(words(currencyLines({ parts }, place, en))).toEqual([
      'Partly as of Jan 8, 2026 at 1:05PM: Intercom’s request limit is used up.',
    ]);
  });
});

test('in brief, all of it takes one line', () => {
  const goesOn = { calls: known([call('ringing')]) };
  const finGoesOn = { finVoice: known([record('registered')]) };
  for (const section of Object.values(en.sections)) {
    const one = [section, known('x', standIn)] as const;
    const many = [one, ['Another part', known('x', standIn)]] as const;
    const shownParts = [{ parts: [one] }, { parts: many }, { ...goesOn, parts: many }];
    for (const shown of [goesOn, finGoesOn, ...shownParts]) {
      for (const timeZone of ['America/New_York', 'Nowhere/Land']) {
        const lines = currencyLines(shown, { ...place, timeZone }, en, true);
        expect(estimateHeightPx(lines), String(words(lines))).toBe(ONE_LINE_PX);
      }
    }
  }
});
