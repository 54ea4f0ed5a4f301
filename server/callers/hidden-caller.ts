import { HIDDEN_PHRASES, HIDDEN_WORDS, WORDS_BESIDE } from './hidden-words.ts';
import { type NumberText, readNumberText } from './number-text.ts';

/**
 * Numbers that stand for no number: Twilio, and who builds on it, spells ANONYMOUS, RESTRICTED, BLOCKED, UNKNOWN and
 * UNAVAILABLE on the keypad. The first would else be taken for a number in Lesotho.
 */
const SENTINELS: ReadonlySet<string> = new Set(['266696687', '7378742833', '2562533', '8656696', '86282452253']);
const EXIT_CODE = /^(?:00|011)/;
/** The host that SIP calls come from when the caller asks for privacy (RFC 3323). */
const PRIVATE_HOST = /@(?:anonymous|unknown|restricted|unavailable)\.invalid\b/i;
const SCHEME = /^\s*(?:sips?|tel):/i;
/** Chinese and Japanese put no space before "number" and "call". */
const WITHOUT_SPACES = /号码|號碼|番号|来电|來電|电话|電話/g;
const BEHIND_USER = /[@;].*$/s;

/** Whether a phone text says that the caller's number is withheld, in a word or by a number that stands for none. */
export function isHiddenCaller(raw: string | undefined): boolean {
  if (raw === undefined) return false;
  const written = readNumberText(raw);
  return 'digits' in written ? isSentinel(written) : saysHidden(raw);
}

/**
 * A machine writes them with a plus, with an exit code or as bare digits; (737) 874-2833 written by a person is a line
 * in Texas.
 */
export function isSentinel({ plus, bare, digits }: NumberText): boolean {
  if (plus) return SENTINELS.has(digits);
  return bare && (SENTINELS.has(digits) || SENTINELS.has(digits.replace(EXIT_CODE, '')));
}

/** For texts that have no number in them. */
export function saysHidden(raw: string): boolean {
  if (raw.length > 250) return false;
  if (PRIVATE_HOST.test(raw)) return true;
  const words = wordsOf((/<([^<>]*)>/.exec(raw)?.[1] ?? raw).replace(SCHEME, '').replace(BEHIND_USER, ''));
  if (PHRASES.has(words.join(' '))) return true;
  const telling = words.filter((word) => !BESIDE.has(word));
  return telling.length > 0 && (telling.every((word) => WORDS.has(word)) || WORDS.has(words.join('')));
}

function wordsOf(text: string): string[] {
  const folded = text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .normalize('NFC')
    .toLowerCase();
  return folded
    .replace(WITHOUT_SPACES, ' $& ')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

const setOf = (texts: readonly string[]): ReadonlySet<string> => new Set(texts.map((one) => wordsOf(one).join(' ')));
const WORDS = setOf(HIDDEN_WORDS);
const BESIDE = setOf(WORDS_BESIDE);
const PHRASES = setOf(HIDDEN_PHRASES);
