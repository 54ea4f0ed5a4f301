import type Database from 'better-sqlite3';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { FactStore } from '../mirror-ports.ts';
import { factChanges } from './facts-change.ts';
import { contactFacts } from './facts-contacts.ts';
import { factGlance } from './facts-glance.ts';
import { factReading } from './facts-read.ts';
import { factUpkeep } from './facts-upkeep.ts';

/** The statements are prepared once and kept as long as the store. */
export function createFactStore(db: BetterSQLite3Database, client: Database.Database): FactStore {
  return {
    ...factReading(db, client),
    ...factGlance(db, client),
    ...factChanges(db, client),
    ...contactFacts(db, client),
    ...factUpkeep(db, client),
  };
}
