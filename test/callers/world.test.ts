import { getCountries } from 'libphonenumber-js/max';
import { describe, expect, test } from 'vitest';
import { diallingIn } from '../../server/callers/numbering-plan.ts';
import { resolveNumber } from '../../server/callers/resolve-number.ts';
import { type WorldNumber, worldNumbers } from './world-numbers.ts';

type Write = (given: WorldNumber) => string | undefined;

const FORMS: Record<string, Write> = {
  'as locals write it': ({ number }) => number.formatNational(),
  international: ({ number }) => number.formatInternational(),
  'E.164': ({ number }) => number.number,
  '00 for the plus': ({ number }) => `00${number.number.slice(1)}`,
  'without its plus': ({ number }) => number.number.slice(1),
  'country code and bracketed trunk prefix': ({ region, number }) => {
    const trunk = diallingIn(region)?.trunkPrefix;
    // Only where locals write one.
    if (trunk === undefined || !number.formatNational().startsWith(trunk)) return undefined;
    return number.formatInternational().replace(' ', ` (${trunk}) `);
  },
};

interface Count {
  total: number;
  right: number;
  /** Another number, with doubt and with the right one as the other reading. */
  otherReading: string[];
  unresolved: string[];
  wrong: string[];
}

function count(numbers: readonly WorldNumber[], write: Write): Count {
  const counted: Count = { total: 0, right: 0, otherReading: [], unresolved: [], wrong: [] };
  for (const each of numbers) {
    const text = write(each);
    if (text === undefined) continue;
    counted.total += 1;
    const found = resolveNumber(text, each.region);
    const told = `${text} in ${each.region}: ${found.resolved ? found.e164 : found.reason}`;
    if (!found.resolved) counted.unresolved.push(told);
    else if (found.e164 === each.number.number) counted.right += 1;
    else if (found.confidence !== 'high' && found.alternatives.includes(each.number.number))
      counted.otherReading.push(told);
    else counted.wrong.push(told);
  }
  return counted;
}

const numbers = worldNumbers(5);

test('every region is looked at, mobile and fixed', () => {
  const seen = new Set(numbers.map(({ region, line }) => `${region} ${line}`));
  expect(
    getCountries().flatMap((region) => [`${region} mobile`, `${region} fixed`].filter((one) => !seen.has(one))),
  ).toEqual([]);
  expect(numbers.length).toBeGreaterThan(2000);
});

describe.each(Object.entries(FORMS))('a number written %s', (_, write) => {
  const counted = count(numbers, write);

  test('is never taken for another one without the right one beside it', () => {
    expect(counted.wrong).toEqual([]);
  });

  test('is read right in at least 998 of 1,000', () => {
    expect(counted.right / counted.total).toBeGreaterThanOrEqual(0.998);
  });
});

test('a number with its country code is read right always', () => {
  for (const form of ['international', 'E.164', '00 for the plus', 'country code and bracketed trunk prefix']) {
    const { otherReading, unresolved } = count(numbers, FORMS[form] ?? (() => undefined));
    expect([...otherReading, ...unresolved]).toEqual([]);
  }
});

test('the usual mobile of every region is read right in every form', () => {
  const seen = new Set<string>();
  const usual = numbers.filter(({ region }) => !seen.has(region) && seen.add(region));
  for (const write of Object.values(FORMS)) {
    const { total, right } = count(usual, write);
    expect(right).toBe(total);
  }
});

test('a trunk zero too many is taken off, unless what it makes is a number abroad', () => {
  const withZero = numbers.filter(
    ({ region, number }) => diallingIn(region)?.trunkPrefix === '0' && number.formatNational().startsWith('0'),
  );
  const outcomes = withZero.map(({ region, number }) => ({
    number,
    found: resolveNumber(`0${number.formatNational()}`, region),
  }));
  const others = outcomes.filter(({ number, found }) => !found.resolved || found.e164 !== number.number);
  expect(others.length / outcomes.length).toBeLessThan(0.05);
  for (const { found } of others) expect(found).toMatchObject({ resolved: true, how: 'exit_code' });
});

test('a number’s national form with its country gives the number back, or has it as the other reading', () => {
  for (const { number } of numbers) {
    const found = resolveNumber(number.number, undefined);
    expect(found).toMatchObject({ resolved: true, e164: number.number });
    if (!found.resolved) continue;
    const again = resolveNumber(found.national, found.country);
    expect(again.resolved ? [again.e164, ...again.alternatives] : again).toContain(number.number);
  }
});
