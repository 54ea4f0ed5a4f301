import { describe, expect, test } from 'vitest';
import { resolveNumber } from '../../server/callers/resolve-number.ts';

const read = (text: string, country?: string) => resolveNumber(text, country);
/** `+14422497851 national high`, or the reason. */
function told(text: string, country?: string): string {
  const found = read(text, country);
  return found.resolved ? `${found.e164} ${found.how} ${found.confidence}` : found.reason;
}

test('a number is told in every form, with its country and type', () => {
  expect(read('07 62 04 35 75', 'FR')).toEqual({
    resolved: true,
    e164: '+33762043575',
    national: '07 62 04 35 75',
    international: '+33 7 62 04 35 75',
    country: 'FR',
    type: 'mobile',
    extension: undefined,
    how: 'national',
    confidence: 'high',
    alternatives: [],
  });
});

test.each([
  ['+44 (0)20 8765 3456', undefined, '+442087653456 international high'],
  ['+39 (0)6 6982 1234', undefined, '+390669821234 international high'],
  ['0033 7 62 04 35 75', 'DE', '+33762043575 exit_code high'],
  ['011 33 7 62 04 35 75', 'US', '+33762043575 exit_code high'],
  ['0011 33 7 62 04 35 75', 'AU', '+33762043575 exit_code high'],
  ['010 33 7 62 04 35 75', 'JP', '+33762043575 exit_code high'],
  ['8~10 33 762043575', 'RU', '+33762043575 exit_code high'],
  ['0033 7 62 04 35 75', undefined, '+33762043575 exit_code medium'],
  ['0033 7 62 04 35 75', 'US', '+33762043575 exit_code medium'],
  ['011 33 7 62 04 35 75', 'FR', '+33762043575 exit_code medium'],
  ['+00 33 762043575', undefined, '+33762043575 exit_code medium'],
  ['0055 38 95056 9175', 'BR', '+5538950569175 exit_code medium'],
  ['33762043575', 'FR', '+33762043575 without_plus high'],
  ['00762043575', 'FR', '+33762043575 doubled_trunk_zero low'],
  ['+0762043575', 'FR', '+33762043575 plus_before_trunk low'],
  ['8 (495) 123-45-67', 'RU', '+74951234567 national high'],
  ['06 1 234 5678', 'HU', '+3612345678 national high'],
  ['06 6982 1234', 'IT', '+390669821234 national high'],
  ['077 12 34 56', 'GA', '+24177123456 national high'],
  ['+800 1234 5678', undefined, '+80012345678 international high'],
  ['442-249-7851', ' us ', '+14422497851 national high'],
])('%s in %s is %s', (text, country, expected) => {
  expect(told(text, country)).toBe(expected);
});

test.each([
  ['+52 1 55 1234 5678', undefined],
  ['5215512345678', 'MX'],
  ['1 55 1234 5678', 'MX'],
  ['044 55 1234 5678', 'MX'],
  ['045 55 1234 5678', 'MX'],
  ['01 55 1234 5678', 'MX'],
])('%s is written as Mexico did until 2020, and is the number without its old prefix', (text, country) => {
  expect(told(text, country)).toBe('+525512345678 old_mexican_prefix medium');
});

test('a mobile in Argentina is found with the 9 that calls from abroad need and without it', () => {
  expect(read('+54 9 11 2345 6789')).toMatchObject({ e164: '+5491123456789', alternatives: ['+541123456789'] });
  expect(read('011 15-2345-6789', 'AR')).toMatchObject({ e164: '+5491123456789', alternatives: ['+541123456789'] });
  expect(read('+54 11 2345 6789')).toMatchObject({
    e164: '+541123456789',
    alternatives: ['+5491123456789'],
    confidence: 'medium',
  });
});

test('a number is sure whose only alternative is the same line, and in doubt where another one can be meant', () => {
  expect(read('+5491123456789')).toMatchObject({ confidence: 'high', alternatives: ['+541123456789'] });
  expect(read('4917667402970', 'DE')).toMatchObject({ confidence: 'medium', alternatives: ['+494917667402970'] });
});

describe('where a text can be read in two ways', () => {
  test('digits that lack only their plus are taken so where a national number would have its trunk prefix', () => {
    expect(read('4917667402970', 'DE')).toMatchObject({
      e164: '+4917667402970',
      how: 'without_plus',
      confidence: 'medium',
      alternatives: ['+494917667402970'],
    });
  });

  test('a 0 that belongs to the landlines of a country is left where it is', () => {
    expect(read('0331 123456', 'IT')).toMatchObject({
      e164: '+390331123456',
      how: 'national',
      confidence: 'medium',
      alternatives: ['+39331123456'],
    });
  });

  test.each([
    [
      '488919000',
      'PL',
      ['+48488919000', '+488919000'],
      'with or without a country code, where there is no trunk prefix',
    ],
    [
      '390831610',
      'IT',
      ['+39390831610', '+390831610'],
      'with or without a country code, where there is no trunk prefix',
    ],
    ['03 40 00 56', 'GA', ['+24103400056', '+2413400056'], 'a 0 that the plan writes before both of its numbers'],
    ['0043 1 442 249 7851', 'BR', ['+14422497851', '+4314422497851'], 'a carrier’s code or a country’s'],
  ])('and nothing tells which, neither is taken: %s in %s', (text, country, candidates) => {
    expect(read(text, country)).toEqual({ resolved: false, reason: 'ambiguous', candidates, international: undefined });
  });
});

describe('what stands around a number does not change it', () => {
  test.each([
    ['tel:+1-442-249-7851', undefined],
    ['tel:249-7851;phone-context=+1-442', undefined],
    ['sip:+14422497851@pbx.example.test:5061;transport=tls;user=phone', undefined],
    ['sips:4422497851:secret@pbx.example.test', 'US'],
    ['"Jo Vance" <sip:+14422497851@pbx.example.test>;tag=1', undefined],
    ['sip:%2B14422497851@pbx.example.test', undefined],
    ['whatsapp:+14422497851', undefined],
    ['+14422497851@pbx.example.test', undefined],
    ['\u202a+1\u00a0(442)\u2011249\u20117851\u202c', undefined],
    ['+1\u200b442\ufeff2497851', undefined],
    ['＋１（４４２）２４９－７８５１', undefined],
    ['+١٤٤٢٢٤٩٧٨٥١', undefined],
    ['४४२-२४९-७८५१', 'US'],
    ['Tel.: +1 442 249 7851 (office)', undefined],
    ['📞 442.249.7851', 'US'],
    ['=+14422497851', undefined],
    ['(+1) 442 249 7851', undefined],
    ['++1 442 249 7851', undefined],
  ])('%s', (text, country) => {
    expect(read(text, country)).toMatchObject({ e164: '+14422497851', extension: undefined });
  });

  test.each([
    'ext. 12',
    'ext12',
    'extension 12',
    'x12',
    'x. 12',
    '#12',
    '(ext 12)',
    ';ext=12',
    'poste 12',
    'durchwahl 12',
    'int. 12',
    'anexo 12',
    'ramal: 12',
    'доб. 12',
    '内線12',
    '-12#',
    ',,12#',
    ',12',
    ';12',
  ])('an extension is taken off and kept: %s', (extension) => {
    expect(read(`+1 442 249 7851 ${extension}`)).toMatchObject({ e164: '+14422497851', extension: '12' });
    expect(read(`(442) 249-7851${extension}`, 'US')).toMatchObject({ e164: '+14422497851', extension: '12' });
  });
});

describe('letters', () => {
  test.each([
    ['1-800-FLOWERS', '+18003569377'],
    ['1-800-4MY-BANK', '+18004692265'],
    ['+1 (800) Flowers', '+18003569377'],
    ['442 GOT JUNK', '+14424685865'],
  ])('%s is read off the keypad in North America', (text, e164) => {
    expect(read(text, 'US')).toMatchObject({ e164, how: 'keypad', confidence: 'low' });
  });

  test('elsewhere only where companies buy numbers for their words', () => {
    expect(told('1300 FLOWER', 'AU')).toBe('+611300356937 keypad low');
    expect(told('0301 BERLIN', 'DE')).toBe('too_short');
  });

  test('a word behind a number is a note, not more digits', () => {
    expect(told('030 123456 Berlin', 'DE')).toBe('+4930123456 national high');
  });
});

describe('what is no number, or cannot be told, says why', () => {
  test.each([
    ['', undefined, 'empty'],
    [' \u200b ', undefined, 'empty'],
    ['reception', 'US', 'not_a_number'],
    ['jo@example.test', 'US', 'not_a_number'],
    ['user1234567890@example.test', 'US', 'not_a_number'],
    ['sip:bob@example.test', 'US', 'not_a_number'],
    ['AB1234567', 'DE', 'not_a_number'],
    ['2026-01-08', 'DE', 'not_a_number'],
    ['*31#0762043575', 'FR', 'not_a_number'],
    ['#31#0762043575', 'FR', 'not_a_number'],
    ['+49 30 123456**', undefined, 'not_a_number'],
    ['+49 30 123456xx', undefined, 'not_a_number'],
    ['+49 30 123456 xx', undefined, 'not_a_number'],
    ['0762043575, 0762043576', 'FR', 'not_a_number'],
    ['030 123456\n030 123457', 'DE', 'not_a_number'],
    ['+33762043575 +33762043576', undefined, 'not_a_number'],
    ['911', 'US', 'too_short'],
    ['32665', 'US', 'too_short'],
    ['12345', 'AT', 'too_short'],
    ['+1415', undefined, 'too_short'],
    ['07 62 04 35 75', undefined, 'no_country'],
    ['07 62 04 35 75', 'Atlantis', 'no_country'],
    ['07 62 04 35 75', 'US', 'invalid'],
    ['+999 1234 5678', undefined, 'invalid'],
    ['+1 442 249 78512222', undefined, 'invalid'],
    ['+1 999 555 0100', undefined, 'not_in_use'],
    ['1'.repeat(300), 'US', 'not_a_number'],
  ])('%j in %s: %s', (text, country, reason) => {
    expect(told(text, country)).toBe(reason);
  });

  test('no text at all is empty', () => {
    expect(resolveNumber(undefined, 'US')).toMatchObject({ resolved: false, reason: 'empty' });
  });

  test('digits of a country that is not the default one are there to search by, not as a number', () => {
    expect(read('33762043575', 'US')).toMatchObject({ reason: 'invalid', candidates: ['+33762043575'] });
    expect(read('33762043575')).toMatchObject({ reason: 'no_country', candidates: ['+33762043575'] });
  });

  test('a number of a range that is not in use can be read and searched by', () => {
    expect(read('+1 999 555 0100')).toMatchObject({ candidates: ['+19995550100'], international: '+1 999 555 0100' });
  });
});
