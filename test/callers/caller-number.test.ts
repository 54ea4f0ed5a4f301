import { describe, expect, test } from 'vitest';
import { callerNumber } from '../../server/callers/caller-number.ts';
import { readPhoneNumber } from '../../server/callers/phone-number.ts';
import { countryInForce, NO_COUNTRY } from '../../server/callers/reading-country.ts';
import type { Call } from '../../server/intercom/types.ts';

const US = { country: 'US', isGuess: false };
const call = (direction: string, phone: string | undefined): Call => ({
  ...{ id: '1', conversationId: '7', adminId: undefined, contactId: undefined, state: 'completed', direction },
  ...{ callType: 'phone', endedReason: undefined, phone, initiatedAtMs: undefined, answeredAtMs: undefined },
  ...{ endedAtMs: undefined, hasRecording: false, hasTranscript: false, transcript: [] },
});

describe('the number of a caller', () => {
  test.each([
    ['of the newest call that came in', [call('outbound', '+1 212 555 0142'), call('inbound', '+33762043575')]],
    ['of a call of a direction that is new', [call('sideways', '+33762043575')]],
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

  test.each([' ', undefined])(
    'is the contact’s where the newest call that came in tells none, never an older call’s: %j',
    (phone) => {
      const calls = [call('inbound', phone), call('inbound', '+33762043575'), call('outbound', '+12125550142')];
      expect(callerNumber({ calls, contactPhone: '+1 415 555 0100' }, NO_COUNTRY)).toMatchObject({
        e164: '+14155550100',
      });
      expect(callerNumber({ calls, contactPhone: undefined }, NO_COUNTRY)).toBeUndefined();
    },
  );

  test('that hangs on a guessed country is shown, and nothing is concluded from it', () => {
    const given = { calls: [], contactPhone: '07.62.04.35.75' };
    expect(callerNumber(given, { country: 'FR', isGuess: true })).toMatchObject({
      e164: '+33762043575',
      certain: undefined,
    });
    expect(callerNumber(given, { country: 'FR', isGuess: false })).toMatchObject({ certain: { e164: '+33762043575' } });
    const clear = { calls: [call('inbound', '+33762043575')], contactPhone: undefined };
    expect(callerNumber(clear, { country: 'US', isGuess: true })).toMatchObject({ certain: { e164: '+33762043575' } });
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
    ).toMatchObject({ e164: undefined, lookUp: '+19995550100', isExact: true });
  });

  test('that may be another one looks people up, and is nobody’s for certain', () => {
    expect(callerNumber({ calls: [call('inbound', '4930123456')], contactPhone: undefined }, US)).toMatchObject({
      ...{ e164: undefined, lookUp: '+4930123456', isExact: false },
    });
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
