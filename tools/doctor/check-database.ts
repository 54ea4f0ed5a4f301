import { nameDatabase } from '../../db/database-url.ts';
import { StoreUnavailableError, UnreadableDatabaseError } from '../../db/errors.ts';
import { openStoreReader } from '../../db/open-store.ts';
import type { StoreReader } from '../../db/ports.ts';
import { reasonOf } from '../shell/unusable-error.ts';
import { type Finding, findingsIn } from './finding.ts';

const { ok, warning, problem } = findingsIn('database');

/** Opens the database to read. Nothing is made, migrated or written. Close the store. */
export async function checkDatabase(databaseUrl: string): Promise<{ findings: Finding[]; store?: StoreReader }> {
  const name = nameDatabase(databaseUrl);
  try {
    const store = await openStoreReader(databaseUrl);
    return { store, findings: [ok(`${name} opens and has the tables of this version`)] };
  } catch (error) {
    if (error instanceof UnreadableDatabaseError) return { findings: [unreadable(error)] };
    if (!(error instanceof StoreUnavailableError)) throw error;
    return { findings: [problem(`${name} cannot be read: ${reasonOf(error.cause)}`, error.message)] };
  }
}

/** The message of the error ends with what to do. */
function unreadable({ why, message }: UnreadableDatabaseError): Finding {
  const [found = message, ...next] = message.split(/(?<=[.:]) /);
  // All but a foreign one are mended by starting Callcard, or are as somebody wanted them.
  return (why === 'foreign' ? problem : warning)(found.replace(/[.:]$/, ''), next.join(' '));
}
