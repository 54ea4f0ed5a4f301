import { and, eq, exists, lte, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { CallerAnswerStore } from '../caller-ports.ts';
import { callerAnswers, workspaces } from '../schema/sqlite.ts';
import { answer } from './answer.ts';
import { onFirstUse } from './on-first-use.ts';

/** The statements are prepared once and kept as long as the store. */
export function createCallerAnswerStore(db: BetterSQLite3Database): CallerAnswerStore {
  const ofWorkspace = eq(callerAnswers.workspaceId, sql.placeholder('workspaceId'));
  const ofNumber = and(ofWorkspace, eq(callerAnswers.phoneE164, sql.placeholder('phoneE164')));
  const namesContact = and(ofWorkspace, eq(callerAnswers.contactId, sql.placeholder('fromId')));

  const select = onFirstUse(() => db.select().from(callerAnswers).where(ofNumber).prepare());

  // The one that is given last counts, not the one with the latest time: clocks of instances differ.
  const upsert = onFirstUse(() =>
    db
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
      .prepare(),
  );

  const deleteNumber = onFirstUse(() => db.delete(callerAnswers).where(ofNumber).prepare());
  const deleteContact = onFirstUse(() => db.delete(callerAnswers).where(namesContact).prepare());
  const rename = onFirstUse(() =>
    db
      .update(callerAnswers)
      .set({ contactId: sql`${sql.placeholder('toId')}` })
      .where(namesContact)
      .prepare(),
  );

  return {
    find: (query) => answer('find an answer about a caller', () => select.get({ ...query })),
    keep: (one) =>
      answer(
        'keep an answer about a caller',
        () => {
          upsert.run({ ...one });
        },
        { workspaceId: one.workspaceId },
      ),
    forget: (query) => answer('forget an answer about a caller', () => deleteNumber.run({ ...query }).changes === 1),
    moveContact: ({ workspaceId, fromId, toId }) =>
      answer('move answers about callers', () => {
        if (toId === undefined) deleteContact.run({ workspaceId, fromId });
        else rename.run({ workspaceId, fromId, toId });
      }),
  };
}

interface Removal {
  workspaceId: string;
  epoch: number;
  contactId: string;
}

/** To forget who somebody was said to be, in the transaction that removes the contact. */
export function callerAnswerForgetting(db: BetterSQLite3Database): { forgetAnswers: (removal: Removal) => void } {
  // Answers outlive a reinstall, so it is the workspace that tells whether the removal is of an older install.
  const isOfThisInstall = exists(
    db
      .select({ one: sql`1` })
      .from(workspaces)
      .where(
        and(
          eq(workspaces.workspaceId, sql.placeholder('workspaceId')),
          lte(workspaces.epoch, sql.placeholder('epoch')),
        ),
      ),
  );
  const deleteAbout = onFirstUse(() =>
    db
      .delete(callerAnswers)
      .where(
        and(
          eq(callerAnswers.workspaceId, sql.placeholder('workspaceId')),
          eq(callerAnswers.contactId, sql.placeholder('contactId')),
          isOfThisInstall,
        ),
      )
      .prepare(),
  );
  return {
    forgetAnswers: ({ workspaceId, epoch, contactId }) => {
      deleteAbout.run({ workspaceId, epoch, contactId });
    },
  };
}
