import type Database from 'better-sqlite3';
import { eq, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { refusalOf, takenAtMs } from '../intake-rules.ts';
import type { IntakeStore, NewNotification, Taken } from '../mirror-ports.ts';
import { notifications, workspaces } from '../schema/sqlite.ts';
import { answer } from './answer.ts';
import { bareStatement } from './bare-statement.ts';
import { createInsertLooseJob } from './insert-jobs.ts';
import { onFirstUse } from './on-first-use.ts';

/** The statements are prepared once and kept as long as the store. */
export function createIntakeStore(db: BetterSQLite3Database, client: Database.Database): IntakeStore {
  const insertJob = createInsertLooseJob(db, client);

  const selectWorkspace = onFirstUse(() =>
    db
      .select({ status: workspaces.status, installedAtMs: workspaces.installedAtMs, epoch: workspaces.epoch })
      .from(workspaces)
      .where(eq(workspaces.workspaceId, sql.placeholder('workspaceId')))
      .prepare(),
  );

  const insert = bareStatement(
    client,
    db
      .insert(notifications)
      .values({
        workspaceId: sql.placeholder('workspaceId'),
        notificationId: sql.placeholder('notificationId'),
        receivedAtMs: sql.placeholder('receivedAtMs'),
      })
      .onConflictDoNothing(),
  );

  const deleteBefore = onFirstUse(() =>
    db
      .delete(notifications)
      .where(
        sql`(${notifications.workspaceId}, ${notifications.notificationId}) in (
        select workspace_id, notification_id from ${notifications}
        where received_at_ms < ${sql.placeholder('beforeMs')} limit ${sql.placeholder('limit')})`,
      )
      .prepare(),
  );

  const takeAll = client.transaction((batch: readonly NewNotification[]): Taken[] => {
    const nowMs = takenAtMs(batch);
    // Most often a batch is of few workspaces, and none of them can change while the transaction is under way.
    const found = new Map<string, ReturnType<typeof selectWorkspace.get>>();
    return batch.map((notification) => {
      const { workspaceId, notificationId, receivedAtMs, job } = notification;
      const workspace = found.get(workspaceId) ?? selectWorkspace.get({ workspaceId });
      found.set(workspaceId, workspace);
      const refusal = refusalOf(notification, workspace);
      if (refusal !== undefined || workspace === undefined) return refusal ?? 'unknown_workspace';
      if (insert.run({ workspaceId, notificationId, receivedAtMs }) === 0) return 'duplicate';
      insertJob({ ...job, workspaceId }, workspace.epoch, nowMs);
      return 'taken';
    });
  });

  return {
    take: (batch) => answer('take notifications', () => takeAll.immediate(batch)),
    forgetBefore: (query) => answer('forget old notifications', () => deleteBefore.run(query).changes),
  };
}
