import { describe, expect, test } from 'vitest';
import { absent, known, unavailable } from '../../canvas/facts.ts';
import { billableMinutes } from '../../server/calls/insights/billable-minutes.ts';
import type { InsightFacts } from '../../server/calls/insights/facts.ts';
import { finResolution } from '../../server/calls/insights/fin-resolution.ts';
import { hiddenNumber } from '../../server/calls/insights/hidden-number.ts';
import { insightsOf } from '../../server/calls/insights/insights.ts';
import { noEmail } from '../../server/calls/insights/no-email.ts';
import { restrictedDestination } from '../../server/calls/insights/restricted-destination.ts';
import type { Call } from '../../server/intercom/types.ts';
import { ALL, ANSWERED, call, caller, facts, START_MS } from './samples.ts';

const UNAVAILABLE = unavailable('timed_out', START_MS);
const OLD = { asOfMs: START_MS, why: 'timed_out' } as const;
const phoneOf = (raw: string) => ({ raw, international: undefined, countryCode: undefined });

test('nothing is said of an ordinary contact', () => {
  expect(insightsOf(facts())).toEqual([]);
});

describe('that replies reach nobody', () => {
  test.each([undefined, '', '  '])('is said of a contact in a phone conversation without an email: %j', (email) => {
    expect(noEmail(facts({ caller: known(caller({ email })) }))).toEqual({ kind: 'no_email' });
  });

  const without = caller({ email: undefined });
  test.each<[string, Partial<InsightFacts>]>([
    ['with an email', {}],
    ['in a conversation that is no phone call', { isPhoneConversation: false, caller: known(without) }],
    ['when it is not known what the conversation is', { isPhoneConversation: undefined, caller: known(without) }],
    ['of a contact that could not be read', { caller: known({ ...without, unread: 'timed_out' }) }],
    ['of a contact as it was known earlier', { caller: known(without, OLD) }],
    ['when nothing is known of the contact', { caller: UNAVAILABLE }],
    ['without a contact', { caller: absent }],
  ])('is not said %s', (_, given) => {
    expect(noEmail(facts(given))).toBeUndefined();
  });
});

describe('that a hidden number cannot be called back', () => {
  test.each(['anonymous', '+266696687', 'Restricted'])(
    'is said of a call from %s, and nothing else of that number',
    (phone) => {
      const given = facts({
        call: call({ phone, endedReason: 'missed' }),
        contactCalls: known({ calls: ['a', 'b', 'c'].map((id) => call({ id, phone })), completeSinceMs: ALL }),
      });
      expect(hiddenNumber(given)).toEqual({ kind: 'hidden_number' });
      expect(insightsOf(given).map(({ kind }) => kind)).toEqual(['hidden_number', 'billable_minutes']);
    },
  );

  test('is said of the contact when there is no call', () => {
    expect(hiddenNumber(facts({ caller: known(caller({ phone: phoneOf('Private number') })) }))).toBeDefined();
  });

  test.each<[string, Partial<InsightFacts>]>([
    ['of a number', { call: call() }],
    ['of no number', { caller: known(caller({ phone: undefined })) }],
    ['when nothing is known of the contact', { caller: UNAVAILABLE }],
    [
      'of a contact once stored as hidden whose call has a number',
      {
        caller: known(caller({ phone: phoneOf('anonymous') })),
        call: call(),
      },
    ],
  ])('is not said %s', (_, given) => {
    expect(hiddenNumber(facts(given))).toBeUndefined();
  });
});

describe('that calls out may be restricted', () => {
  const restriction = (given: Partial<InsightFacts>, country?: string, isGuess = false) =>
    restrictedDestination(facts(given, { country, isGuess }));

  test('is said of the number of the call', () => {
    expect(restriction({ call: call({ phone: '+254712123456' }) })).toEqual({
      kind: 'restricted_destination',
      destination: { type: 'countries', countries: ['KE'] },
      prefix: '+254',
      basis: 'documented',
    });
  });

  test('is said of the contact’s number when there is no call, read in the workspace’s country', () => {
    const contact = known(caller({ phone: phoneOf('0712 123456') }));
    expect(restriction({ caller: contact }, 'KE')).toMatchObject({ prefix: '+254' });
    expect(restriction({ caller: contact }, 'GB')).toBeUndefined();
    expect(restriction({ caller: contact })).toBeUndefined();
  });

  test('is not said by a country that was only guessed, unless the number says its own', () => {
    const contact = known(caller({ phone: phoneOf('0712 123456') }));
    expect(restriction({ caller: contact }, 'KE', true)).toBeUndefined();
    expect(restriction({ call: call({ phone: '+254712123456' }) }, 'KE', true)).toMatchObject({ prefix: '+254' });
  });

  test('names only the place of the number where two share a prefix', () => {
    expect(restriction({ call: call({ phone: '+262692123456' }) })).toMatchObject({
      destination: { countries: ['RE'] },
    });
  });

  test('is told apart by how sure it is', () => {
    const bases = ['+93701234567', '+93202123456', '+67077212345'].map(
      (phone) => restriction({ call: call({ phone }) }) ?? phone,
    );
    expect(bases).toMatchObject([{ basis: 'documented' }, { basis: 'inferred' }, { basis: 'uncertain' }]);
  });

  test.each([
    ['a Russian number', '+78722123456'],
    ['a hidden caller who looks like Lesotho', '+266696687'],
    ['a number that is none', '+254'],
    ['no number', undefined],
    ['a number that can be read in two ways', '4917667402970'],
  ])('is not said of %s', (_, phone) => {
    const contact = known(caller({ phone: undefined }));
    expect(restriction({ caller: contact, call: call({ phone }) }, 'DE')).toBeUndefined();
  });
});

describe('the minutes that Intercom bills', () => {
  const minutes = (given: Partial<Call>) => billableMinutes(facts({ call: call(given) }));
  const lasting = (seconds: number) => ({ endedAtMs: START_MS + seconds * 1000 });

  test.each([
    [1, 1],
    [59, 1],
    [60, 1],
    [61, 2],
    [155, 3],
    [3600, 60],
  ])('of a call in that lasted %d s are %d, begun ones counted whole', (seconds, billed) => {
    expect(minutes(lasting(seconds))).toEqual({ kind: 'billable_minutes', minutes: billed, from: 'start' });
  });

  test('of a call in are counted from its start, with menus, queue and hold', () => {
    expect(minutes({ ...ANSWERED, answeredAtMs: START_MS + 100_000 })).toMatchObject({ minutes: 3, from: 'start' });
  });

  test('of a call out are counted from the answer', () => {
    const out = { ...ANSWERED, direction: 'outbound', answeredAtMs: START_MS + 100_000 };
    expect(minutes(out)).toEqual({ kind: 'billable_minutes', minutes: 2, from: 'answer' });
    expect(minutes({ ...out, answeredAtMs: undefined })).toBeUndefined();
  });

  test('do not have the wait for a callback', () => {
    const waited = { ...ANSWERED, endedReason: 'callback_completed', answeredAtMs: START_MS + 150_000 };
    expect(minutes(waited)).toEqual({ kind: 'billable_minutes', minutes: 1, from: 'answer' });
    expect(minutes({ endedReason: 'callback_requested' })).toBeUndefined();
    expect(minutes({ state: 'waiting_for_call-back' })).toBeUndefined();
  });

  test.each<[string, Partial<Call>]>([
    ['a call that goes on', { endedAtMs: undefined, state: 'in-progress' }],
    ['a call without a start', { initiatedAtMs: undefined }],
    ['a call that ended before it began', lasting(-5)],
    ['a call of no length', lasting(0)],
    ['a Messenger call', { callType: 'messenger' }],
    ['a call of a direction to come', { direction: 'sideways', answeredAtMs: START_MS }],
  ])('are not told of %s', (_, given) => {
    expect(minutes(given)).toBeUndefined();
  });

  test('are not told without a call', () => {
    expect(billableMinutes(facts())).toBeUndefined();
  });
});

test('Fin’s outcome is told as Intercom says it, whatever it is', () => {
  for (const resolutionState of ['escalated', 'routed_to_team', 'brand_new']) {
    expect(finResolution(facts({ finResolutionState: resolutionState }))).toEqual({
      kind: 'fin_resolution',
      resolutionState,
    });
  }
  expect(finResolution(facts())).toBeUndefined();
  expect(finResolution(facts({ finResolutionState: ' ' }))).toBeUndefined();
});
