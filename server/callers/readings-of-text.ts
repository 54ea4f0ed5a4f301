import { type Reading, readInternational, readNational } from './number-readings.ts';
import type { NumberText } from './number-text.ts';
import type { Dialling } from './numbering-plan.ts';

export type How =
  /** Plus and country code. */
  | 'international'
  /** As it is dialled in the default country. */
  | 'national'
  /** Country code, without its plus. */
  | 'without_plus'
  /** An exit code for the plus: 00, 011. */
  | 'exit_code'
  /** One trunk zero too many: 00762043575 in France. */
  | 'doubled_trunk_zero'
  /** A plus before a national number: +0762043575. */
  | 'plus_before_trunk'
  /** A prefix that Mexico gave up in 2019 and 2020: +52 1, 044, 045, 01. */
  | 'old_mexican_prefix'
  /** Letters read off the keypad: 1-800-FLOWERS. */
  | 'keypad';

export type Confidence = 'high' | 'medium' | 'low';

export interface Found extends Reading {
  how: How;
  confidence: Confidence;
  /** E.164. */
  alternatives: string[];
}

/** Two numbers, and nothing in the text tells which of them is meant. */
export interface Undecided {
  /** E.164. */
  undecided: string[];
}

/** Reads a text that begins with a plus. */
export function readPlus({ digits, keypad }: NumberText, dialling: Dialling | undefined): Found | undefined {
  return (
    found(readInternational(digits), 'international') ??
    found(readOldMexican(digits), 'old_mexican_prefix', 'medium') ??
    found(digits.startsWith('00') ? readAbroad(digits.slice(2)) : undefined, 'exit_code', 'medium') ??
    (dialling !== undefined && /^0[1-9]/.test(digits)
      ? found(readNational(digits, dialling), 'plus_before_trunk', 'low')
      : undefined) ??
    readWord(keypad, readInternational)
  );
}

/** Reads a text without a plus: as it is dialled in the default country, or from its country code on. */
export function readDialled(
  { digits, keypad }: NumberText,
  dialling: Dialling | undefined,
): Found | Undecided | undefined {
  return (
    (dialling && readIn(digits, dialling)) ??
    found(digits.startsWith('00') ? readAbroad(digits.slice(2)) : undefined, 'exit_code', 'medium') ??
    found(digits.startsWith('011') ? readAbroad(digits.slice(3)) : undefined, 'exit_code', 'medium') ??
    (dialling && readMended(digits, dialling)) ??
    (dialling && readWord(keypad, (word) => readNational(word, dialling)))
  );
}

/** A short code or a local number, where it has no more digits than this and a whole number would have its trunk prefix. */
const MOST_LOCAL_DIGITS = 6;

function readIn(digits: string, dialling: Dialling): Found | Undecided | undefined {
  const dialled = readWhole(digits, dialling);
  const plain = readPlain(digits, dialled, dialling);
  if (dialled === undefined || plain === undefined || dialled.number.number === plain.reading.number.number) {
    if (plain !== undefined) return found(plain.reading, plain.how);
    return dialled && found(dialled, howDialled(digits, dialled, dialling));
  }
  if (plain.likelier === 'plain') return found(plain.reading, plain.how, 'medium', [dialled.number.number]);
  if (plain.likelier === undefined) return undecided(dialled, plain.reading);
  return found(dialled, howDialled(digits, dialled, dialling), 'medium', [plain.reading.number.number]);
}

function readWhole(digits: string, dialling: Dialling): Reading | undefined {
  const { trunkPrefix } = dialling;
  const dialled = readNational(digits, dialling);
  if (dialled === undefined || trunkPrefix === undefined || digits.startsWith(trunkPrefix)) return dialled;
  const isLocal = digits.length <= MOST_LOCAL_DIGITS && dialled.number.formatNational().startsWith(trunkPrefix);
  return isLocal ? undefined : dialled;
}

interface PlainReading {
  reading: Reading;
  how: How;
  /** Which is likelier, beside the one as it is dialled; undefined: nothing tells. */
  likelier: 'plain' | 'dialled' | undefined;
}

/** The reading that a numbering plan does not have, of what people write all the same. */
function readPlain(
  digits: string,
  dialled: Reading | undefined,
  { callingCode, trunkPrefix }: Dialling,
): PlainReading | undefined {
  const given = (reading: Reading | undefined, how: How, likelier: PlainReading['likelier']) =>
    reading && { reading, how, likelier };
  if (digits.startsWith(callingCode)) {
    // Who dials inside the country would dial the trunk prefix: 4917667402970 in Germany lacks only its plus. Where there
    // is none, as in Italy and Poland, both are written with just these digits.
    const lacksTrunk = trunkPrefix !== undefined && !digits.startsWith(trunkPrefix);
    return given(readInternational(digits), 'without_plus', lacksTrunk ? 'plain' : undefined);
  }
  // Where a carrier's code belongs to the exit code, as in Brazil, 0055 is still most often meant for +55.
  if (digits.startsWith('00')) {
    if (dialled === undefined) return undefined;
    return given(
      readInternational(digits.slice(2)),
      'exit_code',
      digits.startsWith(callingCode, 2) ? 'plain' : undefined,
    );
  }
  const prefix = trunkPrefix ?? '0';
  if (digits.startsWith(prefix) && (dialled === undefined || dialled.number.nationalNumber === digits)) {
    const reading = readInternational(callingCode + digits.slice(prefix.length));
    if (trunkPrefix !== undefined || reading === undefined) return given(reading, 'national', 'plain');
    // A 0 before a mobile is an old habit in Italy, whose landlines have one of their own; Gabon's plan itself writes
    // numbers with a 0 of their own and numbers without in one way.
    const isWrittenSo = reading.number.formatNational().replace(/\D/g, '') === digits;
    return given(reading, 'national', isWrittenSo ? undefined : 'dialled');
  }
  return undefined;
}

function undecided(...readings: Reading[]): Undecided {
  const all = readings.map((reading) => found(reading, 'national'));
  return { undecided: all.flatMap((one) => (one === undefined ? [] : [one.number.number, ...one.alternatives])) };
}

function howDialled(digits: string, { number }: Reading, { exitCode }: Dialling): How {
  const exit = exitCode.exec(digits)?.[0] ?? '';
  return exit !== '' && digits.startsWith(number.countryCallingCode, exit.length) ? 'exit_code' : 'national';
}

function readMended(digits: string, dialling: Dialling): Found | undefined {
  if (dialling.country === 'MX')
    return found(readOldMexican(`52${digits.replace(/^52/, '')}`), 'old_mexican_prefix', 'medium');
  return digits.startsWith('00')
    ? found(readNational(digits.slice(1), dialling), 'doubled_trunk_zero', 'low')
    : undefined;
}

const readAbroad = (digits: string): Reading | undefined => readInternational(digits) ?? readOldMexican(digits);

function readOldMexican(digits: string): Reading | undefined {
  const [, rest] = /^52(?:1|01|04[45])(\d{10})$/.exec(digits) ?? [];
  return rest === undefined ? undefined : readInternational(`52${rest}`);
}

const WORD_TYPES: ReadonlySet<string> = new Set(['TOLL_FREE', 'PREMIUM_RATE', 'SHARED_COST', 'UAN']);

/** Words are dialled in North America, and elsewhere only on numbers that companies buy; else letters are a name or a note. */
function readWord(keypad: string | undefined, read: (digits: string) => Reading | undefined): Found | undefined {
  const reading = keypad === undefined ? undefined : read(keypad);
  if (reading === undefined) return undefined;
  const isSound = reading.number.countryCallingCode === '1' || WORD_TYPES.has(reading.type);
  return isSound ? found(reading, 'keypad', 'low') : undefined;
}

function found(
  reading: Reading | undefined,
  how: How,
  confidence: Confidence = 'high',
  alternatives: string[] = [],
): Found | undefined {
  if (reading === undefined) return undefined;
  if (reading.number.countryCallingCode !== '54') return { ...reading, how, confidence, alternatives };
  return argentine({ ...reading, how, confidence, alternatives });
}

/**
 * A mobile in Argentina is called from abroad with a 9 before its area code, and shows itself with or without: both are
 * the same line, as no line at home has the number of a mobile.
 */
function argentine(one: Found): Found {
  const { nationalNumber } = one.number;
  const hasNine = nationalNumber.length === 11 && nationalNumber.startsWith('9');
  if (!hasNine && one.type !== 'FIXED_LINE') return one;
  const other = readInternational(hasNine ? `54${nationalNumber.slice(1)}` : `549${nationalNumber}`);
  if (other === undefined) return one;
  const confidence = !hasNine && one.confidence === 'high' ? 'medium' : one.confidence;
  return { ...one, confidence, alternatives: [...one.alternatives, other.number.number] };
}
