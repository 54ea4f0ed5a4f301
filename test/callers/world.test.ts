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

/** Forms that do not say that a country code comes first. */
const DOUBTFUL = new Set(['as locals write it', 'without its plus']);

interface Count {
  total: number;
  right: number;
  /** Taken for no number: it may mean two, and the right one is among them. */
  undecided: string[];
  unresolved: string[];
  /** Taken for another number, however sure that is. */
  wrong: string[];
}

function count(numbers: readonly WorldNumber[], write: Write): Count {
  const counted: Count = { total: 0, right: 0, undecided: [], unresolved: [], wrong: [] };
  for (const each of numbers) {
    const text = write(each);
    if (text === undefined) continue;
    counted.total += 1;
    const found = resolveNumber(text, each.region);
    const told = `${text} in ${each.region}: ${found.resolved ? found.e164 : found.reason}`;
    if (found.resolved && found.e164 === each.number.number) counted.right += 1;
    else if (found.resolved) counted.wrong.push(told);
    else if (found.reason === 'ambiguous' && found.candidates.includes(each.number.number))
      counted.undecided.push(told);
    else counted.unresolved.push(told);
  }
  return counted;
}

const numbers = worldNumbers(20);

test('every region is looked at, mobile and fixed', () => {
  const seen = new Set(numbers.map(({ region, line }) => `${region} ${line}`));
  expect(
    getCountries().flatMap((region) => [`${region} mobile`, `${region} fixed`].filter((one) => !seen.has(one))),
  ).toEqual([]);
  expect(numbers.length).toBeGreaterThan(9000);
});

const counts = Object.entries(FORMS).map(([form, write]) => ({ form, counted: count(numbers, write) }));

describe.each(counts)('a number written $form', ({ form, counted }) => {
  test('is never taken for another one', () => {
    expect(counted.wrong).toEqual([]);
  });

  test('is read, unless it may mean two numbers, of which it is one', () => {
    expect(counted.unresolved).toEqual([]);
  });

  test('is read right in at least 998 of 1,000, and always where it says its country code', () => {
    expect(counted.right / counted.total).toBeGreaterThanOrEqual(DOUBTFUL.has(form) ? 0.998 : 1);
  });
});

test('the usual mobile of every region is read right in every form', () => {
  const seen = new Set<string>();
  const usual = numbers.filter(({ region }) => !seen.has(region) && seen.add(region));
  for (const write of Object.values(FORMS)) {
    const { right, undecided } = count(usual, write);
    // The library's example for Gabon is of the plan that ended in 2019.
    expect(undecided.filter((told) => !told.includes(' in GA: '))).toEqual([]);
    expect(right + undecided.length).toBe(usual.filter((each) => write(each) !== undefined).length);
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

test('a number’s national form with its country gives the number back, or has it as one of two', () => {
  const others = numbers.filter(({ number }) => {
    const found = resolveNumber(number.number, undefined);
    if (!found.resolved || found.e164 !== number.number) return true;
    const again = resolveNumber(found.national, found.country);
    if (again.resolved) return again.e164 !== number.number;
    return again.reason !== 'ambiguous' || !again.candidates.includes(number.number);
  });
  expect(others).toEqual([]);
});
