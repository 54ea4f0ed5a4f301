import type { FindingKind, Weighed } from './weigh-phone.ts';

/** How many contacts an audit saw, and what it says of them. */
export interface Totals {
  contacts: number;
  withPhone: number;
  /** There is one reading and nothing had to be mended, however it is written. */
  certain: number;
  findings: Record<FindingKind, number>;
}

export const newTotals = (): Totals => ({
  ...{ contacts: 0, withPhone: 0, certain: 0 },
  findings: { unreadable: 0, two_readings: 0, rewrite: 0 },
});

export function count(totals: Totals, weighed: Weighed): void {
  totals.contacts += 1;
  if (weighed.phone === 'none') return;
  totals.withPhone += 1;
  if (weighed.isCertain) totals.certain += 1;
  if (weighed.finding !== undefined) totals.findings[weighed.finding.kind] += 1;
}

const inWords = new Intl.NumberFormat('en');

/** The lines that an audit ends with. */
export function totalsText({ contacts, withPhone, certain, findings }: Totals): string[] {
  const [all, phones, sure] = [contacts, withPhone, certain].map((one) => inWords.format(one));
  return [
    `Contacts: ${all}, with a phone ${phones}, read with certainty ${sure}.`,
    `  cannot be read           ${inWords.format(findings.unreadable)}`,
    `  may mean two numbers     ${inWords.format(findings.two_readings)}`,
    `  would be written anew    ${inWords.format(findings.rewrite)}`,
  ];
}
