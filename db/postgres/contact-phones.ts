import { and, eq, lte, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { contactPhones } from '../schema/postgres.ts';
import { givenAll } from './arrays.ts';
import { given, keptStatements } from './statements.ts';

interface Numbers {
  contactId: string;
  /** E.164. */
  phones: readonly string[];
}

const statements = keptStatements((db) => ({
  deleteOld: db
    .delete(contactPhones)
    .where(
      and(
        eq(contactPhones.workspaceId, given(contactPhones.workspaceId, 'workspaceId')),
        eq(contactPhones.contactId, sql`any(${givenAll(contactPhones.contactId, 'contactIds')})`),
        lte(contactPhones.epoch, given(contactPhones.epoch, 'epoch')),
      ),
    )
    .prepare('contact_phones_delete_old'),
  insert: db
    .insert(contactPhones)
    .select(
      sql`select distinct ${given(contactPhones.workspaceId, 'workspaceId')}::text, one.phone, one.contact_id,
          ${given(contactPhones.epoch, 'epoch')}::bigint
        from unnest(
          ${givenAll(contactPhones.phoneE164, 'phones')}, ${givenAll(contactPhones.contactId, 'contactIds')}
        ) as one(phone, contact_id)`,
    )
    .prepare('contact_phones_insert'),
}));

/**
 * By which numbers contacts are found: written in the transaction that writes the contacts, whose rows are locked by it.
 */
export async function replacePhones(
  db: NodePgDatabase,
  of: { workspaceId: string; epoch: number },
  contacts: readonly Numbers[],
): Promise<void> {
  if (contacts.length === 0) return;
  const { workspaceId, epoch } = of;
  const { deleteOld, insert } = statements(db);
  await deleteOld.execute({ workspaceId, epoch, contactIds: contacts.map(({ contactId }) => contactId) });
  const pairs = contacts.flatMap(({ contactId, phones }) => phones.map((phone) => ({ contactId, phone })));
  if (pairs.length === 0) return;
  await insert.execute({
    workspaceId,
    epoch,
    phones: pairs.map(({ phone }) => phone),
    contactIds: pairs.map(({ contactId }) => contactId),
  });
}
