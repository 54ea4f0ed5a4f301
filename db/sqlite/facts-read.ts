import type Database from 'better-sqlite3';
import { and, asc, eq, lt, lte, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { contactOfPlace, newGeneration } from '../fact-places.ts';
import { TOUCHED_EVERY_MS } from '../limits.ts';
import type { FactKey, FactStore } from '../mirror-ports.ts';
import { toFact } from '../rows.ts';
import { contactPhones, facts } from '../schema/sqlite.ts';
import { answer, LIGHT_PATIENCE_MS } from './answer.ts';
import { bareStatement, named } from './bare-statement.ts';
import { writeLightly } from './connect.ts';
import { onFirstUse } from './on-first-use.ts';

type Begin = Parameters<FactStore['begin']>[0];

/** To look at facts, and to make places for those that are not there. */
export function factReading(
  db: BetterSQLite3Database,
  client: Database.Database,
): Pick<FactStore, 'read' | 'begin' | 'contactsByPhone'> {
  const thisFact = and(
    eq(facts.workspaceId, sql.placeholder('workspaceId')),
    eq(facts.kind, sql.placeholder('kind')),
    eq(facts.key, sql.placeholder('key')),
  );

  const columns = {
    kind: facts.kind,
    key: facts.key,
    value: facts.value,
    versionMs: facts.versionMs,
    generation: facts.generation,
    learnedAtMs: facts.learnedAtMs,
    learnedFrom: facts.learnedFrom,
    touchedAtMs: facts.touchedAtMs,
  };
  type Row = Pick<typeof facts.$inferSelect, keyof typeof columns>;
  const select = bareStatement<Row>(
    client,
    db
      .select(named(columns))
      .from(facts)
      .where(and(thisFact, eq(facts.epoch, sql.placeholder('epoch')))),
  );

  const touch = onFirstUse(() =>
    db
      .update(facts)
      .set({ touchedAtMs: sql`${sql.placeholder('nowMs')}` })
      .where(and(thisFact, lt(facts.touchedAtMs, sql.placeholder('nowMs'))))
      .prepare(),
  );

  // A newer epoch's place is not taken back: its generation is told, and a change by the older epoch does nothing.
  const selectPlace = onFirstUse(() =>
    db
      .select({ generation: facts.generation })
      .from(facts)
      .where(and(thisFact, lte(sql.placeholder('epoch'), facts.epoch)))
      .prepare(),
  );

  const makePlace = onFirstUse(() =>
    db
      .insert(facts)
      .values({
        workspaceId: sql.placeholder('workspaceId'),
        kind: sql.placeholder('kind'),
        key: sql.placeholder('key'),
        epoch: sql.placeholder('epoch'),
        generation: sql.placeholder('generation'),
        learnedAtMs: sql.placeholder('nowMs'),
        learnedFrom: 'read',
        contactId: sql.placeholder('contactId'),
        touchedAtMs: sql.placeholder('nowMs'),
      })
      .onConflictDoUpdate({
        target: [facts.workspaceId, facts.kind, facts.key],
        set: {
          epoch: sql`excluded.epoch`,
          value: sql`null`,
          versionMs: sql`null`,
          generation: sql`${facts.generation} + 1`,
          learnedAtMs: sql`excluded.learned_at_ms`,
          learnedFrom: sql`excluded.learned_from`,
          contactId: sql`excluded.contact_id`,
          touchedAtMs: sql`excluded.touched_at_ms`,
        },
        setWhere: lt(facts.epoch, sql`excluded.epoch`),
      })
      .prepare(),
  );

  const byPhone = bareStatement<{ contactId: string }>(
    client,
    db
      .select(named({ contactId: contactPhones.contactId }))
      .from(contactPhones)
      .where(
        and(
          eq(contactPhones.workspaceId, sql.placeholder('workspaceId')),
          eq(contactPhones.phoneE164, sql.placeholder('phoneE164')),
          eq(contactPhones.epoch, sql.placeholder('epoch')),
        ),
      )
      .orderBy(asc(contactPhones.contactId))
      .limit(sql.placeholder('limit')),
  );

  /** Only now and then, and never at the cost of the answer: when the file is locked, the next look tries again. */
  const touchAll = client.transaction((workspaceId: string, keys: readonly FactKey[], nowMs: number) => {
    for (const { kind, key } of keys) touch.run({ workspaceId, kind, key, nowMs });
  });
  const tryToTouch = (workspaceId: string, keys: readonly FactKey[], nowMs: number) => {
    try {
      writeLightly(client, () => touchAll.immediate(workspaceId, keys, nowMs));
    } catch {
      // The facts were read all the same.
    }
  };

  const generationsOf = ({ workspaceId, epoch, keys }: Begin) =>
    keys.map(({ kind, key }) => selectPlace.get({ workspaceId, epoch, kind, key })?.generation);

  const makePlaces = client.transaction((begin: Begin): number[] => {
    const { workspaceId, epoch, keys, nowMs } = begin;
    for (const { kind, key } of keys) {
      const contactId = contactOfPlace({ kind, key });
      makePlace.run({ workspaceId, kind, key, epoch, generation: newGeneration(), contactId, nowMs });
    }
    const made = generationsOf(begin);
    if (!areAllThere(made)) throw new Error('A place for a fact was neither new nor there.');
    return made;
  });

  return {
    read: ({ workspaceId, epoch, keys, nowMs }) =>
      answer('read facts', () => {
        const rows = keys.map(({ kind, key }) => select.get({ workspaceId, epoch, kind, key }));
        const old = rows.filter((row) => row !== undefined && row.touchedAtMs < nowMs - TOUCHED_EVERY_MS);
        if (old.length > 0)
          tryToTouch(
            workspaceId,
            old.filter((row) => row !== undefined),
            nowMs,
          );
        return rows.map((row) => row && toFact(row));
      }),
    begin: (begin) =>
      answer(
        'make places for facts',
        () => {
          // Most often they are there, and nothing has to be written.
          const there = generationsOf(begin);
          return areAllThere(there) ? there : writeLightly(client, () => makePlaces.immediate(begin));
        },
        { workspaceId: begin.workspaceId, patienceMs: LIGHT_PATIENCE_MS },
      ),
    contactsByPhone: (query) =>
      answer('find contacts by phone', () => byPhone.all(query).map(({ contactId }) => contactId)),
  };
}

function areAllThere(generations: (number | undefined)[]): generations is number[] {
  return !generations.includes(undefined);
}
