import { and, eq, exists, lte, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { CallerAnswerStore } from '../caller-ports.ts';
import { callerAnswers, workspaces } from '../schema/postgres.ts';
import type { Connections } from './connect.ts';
import { given, keptStatements } from './statements.ts';

function prepare(db: NodePgDatabase) {
  const ofWorkspace = eq(callerAnswers.workspaceId, given(callerAnswers.workspaceId, 'workspaceId'));
  const ofNumber = and(ofWorkspace, eq(callerAnswers.phoneE164, given(callerAnswers.phoneE164, 'phoneE164')));
  const namesContact = and(ofWorkspace, eq(callerAnswers.contactId, given(callerAnswers.contactId, 'fromId')));

  const select = db.select().from(callerAnswers).where(ofNumber).prepare('caller_answers_select');

  // The one that is given last counts, not the one with the latest time: clocks of instances differ.
  const upsert = db
    .insert(callerAnswers)
    .values({
      workspaceId: sql.placeholder('workspaceId'),
      phoneE164: sql.placeholder('phoneE164'),
      contactId: sql.placeholder('contactId'),
      adminId: sql.placeholder('adminId'),
      answeredAtMs: sql.placeholder('answeredAtMs'),
    })
    .onConflictDoUpdate({
      target: [callerAnswers.workspaceId, callerAnswers.phoneE164],
      set: {
        contactId: sql`excluded.contact_id`,
        adminId: sql`excluded.admin_id`,
        answeredAtMs: sql`excluded.answered_at_ms`,
      },
    })
    .prepare('caller_answers_upsert');

  const deleteNumber = db.delete(callerAnswers).where(ofNumber).prepare('caller_answers_delete_number');
  const deleteContact = db.delete(callerAnswers).where(namesContact).prepare('caller_answers_delete_contact');
  const rename = db
    .update(callerAnswers)
    .set({ contactId: given(callerAnswers.contactId, 'toId') })
    .where(namesContact)
    .prepare('caller_answers_rename_contact');

  return { select, upsert, deleteNumber, deleteContact, rename };
}

export function createCallerAnswerStore({ answer }: Connections): CallerAnswerStore {
  const statements = keptStatements(prepare);
  return {
    find: (query) =>
      answer('find an answer about a caller', async (db) => (await statements(db).select.execute({ ...query }))[0]),
    keep: (one) =>
      answer(
        'keep an answer about a caller',
        async (db) => {
          await statements(db).upsert.execute({ ...one });
        },
        { workspaceId: one.workspaceId },
      ),
    forget: (query) =>
      answer(
        'forget an answer about a caller',
        async (db) => (await statements(db).deleteNumber.execute({ ...query })).rowCount === 1,
      ),
    moveContact: ({ workspaceId, fromId, toId }) =>
      answer('move answers about callers', async (db) => {
        const { deleteContact, rename } = statements(db);
        if (toId === undefined) await deleteContact.execute({ workspaceId, fromId });
        else await rename.execute({ workspaceId, fromId, toId });
      }),
  };
}

function prepareForgetting(db: NodePgDatabase) {
  // Answers outlive a reinstall, so it is the workspace that tells whether the removal is of an older install.
  const isOfThisInstall = exists(
    db
      .select({ one: sql`1` })
      .from(workspaces)
      .where(
        and(
          eq(workspaces.workspaceId, given(workspaces.workspaceId, 'workspaceId')),
          lte(workspaces.epoch, given(workspaces.epoch, 'epoch')),
        ),
      ),
  );
  const deleteAbout = db
    .delete(callerAnswers)
    .where(
      and(
        eq(callerAnswers.workspaceId, given(callerAnswers.workspaceId, 'workspaceId')),
        eq(callerAnswers.contactId, given(callerAnswers.contactId, 'contactId')),
        isOfThisInstall,
      ),
    )
    .prepare('caller_answers_delete_about');
  return { deleteAbout };
}

const forgetting = keptStatements(prepareForgetting);

/** Forgets who somebody was said to be, in the transaction that removes the contact. */
export async function forgetAnswers(
  db: NodePgDatabase,
  { workspaceId, epoch, contactId }: { workspaceId: string; epoch: number; contactId: string },
): Promise<void> {
  await forgetting(db).deleteAbout.execute({ workspaceId, epoch, contactId });
}
