import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { known } from '../../canvas/facts.ts';
import { endingLine, outcomeWords } from '../../canvas/phone/ending-words.ts';
import { textsFor } from '../../canvas/texts/catalogue.ts';
import { callEnding } from '../../server/calls/call-ending.ts';
import { callTimeline } from '../../server/calls/timeline.ts';
import type { Call } from '../../server/intercom/types.ts';
import { ANSWERED, call, directory, part, START_MS } from './samples.ts';

const TEAM = directory('Bo', 'Ann', 'Eve', 'Sam', 'Kim');
const texts = textsFor('en');

function endingOf(given: Partial<Call>, bodies: readonly string[] = []) {
  const parts = bodies.map((body, index) => part(body, { createdAtMs: START_MS + (index + 1) * 1000 }));
  const one = call(given);
  return callEnding(one, callTimeline(parts, one, TEAM));
}
const lineOf = (given: Partial<Call>, bodies?: readonly string[]) =>
  endingLine(endingOf(given, bodies), known(TEAM), texts);

const HUNG_UP = 'Call ended by customer before a teammate answered.';

describe('how a call ended', () => {
  test.each<[string, Partial<Call>, string[], string]>([
    ['answered', ANSWERED, [], 'Answered by Bo · waited 12 s · talked 2 min 35 s'],
    [
      'answered after others let it pass',
      { ...ANSWERED, adminId: '2' },
      ['Call missed by Bo.', 'Call declined by Eve', 'Call answered by Ann.'],
      'Answered by Ann · waited 12 s · talked 2 min 35 s · not taken by Bo, Eve before',
    ],
    [
      'answered, by whom the log says',
      { ...ANSWERED, adminId: undefined },
      ['Call answered by Ann.', 'Sam joined the call.'],
      'Answered by Ann · waited 12 s · talked 2 min 35 s · joined by Sam',
    ],
    [
      'answered, with a reason to come',
      { ...ANSWERED, endedReason: 'hung_up' },
      [],
      'Answered by Bo · waited 12 s · talked 2 min 35 s',
    ],
    ['answered, without times', { endedReason: 'answered', endedAtMs: undefined }, [], 'Answered'],
    [
      'an outbound call, which a voicemail may have answered',
      { ...ANSWERED, direction: 'outbound' },
      [],
      'Called by Bo; a person or a voicemail answered · waited 12 s · talked 2 min 35 s',
    ],
    [
      'transferred',
      { ...ANSWERED, endedReason: 'transferred' },
      [],
      'Transferred, Bo · waited 12 s · talked 2 min 35 s',
    ],
    ['missed', { endedReason: 'missed' }, ['Call missed by Bo.'], 'Missed by Bo · waited 45 s'],
    ['missed, says the record alone', { endedReason: 'missed' }, [], 'Missed · waited 45 s'],
    ['abandoned', { endedReason: 'missed' }, [HUNG_UP], 'The caller hung up before an answer · waited 45 s'],
    [
      'abandoned, says the record',
      { endedReason: 'abandoned' },
      ['Call missed by Bo.'],
      'The caller hung up before an answer · waited 45 s · not taken by Bo before',
    ],
    [
      'abandoned before an assignment',
      {},
      ['Call missed by Bo.', 'Started assignment after call ended without an assignee.'],
      'The caller hung up before an answer · waited 45 s · not taken by Bo before',
    ],
    [
      'declined with the button',
      { endedReason: 'declined' },
      ['Call declined by Bo using the Decline button.'],
      'Declined by Bo with the button · waited 45 s',
    ],
    [
      'declined, busy or not connected',
      { endedReason: 'declined' },
      ['Call declined by Bo'],
      'Not taken by Bo: on another call or the connection failed · waited 45 s',
    ],
    ['declined, and nobody says how', { endedReason: 'rejected' }, [], 'Declined · waited 45 s'],
    [
      'deflected with its reason',
      {},
      ['Call missed by Bo.', 'Call deflected because Customer has been waiting on hold for more than 5 minutes.'],
      'Deflected: on hold for more than 5 min · waited 45 s · not taken by Bo before',
    ],
    [
      'deflected for a team',
      {},
      ['Call deflected because Sales is out of office.'],
      'Deflected: Sales is out of office · waited 45 s',
    ],
    [
      'deflected for a new reason',
      {},
      ['Call deflected because of rain.', 'Call deflected because it rains.'],
      'Deflected: it rains · waited 45 s',
    ],
    ['deflected, says the record', { endedReason: 'deflected' }, [], 'Deflected · waited 45 s'],
    [
      'voicemail',
      { ...ANSWERED, endedReason: 'voicemail' },
      ['Call missed by Bo.'],
      'Went to voicemail · waited 12 s · not taken by Bo before',
    ],
    ['not answered', { endedReason: 'no-answer' }, [], 'Not answered · waited 45 s'],
    ['over, without a reason', {}, [], 'Not answered · waited 45 s'],
    ['busy', { endedReason: 'busy', direction: 'outbound' }, [], 'Busy · waited 45 s'],
    ['a reason to come', { endedReason: 'abducted' }, [], 'abducted · waited 45 s'],
    ['completed, which does not say by whom', { endedReason: 'completed' }, [], 'completed · waited 45 s'],
    ['nothing known', { state: 'beamed', endedAtMs: undefined }, [], 'No reason given'],
    [
      'ringing',
      { state: 'ringing', endedAtMs: undefined },
      ['Call missed by Bo.'],
      'Still running · not taken by Bo before',
    ],
    [
      'running',
      { ...ANSWERED, state: 'in-progress', endedReason: undefined, endedAtMs: undefined },
      [],
      'Still running · waited 12 s',
    ],
  ])('%s', (_, given, bodies, line) => {
    expect(lineOf(given, bodies)).toBe(line);
  });

  test('is not an answer when somebody clicked Answer and no connection came of it', () => {
    const clicked = ['Call answered by Bo.', 'Call missed by Ann.'];
    expect(endingOf({ endedReason: 'missed' }, clicked)).toMatchObject({
      outcome: 'missed',
      who: { name: 'Ann' },
      talkMs: undefined,
    });
  });

  test('keeps the two declines apart, and says what the unclear one may have been', () => {
    const button = endingOf({}, ['Call declined by Bo using the Decline button.']);
    const unclear = endingOf({}, ['Call declined by Bo']);
    expect([button.outcome, button.possibleCauses]).toEqual(['declined_with_button', []]);
    expect(unclear).toMatchObject({
      outcome: 'declined_unclear',
      possibleCauses: ['on_another_call', 'connection_failed'],
    });
  });

  test('in few words is without lengths and others', () => {
    const ending = endingOf(ANSWERED, ['Call missed by Ann.', 'Sam joined the call.']);
    expect(outcomeWords(ending, known(TEAM), texts)).toBe('Answered by Bo');
  });

  test('names two teammates at most, each once', () => {
    const passed = ['Bo', 'Bo', 'Ann', 'Eve', 'Sam'].map((name) => `Call missed by ${name}.`);
    expect(lineOf({}, [...passed, HUNG_UP])).toContain('not taken by Bo, Ann, 2 more before');
  });
});

test('lengths are never negative, and unknown when the times contradict each other', () => {
  const atMs = fc.option(fc.integer({ min: 0, max: 4e12 }), { nil: undefined });
  const given = fc.record({
    ...{ initiatedAtMs: atMs, answeredAtMs: atMs, endedAtMs: atMs },
    state: fc.constantFrom('completed', 'ringing', 'in-progress', 'new'),
    direction: fc.constantFrom('inbound', 'outbound', 'sideways'),
    endedReason: fc.option(fc.constantFrom('answered', 'missed', 'voicemail', 'Transferred', '__proto__', 'x'), {
      nil: undefined,
    }),
  });
  fc.assert(
    fc.property(given, (times) => {
      const { waitMs = 0, talkMs = 0, ...ending } = endingOf(times, ['Call missed by Bo.']);
      expect(Math.min(waitMs, talkMs)).toBeGreaterThanOrEqual(0);
      expect(endingLine({ ...ending, waitMs, talkMs }, known(TEAM), texts)).not.toBe('');
    }),
  );
  expect(endingOf({ ...ANSWERED, endedAtMs: START_MS })).toMatchObject({ waitMs: 12_000, talkMs: undefined });
  expect(endingOf({ endedAtMs: START_MS - 1 })).toMatchObject({ waitMs: undefined });
});
