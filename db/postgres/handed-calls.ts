import { and, asc, desc, eq, gte, isNull, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { HandedCallStore } from '../caller-ports.ts';
import { UnknownWorkspaceError } from '../errors.ts';
import { type HandedCallField, handedCallFields, handedCallValues } from '../handed-call-fields.ts';
import type { NewJob } from '../job-ports.ts';
import { toHandedCall } from '../rows.ts';
import { handedCalls } from '../schema/postgres.ts';
import type { Connections } from './connect.ts';
import { holdWorkspaces, insertJobs } from './insert-jobs.ts';
import { given, keptStatements } from './statements.ts';

type NewCall = Parameters<HandedCallStore['accept']>[0];
type Accepted = Awaited<ReturnType<HandedCallStore['accept']>>;

/** How often a call may be forgotten in the moment between two looks at it. */
const LOOKS = 10;

function prepare(db: NodePgDatabase) {
  const ofWorkspace = eq(handedCalls.workspaceId, given(handedCalls.workspaceId, 'workspaceId'));
  const thisCall = and(
    ofWorkspace,
    eq(handedCalls.externalCallId, given(handedCalls.externalCallId, 'externalCallId')),
  );
  const newestFirst = [desc(handedCalls.acceptedAtMs), asc(handedCalls.externalCallId)];

  const insert = db
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
    .returning()
    .prepare('handed_calls_insert');

  const select = db.select().from(handedCalls).where(thisCall).prepare('handed_calls_select');

  const selectOfConversation = db
    .select()
    .from(handedCalls)
    .where(and(ofWorkspace, eq(handedCalls.conversationId, given(handedCalls.conversationId, 'conversationId'))))
    .orderBy(...newestFirst)
    .limit(sql.placeholder('limit'))
    .prepare('handed_calls_of_conversation');

  const selectUnmatched = db
    .select()
    .from(handedCalls)
    .where(
      and(
        ofWorkspace,
        eq(handedCalls.phoneE164, given(handedCalls.phoneE164, 'phoneE164')),
        isNull(handedCalls.conversationId),
        gte(handedCalls.acceptedAtMs, given(handedCalls.acceptedAtMs, 'sinceMs')),
      ),
    )
    .orderBy(...newestFirst)
    .limit(sql.placeholder('limit'))
    .prepare('handed_calls_unmatched');

  // One statement for any fields, so that nobody undoes what somebody else writes at the same time.
  const field = (name: HandedCallField) => {
    const column = handedCalls[name];
    return sql`case when ${sql.placeholder(`has_${name}`)}::int = 1 then ${given(column, name)} else ${column} end`;
  };
  const change = db.update(handedCalls).set(handedCallFields(field)).where(thisCall).prepare('handed_calls_change');

  const deleteBefore = db
    .delete(handedCalls)
    .where(
      sql`(${handedCalls.workspaceId}, ${handedCalls.externalCallId}) in (
        select workspace_id, external_call_id from ${handedCalls}
        where accepted_at_ms < ${given(handedCalls.acceptedAtMs, 'beforeMs')} limit ${sql.placeholder('limit')})`,
    )
    .prepare('handed_calls_delete_before');

  return { insert, select, selectOfConversation, selectUnmatched, change, deleteBefore };
}

export function createHandedCallStore({ answer, transaction }: Connections): HandedCallStore {
  const statements = keptStatements(prepare);

  /** Undefined when nobody would ever do its job. */
  async function acceptOne(db: NodePgDatabase, call: NewCall, job: NewJob): Promise<Accepted | undefined> {
    const { workspaceId, externalCallId, source, phoneE164, acceptedAtMs } = call;
    const workspace = (await holdWorkspaces(db, [call])).get(workspaceId);
    if (workspace === undefined || workspace.status === 'uninstalled') return undefined;
    const { insert, select } = statements(db);
    for (let look = 1; look <= LOOKS; look += 1) {
      // Of several at once one inserts, and the others wait until it is there to be seen.
      const [inserted] = await insert.execute({ workspaceId, externalCallId, source, phoneE164, acceptedAtMs });
      if (inserted !== undefined) {
        await insertJobs(db, [{ ...job, workspaceId }], acceptedAtMs);
        return { result: 'accepted', call: toHandedCall(inserted) };
      }
      const [row] = await select.execute({ workspaceId, externalCallId });
      // Forgotten in between: then this one may be the first.
      if (row !== undefined) return { result: 'known', call: toHandedCall(row) };
    }
    throw new Error('A call was taken on and forgotten again and again.');
  }

  return {
    accept: async (call, job) => {
      const operation = 'take on a call';
      const accepted = await transaction(operation, (db) => acceptOne(db, call, job));
      if (accepted === undefined) throw new UnknownWorkspaceError(operation, call.workspaceId);
      return accepted;
    },
    find: (query) =>
      answer('find a handed call', async (db) => {
        const [row] = await statements(db).select.execute({ ...query });
        return row === undefined ? undefined : toHandedCall(row);
      }),
    ofConversation: (query) =>
      answer('list the handed calls of a conversation', async (db) =>
        (await statements(db).selectOfConversation.execute({ ...query })).map(toHandedCall),
      ),
    unmatchedOf: (query) =>
      answer('list handed calls without a conversation', async (db) =>
        (await statements(db).selectUnmatched.execute({ ...query })).map(toHandedCall),
      ),
    update: ({ workspaceId, externalCallId }, fields) =>
      answer('update a handed call', async (db) => {
        await statements(db).change.execute({ workspaceId, externalCallId, ...handedCallValues(fields) });
      }),
    forgetBefore: (query) =>
      answer(
        'forget old handed calls',
        async (db) => (await statements(db).deleteBefore.execute({ ...query })).rowCount ?? 0,
      ),
  };
}
