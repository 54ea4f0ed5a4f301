import type Database from 'better-sqlite3';
import { and, asc, desc, eq, gt, lte, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { DELIVERIES_KEPT_PER_WORKSPACE } from '../limits.ts';
import type { Delivery, DeliveryStore } from '../ports.ts';
import { toDelivery } from '../rows.ts';
import { deliveries, workspaces } from '../schema/sqlite.ts';
import { answer, LIGHT_PATIENCE_MS } from './answer.ts';
import { bareStatement, named } from './bare-statement.ts';
import { writeLightly } from './connect.ts';
import { onFirstUse } from './on-first-use.ts';

/** The statements are prepared once and kept as long as the store. */
export function createDeliveryStore(db: BetterSQLite3Database, client: Database.Database): DeliveryStore {
  const thisWorkspace = eq(deliveries.workspaceId, sql.placeholder('workspaceId'));

  const selectLastId = bareStatement<{ deliveryId: number }>(
    client,
    db
      .select(named({ deliveryId: deliveries.deliveryId }))
      .from(deliveries)
      .where(thisWorkspace)
      .orderBy(desc(deliveries.deliveryId))
      .limit(1),
  );

  const insert = bareStatement(
    client,
    db.insert(deliveries).values({
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
    }),
  );

  const deleteUpTo = onFirstUse(() =>
    db
      .delete(deliveries)
      .where(and(thisWorkspace, lte(deliveries.deliveryId, sql.placeholder('deliveryId'))))
      .prepare(),
  );

  const selectNewest = onFirstUse(() =>
    db
      .select()
      .from(deliveries)
      .where(thisWorkspace)
      .orderBy(desc(deliveries.deliveryId))
      .limit(sql.placeholder('limit'))
      .prepare(),
  );

  const selectAfter = onFirstUse(() =>
    db
      .select()
      .from(deliveries)
      .where(and(thisWorkspace, gt(deliveries.deliveryId, sql.placeholder('afterId'))))
      .orderBy(asc(deliveries.deliveryId))
      .limit(sql.placeholder('limit'))
      .prepare(),
  );

  const isKnown = onFirstUse(() =>
    db
      .select({ workspaceId: workspaces.workspaceId })
      .from(workspaces)
      .where(eq(workspaces.workspaceId, sql.placeholder('workspaceId')))
      .prepare(),
  );

  const recordOf = (workspaceId: string, some: readonly Delivery[]) => {
    if (isKnown.get({ workspaceId }) === undefined) return;
    // What would go at once is only counted.
    const kept = some.slice(-DELIVERIES_KEPT_PER_WORKSPACE);
    let deliveryId = (selectLastId.get({ workspaceId })?.deliveryId ?? 0) + some.length - kept.length;
    for (const { view, action, outcome, facts, ...delivery } of kept) {
      deliveryId += 1;
      insert.run({
        ...delivery,
        deliveryId,
        view: view ?? null,
        action: action ?? null,
        outcome: outcome ?? null,
        facts: JSON.stringify(facts),
      });
    }
    // Ids have no gaps, and the newest row always stays: the count needs no counting.
    deleteUpTo.run({ workspaceId, deliveryId: deliveryId - DELIVERIES_KEPT_PER_WORKSPACE });
  };

  const recordAll = client.transaction((all: readonly Delivery[]) => {
    for (const [workspaceId, some] of Map.groupBy(all, (delivery) => delivery.workspaceId)) recordOf(workspaceId, some);
  });

  return {
    record: (all) =>
      answer('record deliveries', () => writeLightly(client, () => recordAll.immediate(all)), {
        patienceMs: LIGHT_PATIENCE_MS,
      }),
    list: ({ workspaceId, limit, afterId }) =>
      answer('list deliveries', () => {
        const rows =
          afterId === undefined
            ? selectNewest.all({ workspaceId, limit }).reverse()
            : selectAfter.all({ workspaceId, limit, afterId });
        return rows.map(toDelivery);
      }),
  };
}
