import { and, eq, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { TOUCHED_EVERY_MS } from '../limits.ts';
import type { FactChange, FactStore } from '../mirror-ports.ts';
import { facts } from '../schema/postgres.ts';
import { givenAll } from './arrays.ts';
import type { Connections } from './connect.ts';
import { replacePhones } from './contact-phones.ts';
import { inColumns, nameOf, theseFacts } from './fact-keys.ts';
import { given, keptStatements, lockFor } from './statements.ts';

type Changes = Parameters<FactStore['change']>[0];

function prepare(db: NodePgDatabase) {
  const update = db
    .update(facts)
    .set({
      value: sql`one.value`,
      // What comes without a version does not make one unknown.
      versionMs: sql`coalesce(one.version_ms, ${facts.versionMs})`,
      generation: sql`${facts.generation} + 1`,
      learnedAtMs: sql`one.learned_at_ms`,
      learnedFrom: sql`one.learned_from`,
      contactId: sql`coalesce(one.contact_id, ${facts.contactId})`,
      touchedAtMs: sql`case when ${facts.touchedAtMs} < ${given(facts.touchedAtMs, 'touchedBeforeMs')}::bigint
        then ${given(facts.touchedAtMs, 'nowMs')}::bigint else ${facts.touchedAtMs} end`,
    })
    .from(
      sql`unnest(
        ${givenAll(facts.kind, 'kinds')}, ${givenAll(facts.key, 'keys')}, ${givenAll(facts.generation, 'generations')},
        ${givenAll(facts.value, 'values')}, ${givenAll(facts.versionMs, 'versions')},
        ${givenAll(facts.learnedAtMs, 'learnedAt')}, ${givenAll(facts.learnedFrom, 'learnedFrom')},
        ${givenAll(facts.contactId, 'contactIds')}
      ) as one(kind, key, generation, value, version_ms, learned_at_ms, learned_from, contact_id)`,
    )
    .where(
      and(
        eq(facts.workspaceId, given(facts.workspaceId, 'workspaceId')),
        eq(facts.kind, sql`one.kind`),
        eq(facts.key, sql`one.key`),
        eq(facts.epoch, given(facts.epoch, 'epoch')),
        eq(facts.generation, sql`one.generation`),
        sql`(${facts.versionMs} is null or one.version_ms is null or ${facts.versionMs} <= one.version_ms)`,
      ),
    )
    .returning({ kind: facts.kind, key: facts.key })
    .prepare('facts_change');

  // Also an empty place: whoever is filling it may have read what is not true any more.
  const empty = db
    .update(facts)
    .set({ value: sql`null`, generation: sql`${facts.generation} + 1` })
    .where(and(theseFacts(), eq(facts.epoch, given(facts.epoch, 'epoch'))))
    .prepare('facts_doubt');

  return { update, empty };
}

/** Changes of facts that have a place. */
export function factChanges({ transaction }: Connections): Pick<FactStore, 'change' | 'doubt'> {
  const statements = keptStatements(prepare);

  /** Of each fact at most one change. Returns the names of those that took effect. */
  async function changeSome(db: NodePgDatabase, all: Changes, changes: readonly FactChange[]): Promise<Set<string>> {
    const { workspaceId, epoch, nowMs } = all;
    const rows = await statements(db).update.execute({
      workspaceId,
      epoch,
      nowMs,
      touchedBeforeMs: nowMs - TOUCHED_EVERY_MS,
      ...inColumns(changes),
      generations: changes.map(({ generation }) => generation),
      values: changes.map(({ value }) => value ?? null),
      versions: changes.map(({ versionMs }) => versionMs ?? null),
      learnedAt: changes.map(({ learnedAtMs }) => learnedAtMs),
      learnedFrom: changes.map(({ learnedFrom }) => learnedFrom),
      contactIds: changes.map(({ contactId }) => contactId ?? null),
    });
    const changed = new Set(rows.map(nameOf));
    const numbers = changes.flatMap((change) =>
      change.phones !== undefined && changed.has(nameOf(change))
        ? [{ contactId: change.key, phones: change.phones }]
        : [],
    );
    await replacePhones(db, { workspaceId, epoch }, numbers);
    return changed;
  }

  return {
    change: (all) =>
      transaction(
        'change facts',
        async (db) => {
          if (all.changes.length > 1) await lockFor(db, 'facts', all.workspaceId);
          const results = new Map<FactChange, boolean>();
          for (const round of rounds(all.changes)) {
            const changed = await changeSome(db, all, round);
            for (const change of round) results.set(change, changed.has(nameOf(change)));
          }
          return all.changes.map((change) => results.get(change) ?? false);
        },
        { lightly: true },
      ),
    doubt: ({ workspaceId, epoch, keys }) =>
      transaction(
        'doubt facts',
        async (db) => {
          if (keys.length > 1) await lockFor(db, 'facts', workspaceId);
          return (await statements(db).empty.execute({ workspaceId, epoch, ...inColumns(keys) })).rowCount ?? 0;
        },
        { lightly: true },
      ),
  };
}

/** As few as there can be with no fact twice in one; seldom more than one. */
function rounds(changes: readonly FactChange[]): FactChange[][] {
  const all: FactChange[][] = [];
  for (const ofOne of Map.groupBy(changes, nameOf).values()) {
    for (const [index, change] of ofOne.entries()) {
      const round = all[index] ?? [];
      round.push(change);
      all[index] = round;
    }
  }
  return all;
}
