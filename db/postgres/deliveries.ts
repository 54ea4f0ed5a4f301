import { and, asc, desc, eq, gt, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { DELIVERIES_KEPT_PER_WORKSPACE } from '../limits.ts';
import type { Delivery, DeliveryStore, KeptDelivery } from '../ports.ts';
import { toDelivery } from '../rows.ts';
import { deliveries, workspaces } from '../schema/postgres.ts';
import { givenAll } from './arrays.ts';
import type { Connections } from './connect.ts';
import { given, keptStatements } from './statements.ts';

function prepare(db: NodePgDatabase) {
  const thisWorkspace = eq(deliveries.workspaceId, given(deliveries.workspaceId, 'workspaceId'));

  const lock = db
    .select({ lock: sql`pg_advisory_xact_lock(words.word)` })
    .from(
      sql`(select distinct hashtextextended('deliveries ' || one.workspace_id, 0) as word
        from unnest(${givenAll(deliveries.workspaceId, 'workspaceIds')}) as one(workspace_id) order by word) as words`,
    )
    .prepare('deliveries_lock');

  // Kept from being erased until all is written.
  const selectLastIds = db
    .select({
      workspaceId: workspaces.workspaceId,
      lastId: sql<number>`(select coalesce(max(d.delivery_id), 0) from ${deliveries} d
        where d.workspace_id = ${sql.raw('"workspaces"."workspace_id"')})`.mapWith(Number),
    })
    .from(workspaces)
    .where(eq(workspaces.workspaceId, sql`any(${givenAll(workspaces.workspaceId, 'workspaceIds')})`))
    .orderBy(asc(workspaces.workspaceId))
    .for('key share')
    .prepare('deliveries_last_ids');

  const insert = db
    .insert(deliveries)
    .select(
      sql`select * from unnest(
        ${givenAll(deliveries.workspaceId, 'workspaceId')}, ${givenAll(deliveries.deliveryId, 'deliveryId')},
        ${givenAll(deliveries.receivedAtMs, 'receivedAtMs')}, ${givenAll(deliveries.route, 'route')},
        ${givenAll(deliveries.result, 'result')}, ${givenAll(deliveries.status, 'status')},
        ${givenAll(deliveries.durationMs, 'durationMs')}, ${givenAll(deliveries.requestId, 'requestId')},
        ${givenAll(deliveries.view, 'view')}, ${givenAll(deliveries.action, 'action')},
        ${givenAll(deliveries.outcome, 'outcome')}, ${givenAll(deliveries.facts, 'facts')})`,
    )
    .prepare('deliveries_insert');

  // `offset 0`: each workspace by itself. Otherwise the deliveries of everybody may be read to delete a few.
  const deleteUpTo = db
    .delete(deliveries)
    .where(
      sql`ctid = any(array(
        select old.ctid from unnest(
          ${givenAll(deliveries.workspaceId, 'workspaceIds')}, ${givenAll(deliveries.deliveryId, 'upTo')}
        ) as one(workspace_id, delivery_id)
        cross join lateral (
          select d.ctid from ${deliveries} d
          where d.workspace_id = one.workspace_id and d.delivery_id <= one.delivery_id offset 0
        ) old))`,
    )
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

  return { lock, selectLastIds, insert, deleteUpTo, selectNewest, selectAfter };
}

export function createDeliveryStore({ answer, transaction }: Connections): DeliveryStore {
  const statements = keptStatements(prepare);

  async function recordAll(db: NodePgDatabase, all: readonly Delivery[]): Promise<void> {
    const { lock, selectLastIds, insert, deleteUpTo } = statements(db);
    const named = [...new Set(all.map(({ workspaceId }) => workspaceId))];
    // One at a time in each workspace, until it is committed: whoever follows the log by its numbers misses none.
    await lock.execute({ workspaceIds: named });
    const rows = await selectLastIds.execute({ workspaceIds: named });
    const lastIds = new Map(rows.map(({ workspaceId, lastId }) => [workspaceId, lastId]));
    const numbered = all.flatMap((delivery) => {
      const lastId = lastIds.get(delivery.workspaceId);
      if (lastId === undefined) return [];
      lastIds.set(delivery.workspaceId, lastId + 1);
      return [{ ...delivery, deliveryId: lastId + 1, facts: JSON.stringify(delivery.facts) }];
    });
    if (numbered.length === 0) return;
    const column = (name: keyof KeptDelivery) => numbered.map((delivery) => delivery[name] ?? null);
    await insert.execute({
      workspaceId: column('workspaceId'),
      deliveryId: column('deliveryId'),
      receivedAtMs: column('receivedAtMs'),
      route: column('route'),
      result: column('result'),
      status: column('status'),
      durationMs: column('durationMs'),
      requestId: column('requestId'),
      view: column('view'),
      action: column('action'),
      outcome: column('outcome'),
      facts: column('facts'),
    });
    // Ids have no gaps, and the newest row always stays: the count needs no counting.
    const upTo = [...lastIds.values()].map((lastId) => lastId - DELIVERIES_KEPT_PER_WORKSPACE);
    await deleteUpTo.execute({ workspaceIds: [...lastIds.keys()], upTo });
  }

  return {
    record: (all) => transaction('record deliveries', (db) => recordAll(db, all), { lightly: true }),
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
