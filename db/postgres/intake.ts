import { sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { refusalOf, takenAtMs } from '../intake-rules.ts';
import type { NewJob } from '../job-ports.ts';
import type { IntakeStore, NewNotification, Taken } from '../mirror-ports.ts';
import { notifications } from '../schema/postgres.ts';
import { givenAll } from './arrays.ts';
import type { Connections } from './connect.ts';
import { holdWorkspaces, insertJobs } from './insert-jobs.ts';
import { given, keptStatements } from './statements.ts';

function prepare(db: NodePgDatabase) {
  // In the same order everywhere: of two batches with the same notifications neither waits for the other forever.
  const insert = db
    .insert(notifications)
    .select(
      sql`select one.workspace_id, one.notification_id, one.received_at_ms
        from unnest(
          ${givenAll(notifications.workspaceId, 'workspaceIds')},
          ${givenAll(notifications.notificationId, 'notificationIds')},
          ${givenAll(notifications.receivedAtMs, 'receivedAtMs')}
        ) as one(workspace_id, notification_id, received_at_ms)
        order by one.workspace_id, one.notification_id`,
    )
    .onConflictDoNothing()
    .returning({ workspaceId: notifications.workspaceId, notificationId: notifications.notificationId })
    .prepare('notifications_insert');

  const deleteBefore = db
    .delete(notifications)
    .where(
      sql`(${notifications.workspaceId}, ${notifications.notificationId}) in (
        select workspace_id, notification_id from ${notifications}
        where received_at_ms < ${given(notifications.receivedAtMs, 'beforeMs')} limit ${sql.placeholder('limit')})`,
    )
    .prepare('notifications_delete_before');

  return { insert, deleteBefore };
}

export function createIntakeStore({ answer, transaction }: Connections): IntakeStore {
  const statements = keptStatements(prepare);

  /** As many statements for a thousand notifications as for one. */
  async function takeAll(db: NodePgDatabase, batch: readonly NewNotification[]): Promise<Taken[]> {
    const workspaces = await holdWorkspaces(db, batch);
    const refusals = batch.map((one) => refusalOf(one, workspaces.get(one.workspaceId)));
    const welcome = batch.filter((_, index) => refusals[index] === undefined);
    const inserted = await statements(db).insert.execute({
      workspaceIds: welcome.map(({ workspaceId }) => workspaceId),
      notificationIds: welcome.map(({ notificationId }) => notificationId),
      receivedAtMs: welcome.map(({ receivedAtMs }) => receivedAtMs),
    });
    const unseen = new Set(inserted.map(nameOf));
    const newJobs: NewJob[] = [];
    const results = batch.map((one, index) => {
      const refusal = refusals[index];
      if (refusal !== undefined) return refusal;
      // Only the first of those with the same id.
      if (!unseen.delete(nameOf(one))) return 'duplicate';
      newJobs.push({ ...one.job, workspaceId: one.workspaceId });
      return 'taken';
    });
    await insertJobs(db, newJobs, takenAtMs(batch));
    return results;
  }

  return {
    take: (batch) => transaction('take notifications', (db) => takeAll(db, batch)),
    forgetBefore: (query) =>
      answer(
        'forget old notifications',
        async (db) => (await statements(db).deleteBefore.execute(query)).rowCount ?? 0,
      ),
  };
}

const nameOf = ({ workspaceId, notificationId }: Pick<NewNotification, 'workspaceId' | 'notificationId'>): string =>
  JSON.stringify([workspaceId, notificationId]);
