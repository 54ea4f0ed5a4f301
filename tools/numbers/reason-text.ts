import type { Finding } from './weigh-phone.ts';

const REASONS: Readonly<Record<Finding['why'], string>> = {
  empty: 'no number',
  hidden: 'says that the number is withheld',
  not_a_number: 'no number, or more than one',
  too_short: 'too short for a whole number',
  no_country: 'no country code, and no country to read it in',
  not_in_use: 'has the form of a number, but none in use as far as is known',
  ambiguous: 'nothing tells which of them',
  invalid: 'a number of no country',
  international: 'not written as E.164',
  national: 'written as it is dialled in the country',
  without_plus: 'country code without its plus',
  exit_code: 'exit code instead of the plus',
  doubled_trunk_zero: 'one zero too many in front',
  plus_before_trunk: 'a plus before a number without country code',
  old_mexican_prefix: 'a prefix that Mexico no longer has',
  keypad: 'letters of the keypad',
};

/** Why a phone is in the list, in words. */
export function reasonText({ kind, why, extension, international }: Finding): string {
  const reasons = [
    ...(kind === 'two_readings' ? ['may mean two numbers'] : []),
    international === undefined ? REASONS[why] : `${REASONS[why]}: ${international}`,
    // Intercom has one field for it all.
    ...(extension === undefined ? [] : [`the extension ${extension} would be lost`]),
  ];
  return reasons.join('; ');
}
