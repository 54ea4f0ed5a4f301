/**
 * What it costs to read a phone text: `node bench/phone-numbers.ts`. The resolver and the library it is built on read
 * the same texts on one core, taking turns: the library parsing and checking, the library also writing the national and
 * the international form, and the resolver, which does all of that.
 * The median of the rounds counts.
 */
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { diallingIn } from '../server/callers/numbering-plan.ts';
import { resolveNumber } from '../server/callers/resolve-number.ts';
import { LINES } from '../test/callers/formats.ts';
import { worldNumbers } from '../test/callers/world-numbers.ts';

const ROUNDS = 9;
const TEXTS = 20_000;
/** Numbers a second that the resolver is to read at least. */
const FLOOR = 40_000;

type Text = readonly [text: string, country: string];
type Read = (given: Text) => boolean;

const parse = ([text, country]: Text) =>
  parsePhoneNumberFromString(text, { defaultCountry: diallingIn(country)?.country ?? 'US' });

const READERS: readonly (readonly [name: string, read: Read])[] = [
  ['the library alone', (given) => parse(given)?.isValid() === true],
  [
    'the library, both forms',
    (given) => {
      const number = parse(given);
      return number?.isValid() === true && number.formatNational() !== number.formatInternational();
    },
  ],
  ['the resolver', ([text, country]) => resolveNumber(text, country).resolved],
];

const world = worldNumbers(20);
const KINDS: readonly (readonly [name: string, texts: readonly Text[]])[] = [
  ['written in 44 ways', LINES.flatMap(({ country, written }) => written.map((text) => [text, country] as const))],
  ['E.164, of every region', world.map(({ number }) => [number.number, 'US'] as const)],
  [
    'as locals write it, of every region',
    world.map(({ number, region }) => [number.formatNational(), region] as const),
  ],
  [
    'unreadable',
    ['anonymous', '+266696687', '12345', 'reception', '+1 999 555 0100'].map((text) => [text, 'US'] as const),
  ],
];

/** Numbers a second, and how many of the texts were read. */
function timed(texts: readonly Text[], read: Read): { perSecond: number; found: number } {
  let found = 0;
  const startedAtMs = performance.now();
  for (let nth = 0; nth < TEXTS; nth += 1) {
    const text = texts[nth % texts.length];
    if (text !== undefined && read(text)) found += 1;
  }
  return { perSecond: (TEXTS * 1000) / (performance.now() - startedAtMs), found };
}

const median = (values: readonly number[]): number => values.toSorted((one, two) => one - two)[values.length >> 1] ?? 0;

process.stdout.write(`numbers a second, median (slowest to fastest) of ${ROUNDS} rounds of ${TEXTS}\n`);
let slowest = Number.POSITIVE_INFINITY;
for (const [kind, texts] of KINDS) {
  const rates = new Map<string, number[]>(READERS.map(([name]) => [name, []]));
  const shares = new Map<string, number>();
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [name, read] of READERS) {
      const { perSecond, found } = timed(texts, read);
      shares.set(name, found / TEXTS);
      // The first round only warms up.
      if (round > 0) rates.get(name)?.push(perSecond);
    }
  }
  const base = median(rates.get('the library alone') ?? []);
  slowest = Math.min(slowest, median(rates.get('the resolver') ?? []));
  for (const [name, measured] of rates) {
    const [middle, least, most] = [median(measured), Math.min(...measured), Math.max(...measured)].map(Math.round);
    const ratio = (median(measured) / base).toFixed(2);
    const read = `${((shares.get(name) ?? 0) * 100).toFixed(1)} % read`;
    process.stdout.write(`${`${kind}, ${name}`.padEnd(62)} ${middle} (${least} to ${most}), ratio ${ratio}, ${read}\n`);
  }
}
process.stdout.write(
  `slowest kind: ${Math.round(slowest)} a second, ${(slowest / FLOOR).toFixed(2)} times the floor of ${FLOOR}\n`,
);
