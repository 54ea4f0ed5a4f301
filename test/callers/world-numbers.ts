import fc from 'fast-check';
import examples from 'libphonenumber-js/examples.mobile.json';
import {
  type CountryCode,
  getCountries,
  getExampleNumber,
  Metadata,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';
import { diallingIn } from '../../server/callers/numbering-plan.ts';

export interface WorldNumber {
  region: CountryCode;
  line: 'mobile' | 'fixed';
  number: PhoneNumber;
}

interface Plan {
  type(name: string): { pattern(): string | undefined } | undefined;
}

/** Numbers in use, of every region: its example of a mobile, and what its plan's own patterns allow, mobile and fixed. */
export function worldNumbers(ofEach: number): WorldNumber[] {
  return getCountries().flatMap((region) => {
    const example = getExampleNumber(region, examples);
    return [
      ...(example === undefined ? [] : [{ region, line: 'mobile' as const, number: example }]),
      ...drawn(region, 'MOBILE', ofEach).map((number) => ({ region, line: 'mobile' as const, number })),
      ...drawn(region, 'FIXED_LINE', ofEach).map((number) => ({ region, line: 'fixed' as const, number })),
    ];
  });
}

function drawn(region: CountryCode, type: 'MOBILE' | 'FIXED_LINE', ofEach: number): PhoneNumber[] {
  const metadata = new Metadata();
  metadata.selectNumberingPlan(region);
  const plan = metadata.numberingPlan as unknown as Plan;
  // Where mobiles cannot be told from fixed lines, as in North America, their pattern is left empty.
  const pattern = plan.type(type)?.pattern() || plan.type('FIXED_LINE')?.pattern();
  const texts = fc.sample(fc.stringMatching(new RegExp(`^(?:${pattern})$`)), { numRuns: ofEach, seed: 7 });
  return [...new Set(texts)].flatMap((digits) => {
    const number = parsePhoneNumberFromString(`+${diallingIn(region)?.callingCode}${digits}`);
    return number?.isValid() === true && number.nationalNumber === digits ? [number] : [];
  });
}
