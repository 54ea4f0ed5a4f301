import { readFileSync } from 'node:fs';
import { oneLine, type Streams } from '../shell/streams.ts';
import { reasonOf, UnusableError } from '../shell/unusable-error.ts';
import { readAuditFile } from './audit-file.ts';
import { type ReadDecisions, readDecisions } from './read-decisions.ts';

const SHOWN = 20;

/**
 * The decisions of a reviewed file, all of them or none: what cannot be followed is told row by row.
 *
 * @throws UnusableError `unreadable_input`, `not_an_audit` or `bad_rows`
 */
export function readReviewed(path: string, { stderr }: Streams): Pick<ReadDecisions, 'decisions' | 'left'> {
  const { decisions, left, problems } = readDecisions(readAuditFile(readUtf8(path), path));
  if (problems.length === 0) return { decisions, left };
  for (const problem of problems.slice(0, SHOWN)) stderr.write(`${oneLine(problem)}\n`);
  const more = problems.length > SHOWN ? `, of which the first ${SHOWN} are above` : '';
  const message = `${path} cannot be followed in ${problems.length} of its rows${more}. Nothing was written.`;
  throw new UnusableError('bad_rows', message);
}

function readUtf8(path: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const message = `${path} cannot be read: ${reasonOf(error)}. Name the reviewed file of an audit.`;
    throw new UnusableError('unreadable_input', message, { cause: error });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    const message = `${path} is not UTF-8 text. In the spreadsheet, save it as "CSV UTF-8".`;
    throw new UnusableError('not_an_audit', message, { cause: error });
  }
}
