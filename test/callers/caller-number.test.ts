import { describe, expect, test } from 'vitest';
import { callerNumber } from '../../server/callers/caller-number.ts';
import { readPhoneNumber } from '../../server/callers/phone-number.ts';
import { countryInForce, NO_COUNTRY } from '../../server/callers/reading-country.ts';
import type { Call } from '../../server/intercom/types.ts';

const call = (direction: string, phone: string | undefined): Call => ({
  ...{ id: '1', conversationId: '7', adminId: undefined, contactId: undefined, state: 'completed', direction },
  ...{ callType: 'phone', endedReason: undefined, phone, initiatedAtMs: undefined, answeredAtMs: undefined },
  ...{ endedAtMs: undefined, hasRecording: false, hasTranscript: false, transcript: [] },
});

describe('the number of a caller', () => {
  test.each([
    ['of the newest call that came in', [call('outbound', '+1 212 555 0142'), call('inbound', '+33762043575')]],
    ['of a call of a direction that is new', [call('sideways', '+33762043575')]],
    ['of a call that has one', [call('inbound', ' '), call('inbound', undefined), call('inbound', '+33762043575')]],
  ])('is that %s', (_, calls) => {
    expect(callerNumber({ calls, contactPhone: '+1 415 555 0100' }, NO_COUNTRY)).toMatchObject({
      ...{ from: 'call', e164: '+33762043575', lookUp: '+33762043575' },
    });
  });

  test('is the contact’s where no call came in, and else the one that was called', () => {
    const calls = [call('outbound', '+33762043575')];
    expect(callerNumber({ calls, contactPhone: '+1 415 555 0100' }, NO_COUNTRY)).toMatchObject({
      ...{ from: 'contact', e164: '+14155550100' },
    });
    expect(callerNumber({ calls, contactPhone: '' }, NO_COUNTRY)).toMatchObject({ from: 'call', e164: '+33762043575' });
    expect(callerNumber({ calls: [], contactPhone: undefined }, NO_COUNTRY)).toBeUndefined();
  });

  test.each(['anonymous', '+266696687', '266696687', 'sip:anonymous@anonymous.invalid'])(
    'that is withheld looks nobody up and is written into nobody: %s',
    (phone) => {
      const hidden = callerNumber({ calls: [call('inbound', phone)], contactPhone: '+1 415 555 0100' }, NO_COUNTRY);
      expect(hidden).toMatchObject({ phone: { hidden: true }, e164: undefined, lookUp: undefined, from: 'call' });
    },
  );

  test('that may mean two looks nobody up and is written into nobody', () => {
    const gabon = { country: 'GA', isGuess: false };
    expect(callerNumber({ calls: [], contactPhone: '03 40 00 56' }, gabon)).toMatchObject({
      ...{ phone: { raw: '03 40 00 56', international: undefined }, e164: undefined, lookUp: undefined },
    });
  });

  test('that is in no range in use looks people up, and is written into nobody', () => {
    expect(
      callerNumber({ calls: [call('inbound', '+19995550100')], contactPhone: undefined }, NO_COUNTRY),
    ).toMatchObject({ e164: undefined, lookUp: '+19995550100' });
  });
});

describe('the country that numbers are read in', () => {
  const setting = { workspaceId: 'a', guessedFrom: 'contacts', guessedAtMs: 1 } as const;

  test('is the one that somebody chose, else the guess, which is shown as one', () => {
    expect(countryInForce({ ...setting, chosenCountry: 'FR', guessedCountry: 'US' })).toEqual({
      country: 'FR',
      isGuess: false,
    });
    expect(countryInForce({ ...setting, chosenCountry: undefined, guessedCountry: 'US' })).toEqual({
      country: 'US',
      isGuess: true,
    });
    expect(countryInForce(undefined)).toEqual({ country: undefined, isGuess: false });
  });

  test('marks only what is read otherwise without it', () => {
    const guess = { isGuess: true };
    expect(readPhoneNumber('07.62.04.35.75', 'FR', guess)).toMatchObject({ countryCode: 'FR', guessed: true });
    expect(readPhoneNumber('+33762043575', 'FR', guess)).not.toHaveProperty('guessed');
    expect(readPhoneNumber('07.62.04.35.75', 'FR')).not.toHaveProperty('guessed');
    expect(readPhoneNumber('anonymous', 'FR', guess)).not.toHaveProperty('guessed');
  });
});
