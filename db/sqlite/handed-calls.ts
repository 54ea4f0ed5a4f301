import type Database from 'better-sqlite3';
import { and, asc, desc, eq, getTableColumns, gte, isNull, ne, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { HandedCallStore } from '../caller-ports.ts';
import { UnknownWorkspaceError } from '../errors.ts';
import { type HandedCallField, handedCallFields, handedCallValues } from '../handed-call-fields.ts';
import type { NewJob } from '../job-ports.ts';
import { toHandedCall } from '../rows.ts';
import { handedCalls, workspaces } from '../schema/sqlite.ts';
import { answer } from './answer.ts';
import { bareStatement, named } from './bare-statement.ts';
import { createInsertJobs } from './insert-jobs.ts';
import { onFirstUse } from './on-first-use.ts';

type NewCall = Parameters<HandedCallStore['accept']>[0];
type Accepted = Awaited<ReturnType<HandedCallStore['accept']>>;

/** The statements are prepared once and kept as long as the store. */
export function createHandedCallStore(db: BetterSQLite3Database, client: Database.Database): HandedCallStore {
  const insertJobs = createInsertJobs(db, client);
  const ofWorkspace = eq(handedCalls.workspaceId, sql.placeholder('workspaceId'));
  const thisCall = and(ofWorkspace, eq(handedCalls.externalCallId, sql.placeholder('externalCallId')));
  const newestFirst = [desc(handedCalls.acceptedAtMs), asc(handedCalls.externalCallId)];

  const selectWorkspace = onFirstUse(() =>
    db
      .select({ one: sql`1` })
      .from(workspaces)
      .where(and(eq(workspaces.workspaceId, sql.placeholder('workspaceId')), ne(workspaces.status, 'uninstalled')))
      .prepare(),
  );

  const insert = onFirstUse(() =>
    db
      .insert(handedCalls)
      .values({
        workspaceId: sql.placeholder('workspaceId'),
        externalCallId: sql.placeholder('externalCallId'),
        source: sql.placeholder('source'),
        phoneE164: sql.placeholder('phoneE164'),
        state: 'accepted',
        acceptedAtMs: sql.placeholder('acceptedAtMs'),
        askedCount: 0,
      })
      .onConflictDoNothing()
      .prepare(),
  );

  const select = onFirstUse(() => db.select().from(handedCalls).where(thisCall).prepare());

  const selectOfConversation = onFirstUse(() =>
    db
      .select()
      .from(handedCalls)
      .where(and(ofWorkspace, eq(handedCalls.conversationId, sql.placeholder('conversationId'))))
      .orderBy(...newestFirst)
      .limit(sql.placeholder('limit'))
      .prepare(),
  );

  // Asked with every card, those that were drawn before among them.
  const selectUnmatched = bareStatement<typeof handedCalls.$inferSelect>(
    client,
    db
      .select(named(getTableColumns(handedCalls)))
      .from(handedCalls)
      .where(
        and(
          ofWorkspace,
          eq(handedCalls.phoneE164, sql.placeholder('phoneE164')),
          isNull(handedCalls.conversationId),
          gte(handedCalls.acceptedAtMs, sql.placeholder('sinceMs')),
        ),
      )
      .orderBy(...newestFirst)
      .limit(sql.placeholder('limit')),
  );

  // One statement for any fields, so that nobody undoes what somebody else writes at the same time.
  const field = (name: HandedCallField) =>
    sql`case when ${sql.placeholder(`has_${name}`)} = 1 then ${sql.placeholder(name)} else ${handedCalls[name]} end`;
  const change = onFirstUse(() => db.update(handedCalls).set(handedCallFields(field)).where(thisCall).prepare());

  const deleteBefore = onFirstUse(() =>
    db
      .delete(handedCalls)
      .where(
        sql`(${handedCalls.workspaceId}, ${handedCalls.externalCallId}) in (
        select workspace_id, external_call_id from ${handedCalls}
        where accepted_at_ms < ${sql.placeholder('beforeMs')} limit ${sql.placeholder('limit')})`,
      )
      .prepare(),
  );

  /** Undefined when nobody would ever do its job. */
  const acceptOne = client.transaction((call: NewCall, job: NewJob): Accepted | undefined => {
    const { workspaceId, externalCallId, source, phoneE164, acceptedAtMs } = call;
    if (selectWorkspace.get({ workspaceId }) === undefined) return undefined;
    const { changes } = insert.run({ workspaceId, externalCallId, source, phoneE164, acceptedAtMs });
    if (changes === 1) insertJobs([{ ...job, workspaceId }], acceptedAtMs);
    const row = select.get({ workspaceId, externalCallId });
    if (row === undefined) throw new Error('A call was neither new nor there.');
    return { result: changes === 1 ? 'accepted' : 'known', call: toHandedCall(row) };
  });

  return {
    accept: async (call, job) => {
      const operation = 'take on a call';
      const accepted = await answer(operation, () => acceptOne.immediate(call, job));
      if (accepted === undefined) throw new UnknownWorkspaceError(operation, call.workspaceId);
      return accepted;
    },
    find: (query) =>
      answer('find a handed call', () => {
        const row = select.get({ ...query });
        return row === undefined ? undefined : toHandedCall(row);
      }),
    ofConversation: (query) =>
      answer('list the handed calls of a conversation', () => selectOfConversation.all({ ...query }).map(toHandedCall)),
    unmatchedOf: (query) =>
      answer('list handed calls without a conversation', () => selectUnmatched.all(query).map(toHandedCall)),
    update: ({ workspaceId, externalCallId }, fields) =>
      answer('update a handed call', () => {
        change.run({ workspaceId, externalCallId, ...handedCallValues(fields) });
      }),
    forgetBefore: (query) => answer('forget old handed calls', () => deleteBefore.run({ ...query }).changes),
  };
}
