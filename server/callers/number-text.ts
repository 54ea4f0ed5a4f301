import { splitExtension } from './extension.ts';
import { phonePartOf } from './phone-uri.ts';
import { plainCharacters } from './plain-characters.ts';

/** A phone text taken apart, before anything is known of countries. */
export interface NumberText {
  /** It begins with a plus: country code first. */
  plus: boolean;
  /** Only digits, 0 to 9; empty where letters are needed to make it a number. */
  digits: string;
  /** The digits with its letters read off a keypad, where a word stands behind digits: 1-800-FLOWERS. */
  keypad: string | undefined;
  extension: string | undefined;
  /** Nothing but a plus and digits, as machines write. */
  bare: boolean;
}

const MAX_LENGTH = 250;
const BARE = /^\+?\d{1,20}$/;
const FIRST = /[+\d]/;
/** What people put between the digits of one number. Anything else there - a line's end, a comma, an asterisk - is no number, or two. */
const ONE_NUMBER = /^\+*[\d ()[\].\-/_~']+$/;
const IN_FRONT = /[*#@•…]|[\p{L}\p{N}]$/u;
const BEHIND = /^(?!\p{L})[\p{L}\s.,:()[\]/-]*$/u;
/** A mask of the last digits - xxx - must not pass as a shorter number with a word behind it. */
const MASK = /(?<!\p{L})(?:x|(\p{L})\1+)(?!\p{L})/iu;
const VANITY = /^\+?(?:[ ().-]{0,2}\d){3,8}[ ).-]{0,2}[a-z][a-z\d]*(?:[ -][a-z\d]+){0,2}$/i;
const DATE = /^(?:19|20)\d\d-[01]\d-[0-3]\d$/;
const KEYS = 'abc def ghi jkl mno pqrs tuv wxyz'.split(' ');
const KEY_OF = new Map(KEYS.flatMap((letters, index) => [...letters].map((letter) => [letter, String(index + 2)])));

/** Takes a phone text apart; the reason when there is no number in it, or more than one. */
export function readNumberText(raw: string): NumberText | { reason: 'empty' | 'not_a_number' } {
  if (BARE.test(raw)) {
    const plus = raw.startsWith('+');
    return { plus, digits: plus ? raw.slice(1) : raw, keypad: undefined, extension: undefined, bare: true };
  }
  if (raw.length > MAX_LENGTH) return { reason: 'not_a_number' };
  const text = plainCharacters(raw).trim();
  if (text === '') return { reason: 'empty' };
  const part = phonePartOf(text);
  if (part === undefined) return { reason: 'not_a_number' };
  const { body, extension } = splitExtension(part.text);
  const read = digitsOf(body);
  if (read === undefined) return { reason: 'not_a_number' };
  return { ...read, extension: part.extension ?? extension, bare: BARE.test(body) };
}

function digitsOf(body: string): Pick<NumberText, 'plus' | 'digits' | 'keypad'> | undefined {
  const keypad = body.length <= 30 && VANITY.test(body) ? keypadDigits(body) : undefined;
  const start = body.search(FIRST);
  if (start < 0 || (body[start] !== '+' && IN_FRONT.test(body.slice(0, start)))) return undefined;
  const end = body.search(/\d\D*$/) + 1;
  const core = body.slice(start, end);
  const plus = core.startsWith('+');
  const clear = ONE_NUMBER.test(core) && !DATE.test(core) && isLabel(body.slice(end));
  if (!clear && keypad === undefined) return undefined;
  return { plus, digits: clear ? core.replace(/\D/g, '') : '', keypad };
}

/** What may stand behind a number: a bracket, a word ("home"). */
function isLabel(behind: string): boolean {
  return behind === '' || (BEHIND.test(behind) && !MASK.test(behind));
}

function keypadDigits(text: string): string {
  return text
    .toLowerCase()
    .replace(/[a-z]/g, (letter) => KEY_OF.get(letter) ?? '')
    .replace(/\D/g, '');
}
