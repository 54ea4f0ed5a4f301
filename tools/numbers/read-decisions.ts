import { resolveNumber } from '../../server/callers/resolve-number.ts';
import { plainId } from '../../server/intercom/plain-id.ts';
import { type AuditRow, otherReadingsOf } from './audit-file.ts';

/** What somebody decided for one contact. */
export interface Decision {
  contactId: string;
  /** As the audit saw it. */
  phone: string;
  /** E.164. */
  target: string;
}

export interface ReadDecisions {
  decisions: Decision[];
  /** Rows without a decision. */
  left: number;
  /** A line for each row that cannot be followed: nothing of the file is to be written then. */
  problems: string[];
}

/** Reads the decisions of a reviewed file. A row without one may have anything in it. Pure. */
export function readDecisions(rows: readonly AuditRow[]): ReadDecisions {
  const decisions = new Map<string, Decision & { row: number }>();
  const problems: string[] = [];
  let left = 0;
  for (const row of rows) {
    if (row.decision.trim() === '') {
      left += 1;
      continue;
    }
    const { contact_id: contactId, phone } = row;
    const target = targetOf(row);
    const twin = decisions.get(contactId);
    if (plainId(contactId) === undefined || phone === '')
      problems.push(`Row ${row.row}: its contact id or phone is gone.`);
    else if (twin !== undefined) problems.push(`Row ${row.row}: the contact is in row ${twin.row} too.`);
    else if ('problem' in target) problems.push(`Row ${row.row}: ${target.problem}`);
    else decisions.set(contactId, { row: row.row, contactId, phone, target: target.number });
  }
  return { decisions: [...decisions.values()].map(({ row: _, ...decision }) => decision), left, problems };
}

type Target = { number: string } | { problem: string };

function targetOf(row: AuditRow): Target {
  const decision = row.decision.trim();
  const word = decision.toLowerCase();
  if (word === 'yes') return readingOf(row);
  if (word === 'other') return otherReadingOf(row);
  if (isWritable(decision)) return { number: decision };
  if (/^\d{7,15}$/.test(decision)) {
    return {
      problem: `${decision} has no plus. If the spreadsheet took it away, write '+${decision}, with the apostrophe.`,
    };
  }
  return { problem: `${decision} is not yes, other, or a number such as +33762043575.` };
}

/**
 * E.164, and a number as far as is known. A range that is not known to be in use yet may be right: somebody wrote it down
 * for this contact.
 */
function isWritable(text: string): boolean {
  const number = resolveNumber(text, undefined);
  return number.resolved ? number.e164 === text : number.reason === 'not_in_use' && number.candidates.includes(text);
}

function readingOf(row: AuditRow): Target {
  if (row.reading === '') return { problem: 'there is no reading to take. Write the number itself.' };
  return followed(row, row.reading, (number) => number.e164 === row.reading);
}

function otherReadingOf(row: AuditRow): Target {
  const [other, ...more] = otherReadingsOf(row);
  if (other === undefined) return { problem: 'there is no other reading to take.' };
  if (more.length > 0) return { problem: 'there are several other readings. Write the number itself.' };
  return followed(row, other, ({ alternatives }) => alternatives.includes(other));
}

type Resolved = Extract<ReturnType<typeof resolveNumber>, { resolved: true }>;

/**
 * The reading, if it is what the phone in the same row means: a spreadsheet may have sorted one column without the
 * others, or changed a number.
 */
function followed({ phone, read_in }: AuditRow, reading: string, agrees: (number: Resolved) => boolean): Target {
  const number = resolveNumber(phone, read_in);
  if (number.resolved && agrees(number)) return { number: reading };
  return { problem: 'its reading does not belong to its phone. Did cells move? If not, make a new audit.' };
}
