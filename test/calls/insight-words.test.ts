import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { known, type Place, unavailable } from '../../canvas/facts.ts';
import { columnsOf } from '../../canvas/kit/text-width.ts';
import type { TimelineEvent, Who } from '../../canvas/phone/call-log.ts';
import { eventWords, whoWords } from '../../canvas/phone/event-words.ts';
import type { Insight } from '../../canvas/phone/insight.ts';
import { insightLines, insightWords } from '../../canvas/phone/insight-words.ts';
import { textsFor } from '../../canvas/texts/catalogue.ts';
import { insightsOf, topInsights } from '../../server/calls/insights/insights.ts';
import { ALL, ANSWERED, author, call, caller, DAY_MS, directory, facts, part, START_MS } from './samples.ts';

const PLACE: Place = { workspaceId: 'xyz789', region: 'us', timeZone: 'America/New_York' };
const TEAM = known(directory('Bo Teammate', 'Ann Lead'));
const texts = textsFor('en');
const wordsOf = (insight: Insight) => insightWords(insight, PLACE, TEAM, texts);
const countries = (...codes: string[]) => ({ type: 'countries', countries: codes }) as const;
const BO: Who = { name: undefined, teammateId: '1' };

describe('an insight in words', () => {
  test.each<[Insight, string]>([
    [
      { kind: 'not_called_back', calledAtMs: START_MS, asOfMs: START_MS + DAY_MS },
      'Call of Jan 8, 2026 at 1:05PM not answered; no call back by Jan 9, 2026 at 1:05PM.',
    ],
    [
      { kind: 'repeat_caller', calls: 3, atLeast: false, untilMs: START_MS },
      '3 calls from them in the 7 days up to Jan 8, 2026 at 1:05PM.',
    ],
    [
      { kind: 'repeat_caller', calls: 5, atLeast: true, untilMs: START_MS },
      'At least 5 calls from them in the 7 days up to Jan 8, 2026 at 1:05PM.',
    ],
    [{ kind: 'hidden_number' }, 'Hidden number: it cannot be called back.'],
    [{ kind: 'no_email' }, 'No email address: replies will not reach them.'],
    [
      { kind: 'restricted_destination', destination: countries('KE'), prefix: '+254', basis: 'documented' },
      'Outbound calls to Kenya may be restricted. Intercom Support can allow them.',
    ],
    [
      { kind: 'restricted_destination', destination: countries('GU'), prefix: '+1671', basis: 'inferred' },
      'Outbound calls to Guam may be restricted, as we read Intercom’s list. Intercom Support knows.',
    ],
    [
      { kind: 'restricted_destination', destination: countries('TL'), prefix: '+670', basis: 'uncertain' },
      'Outbound calls to Timor-Leste may be restricted: Intercom lists +670 for another country.',
    ],
    [
      { kind: 'restricted_destination', destination: countries('RE', 'YT'), prefix: '+262', basis: 'documented' },
      'Outbound calls to Réunion or Mayotte may be restricted. Intercom Support can allow them.',
    ],
    [
      { kind: 'restricted_destination', destination: { type: 'pay_per_call' }, prefix: '+1900', basis: 'inferred' },
      'Outbound calls to pay-per-call numbers may be restricted, as we read Intercom’s list. Intercom Support knows.',
    ],
    [
      { kind: 'outside_daytime', fromMs: START_MS, untilMs: START_MS + 9 * 3_600_000 },
      'Daytime for the caller: Jan 8, 2026 at 1:05PM to Jan 8, 2026 at 10:05PM.',
    ],
    [{ kind: 'daytime', untilMs: START_MS }, 'Daytime for the caller until Jan 8, 2026 at 1:05PM.'],
    [{ kind: 'fin_resolution', resolutionState: 'confirmed_resolution' }, 'Fin: resolved (confirmed).'],
    [{ kind: 'fin_resolution', resolutionState: 'routed_to_team' }, 'Fin: routed to the team.'],
    [{ kind: 'fin_resolution', resolutionState: 'brand_new' }, 'Fin: brand_new.'],
    [{ kind: 'fin_resolution', resolutionState: 'constructor' }, 'Fin: constructor.'],
    [
      { kind: 'took_over', who: BO, how: 'answered', atMs: START_MS },
      'Bo Teammate answered after Fin, Jan 8, 2026 at 1:05PM.',
    ],
    [{ kind: 'took_over', who: BO, how: 'assigned', atMs: undefined }, 'Assigned to Bo Teammate after Fin.'],
    [
      { kind: 'took_over', who: { name: undefined, teammateId: undefined }, how: 'replied', atMs: undefined },
      'a teammate replied first after Fin.',
    ],
    [{ kind: 'billable_minutes', minutes: 3, from: 'start' }, '3 billable minutes, waiting included.'],
    [{ kind: 'billable_minutes', minutes: 1, from: 'answer' }, '1 billable minute.'],
  ])('%j', (insight, words) => {
    expect(wordsOf(insight)).toBe(words);
  });

  test('has words for every resolution that Intercom documents, old and new', () => {
    const states = ['assumed_resolution', 'confirmed_resolution', 'escalated', 'negative_feedback'];
    for (const state of [...states, 'procedure_handoff', 'routed_to_team', 'abandoned']) {
      expect(wordsOf({ kind: 'fin_resolution', resolutionState: state })).not.toContain('_');
    }
  });

  test('is a line of the card that no name can put a link or bold into', () => {
    const names = fc.string({ unit: fc.constantFrom('[', ']', '(', ')', '*', 'a', ' ', '\n'), minLength: 1 });
    fc.assert(
      fc.property(names, (name) => {
        const insights: Insight[] = [
          { kind: 'took_over', who: { name, teammateId: undefined }, how: 'replied', atMs: undefined },
          { kind: 'fin_resolution', resolutionState: name },
        ];
        for (const line of insightLines(insights, PLACE, TEAM, texts)) {
          expect(line).toMatchObject({ type: 'text', style: 'muted', text: expect.not.stringMatching(/[[\]*\n]/) });
        }
      }),
    );
  });
});

describe('a line of the timeline', () => {
  const line = (event: TimelineEvent['event'], who?: Who) => eventWords({ atMs: START_MS, event, who }, TEAM, texts);

  test.each<[TimelineEvent['event'], Who | undefined, string]>([
    [{ kind: 'answered', name: 'Bo' }, BO, 'Bo Teammate clicked Answer'],
    [{ kind: 'declined', name: 'Bo' }, BO, 'Bo Teammate declined with the Decline button'],
    [
      { kind: 'declined_unclear', name: 'Bo', possibleCauses: ['on_another_call', 'connection_failed'] },
      { name: 'Bo', teammateId: undefined },
      'Bo did not take it: on another call or the connection failed',
    ],
    [{ kind: 'missed', name: 'Bo' }, { name: 'Bo', teammateId: '77' }, 'Bo missed it'],
    [{ kind: 'joined', name: 'Bo' }, undefined, 'a teammate joined the call'],
    [{ kind: 'claimed', name: 'Bo' }, BO, 'Bo Teammate took it from the queue by hand'],
    [{ kind: 'abandoned' }, undefined, 'The caller hung up before an answer'],
    [{ kind: 'late_assignment' }, undefined, 'Assignment began after the caller had gone'],
    [
      { kind: 'deflected', reason: { id: 'queue_full', maxCalls: 9 } },
      undefined,
      'Deflected: more than 9 calls in the queue',
    ],
    [
      { kind: 'deflected', reason: { id: 'no_teammates_available' } },
      undefined,
      'Deflected: no teammate was available',
    ],
    [{ kind: 'deflected', reason: { id: 'other', text: 'rain' } }, undefined, 'Deflected: rain'],
    [{ kind: 'teammates_away', count: 3 }, undefined, 'Teammates away: 3'],
    [{ kind: 'teammates_without_phone', count: 0 }, undefined, 'Teammates available without the inbox open: 0'],
    [{ kind: 'started' }, undefined, 'The call began'],
    [{ kind: 'connected' }, { name: undefined, teammateId: '77' }, 'Connected with teammate 77'],
    [{ kind: 'connected' }, undefined, 'Connected'],
    [{ kind: 'ended', reason: 'no_answer' }, undefined, 'The call ended: not answered'],
    [{ kind: 'ended', reason: 'completed' }, undefined, 'The call ended: completed'],
    [{ kind: 'ended', reason: undefined }, undefined, 'The call ended'],
  ])('%j', (event, who, words) => {
    expect(line(event, who)).toBe(words);
  });

  test('names a teammate by the log when the team could not be read, and never at length', () => {
    const long = { name: 'Bo '.repeat(100), teammateId: '1' };
    expect(columnsOf(whoWords(long, unavailable('timed_out', START_MS), texts))).toBeLessThanOrEqual(40);
    expect(whoWords({ name: 'Bo T.', teammateId: '1' }, unavailable('timed_out', START_MS), texts)).toBe('Bo T.');
    expect(whoWords({ name: 'Bo T.', teammateId: '1' }, TEAM, texts)).toBe('Bo Teammate');
  });
});

describe('the insights of a card', () => {
  const fin = part('Hello', { author: author('bot', 'Fin', '9', true), partType: 'comment' });
  const reply = part('Hi', { author: author('admin', 'Ann Lead', '2'), partType: 'comment' });
  const missed = ['a', 'b'].map((id, index) =>
    call({ id, conversationId: id, initiatedAtMs: START_MS - (index + 1) * 3_600_000 }),
  );
  const everything = facts({
    timeZone: 'America/New_York',
    caller: known(caller({ email: undefined })),
    call: call({ phone: '+254712123456', endedReason: 'missed' }),
    contactCalls: known({ calls: missed, completeSinceMs: ALL }),
    finResolutionState: 'escalated',
    parts: known([fin, reply]),
  });

  test('come in the order of their importance', () => {
    expect(insightsOf(everything).map(({ kind }) => kind)).toEqual([
      ...['not_called_back', 'repeat_caller', 'no_email', 'restricted_destination', 'outside_daytime'],
      ...['took_over', 'fin_resolution', 'billable_minutes'],
    ]);
  });

  test('are the most important ones where there is little room, without those told elsewhere', () => {
    const insights = insightsOf(everything);
    expect(topInsights(insights, 2).map(({ kind }) => kind)).toEqual(['not_called_back', 'repeat_caller']);
    expect(topInsights(insights, 2, ['repeat_caller', 'no_email']).map(({ kind }) => kind)).toEqual([
      ...['not_called_back', 'restricted_destination'],
    ]);
    expect(topInsights(insights, 0)).toEqual([]);
    expect(topInsights(insights, -1)).toEqual([]);
    expect(topInsights(insights, 99)).toEqual(insights);
  });

  test('warn of what is done in vain', () => {
    const styles = insightLines(insightsOf(everything), PLACE, TEAM, texts).map(
      (line) => 'style' in line && line.style,
    );
    expect(styles.slice(0, 4)).toEqual(['error', 'muted', 'error', 'muted']);
  });

  test('are of one call: an answered one has nothing to be done', () => {
    const answered = facts({ call: call(ANSWERED), contactCalls: known({ calls: [], completeSinceMs: ALL }) });
    expect(insightsOf(answered)).toEqual([{ kind: 'billable_minutes', minutes: 3, from: 'start' }]);
  });
});
