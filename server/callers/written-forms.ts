import { resolveNumber } from './resolve-number.ts';

/** A group of a search holds 15 filters, and one of them is wanted for something else. */
const MOST_FORMS = 14;

/**
 * The forms in which people write a number (E.164) into a contact, the usual ones first. Intercom's search compares the
 * text as it was typed.
 */
export function writtenForms(phoneE164: string): string[] {
  const digits = phoneE164.replace(/\D/g, '');
  const forms = [phoneE164, digits, `00${digits}`];
  const number = resolveNumber(phoneE164, undefined);
  if (number.resolved) {
    const countryCode = number.international.slice(1).split(' ', 1).join('');
    forms.push(
      ...[number.national, ...grouped(number.national, ['', ' ', '.', '-'])],
      ...[number.international, ...grouped(number.international, [' ', '.', '-']).map((groups) => `+${groups}`)],
      digits.slice(countryCode.length),
    );
  }
  return [...new Set(forms)].slice(0, MOST_FORMS);
}

const grouped = (written: string, separators: readonly string[]): string[] => {
  const groups = written.match(/\d+/g) ?? [];
  return separators.map((separator) => groups.join(separator));
};
