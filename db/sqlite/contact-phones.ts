import { and, eq, lte, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { contactPhones } from '../schema/sqlite.ts';
import { onFirstUse } from './on-first-use.ts';

interface Numbers {
  workspaceId: string;
  epoch: number;
  contactId: string;
  /** E.164. */
  phones: readonly string[];
}

/** By which numbers a contact is found: written in the transaction that writes the contact. */
export function contactPhoneWriting(db: BetterSQLite3Database): { replacePhones: (numbers: Numbers) => void } {
  const deleteOld = onFirstUse(() =>
    db
      .delete(contactPhones)
      .where(
        and(
          eq(contactPhones.workspaceId, sql.placeholder('workspaceId')),
          eq(contactPhones.contactId, sql.placeholder('contactId')),
          lte(contactPhones.epoch, sql.placeholder('epoch')),
        ),
      )
      .prepare(),
  );

  const insert = onFirstUse(() =>
    db
      .insert(contactPhones)
      .values({
        workspaceId: sql.placeholder('workspaceId'),
        phoneE164: sql.placeholder('phoneE164'),
        contactId: sql.placeholder('contactId'),
        epoch: sql.placeholder('epoch'),
      })
      .prepare(),
  );

  return {
    replacePhones: ({ workspaceId, epoch, contactId, phones }) => {
      deleteOld.run({ workspaceId, epoch, contactId });
      for (const phoneE164 of new Set(phones)) insert.run({ workspaceId, epoch, contactId, phoneE164 });
    },
  };
}
