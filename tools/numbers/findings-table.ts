import { reasonText } from './reason-text.ts';
import { shortened, textTable } from './text-table.ts';
import type { Finding } from './weigh-phone.ts';

const TITLES = ['CONTACT', 'ROLE', 'NAME', 'PHONE', 'READING', 'OTHER READING', 'CONFIDENCE', 'REASON'];

/** The lines of a table for a terminal. The CSV file has the texts in full. */
export function findingsTable(findings: readonly Finding[]): string[] {
  return textTable(TITLES, findings.map(cellsOf));
}

function cellsOf(finding: Finding): string[] {
  const { contactId, role, name = '', phone, reading = '', otherReadings, confidence = '' } = finding;
  const known = [contactId, role, shortened(name), shortened(phone), reading, otherReadings.join(' '), confidence];
  return [...known, reasonText(finding)];
}
