import { and, asc, desc, eq, gt, lte, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { DELIVERIES_KEPT_PER_WORKSPACE } from '../limits.ts';
import type { DeliveryStore } from '../ports.ts';
import { toDelivery } from '../rows.ts';
import { deliveries } from '../schema/postgres.ts';
import type { Connections } from './connect.ts';
import { given, keptStatements, lockFor } from './statements.ts';

function prepare(db: NodePgDatabase) {
  const thisWorkspace = eq(deliveries.workspaceId, given(deliveries.workspaceId, 'workspaceId'));

  const selectLastId = db
    .select({ deliveryId: deliveries.deliveryId })
    .from(deliveries)
    .where(thisWorkspace)
    .orderBy(desc(deliveries.deliveryId))
    .limit(1)
    .prepare('deliveries_last_id');

  const insert = db
    .insert(deliveries)
    .values({
      workspaceId: sql.placeholder('workspaceId'),
      deliveryId: sql.placeholder('deliveryId'),
      receivedAtMs: sql.placeholder('receivedAtMs'),
      route: sql.placeholder('route'),
      result: sql.placeholder('result'),
      status: sql.placeholder('status'),
      durationMs: sql.placeholder('durationMs'),
      requestId: sql.placeholder('requestId'),
      view: sql.placeholder('view'),
      action: sql.placeholder('action'),
      outcome: sql.placeholder('outcome'),
      facts: sql.placeholder('facts'),
    })
    .prepare('deliveries_insert');

  const deleteUpTo = db
    .delete(deliveries)
    .where(and(thisWorkspace, lte(deliveries.deliveryId, given(deliveries.deliveryId, 'deliveryId'))))
    .prepare('deliveries_delete_up_to');

  const selectNewest = db
    .select()
    .from(deliveries)
    .where(thisWorkspace)
    .orderBy(desc(deliveries.deliveryId))
    .limit(sql.placeholder('limit'))
    .prepare('deliveries_newest');

  const selectAfter = db
    .select()
    .from(deliveries)
    .where(and(thisWorkspace, gt(deliveries.deliveryId, given(deliveries.deliveryId, 'afterId'))))
    .orderBy(asc(deliveries.deliveryId))
    .limit(sql.placeholder('limit'))
    .prepare('deliveries_after');

  return { selectLastId, insert, deleteUpTo, selectNewest, selectAfter };
}

export function createDeliveryStore({ answer, transaction }: Connections): DeliveryStore {
  const statements = keptStatements(prepare);
  return {
    record: (delivery) =>
      transaction(
        'record a delivery',
        async (db) => {
          const { selectLastId, insert, deleteUpTo } = statements(db);
          const { workspaceId, view, action, outcome, facts } = delivery;
          // A log may lose a line: it does not wait for the disk.
          await db.execute(sql`set local synchronous_commit = off`);
          // One at a time in each workspace, until it is committed: whoever follows the log by its numbers misses none.
          await lockFor(db, 'deliveries', workspaceId);
          const [last] = await selectLastId.execute({ workspaceId });
          const deliveryId = (last?.deliveryId ?? 0) + 1;
          await insert.execute({
            ...delivery,
            deliveryId,
            view: view ?? null,
            action: action ?? null,
            outcome: outcome ?? null,
            facts: JSON.stringify(facts),
          });
          // Ids have no gaps, and the newest row always stays: the count needs no counting.
          await deleteUpTo.execute({ workspaceId, deliveryId: deliveryId - DELIVERIES_KEPT_PER_WORKSPACE });
        },
        { workspaceId: delivery.workspaceId },
      ),
    list: ({ workspaceId, limit, afterId }) =>
      answer('list deliveries', async (db) => {
        const { selectNewest, selectAfter } = statements(db);
        const rows =
          afterId === undefined
            ? (await selectNewest.execute({ workspaceId, limit })).reverse()
            : await selectAfter.execute({ workspaceId, limit, afterId });
        return rows.map(toDelivery);
      }),
  };
}
