import { and, asc, eq, gte, lt, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { contactOfPlace, newGeneration } from '../fact-places.ts';
import { TOUCHED_EVERY_MS } from '../limits.ts';
import type { FactKey, FactStore } from '../mirror-ports.ts';
import { toFact } from '../rows.ts';
import { contactPhones, facts } from '../schema/postgres.ts';
import { givenAll } from './arrays.ts';
import type { Connections } from './connect.ts';
import { inColumns, nameOf, theseFacts } from './fact-keys.ts';
import { given, keptStatements, lockFor } from './statements.ts';

type Begin = Parameters<FactStore['begin']>[0];
type Place = FactKey & { generation: number };

/** How often a place may be forgotten in the moment between two looks at it. */
const LOOKS = 10;

function prepare(db: NodePgDatabase) {
  const epoch = given(facts.epoch, 'epoch');

  const select = db
    .select({
      kind: facts.kind,
      key: facts.key,
      value: facts.value,
      versionMs: facts.versionMs,
      generation: facts.generation,
      learnedAtMs: facts.learnedAtMs,
      learnedFrom: facts.learnedFrom,
      touchedAtMs: facts.touchedAtMs,
    })
    .from(facts)
    .where(and(theseFacts(), eq(facts.epoch, epoch)))
    .prepare('facts_select');

  // Who is being changed is touched by that. To wait for one while another is locked could end in a deadlock.
  const untouched = db
    .select({ ctid: sql`ctid` })
    .from(facts)
    .where(and(theseFacts(), lt(facts.touchedAtMs, given(facts.touchedAtMs, 'nowMs'))))
    .for('update', { skipLocked: true });
  const touch = db
    .update(facts)
    .set({ touchedAtMs: given(facts.touchedAtMs, 'nowMs') })
    .where(sql`ctid = any(array(${untouched}))`)
    .prepare('facts_touch');

  const place = { kind: facts.kind, key: facts.key, generation: facts.generation };
  // A newer epoch's place is not taken back: its generation is told, and a change by the older epoch does nothing.
  const selectPlaces = db
    .select(place)
    .from(facts)
    .where(and(theseFacts(), gte(facts.epoch, epoch)))
    .prepare('facts_select_places');

  const makePlaces = db
    .insert(facts)
    .select(
      sql`select distinct on (one.kind, one.key) ${given(facts.workspaceId, 'workspaceId')}::text, one.kind, one.key,
          ${epoch}::bigint, null::text, null::bigint, one.generation, ${given(facts.learnedAtMs, 'nowMs')}::bigint,
          'read', one.contact_id, ${given(facts.touchedAtMs, 'nowMs')}::bigint
        from unnest(
          ${givenAll(facts.kind, 'kinds')}, ${givenAll(facts.key, 'keys')},
          ${givenAll(facts.generation, 'generations')}, ${givenAll(facts.contactId, 'contactIds')}
        ) as one(kind, key, generation, contact_id)`,
    )
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
    .returning(place)
    .prepare('facts_make_places');

  const byPhone = db
    .select({ contactId: contactPhones.contactId })
    .from(contactPhones)
    .where(
      and(
        eq(contactPhones.workspaceId, given(contactPhones.workspaceId, 'workspaceId')),
        eq(contactPhones.phoneE164, given(contactPhones.phoneE164, 'phoneE164')),
        eq(contactPhones.epoch, given(contactPhones.epoch, 'epoch')),
      ),
    )
    .orderBy(asc(contactPhones.contactId))
    .limit(sql.placeholder('limit'))
    .prepare('facts_by_phone');

  return { select, touch, selectPlaces, makePlaces, byPhone };
}

/** To look at facts, and to make places for those that are not there. */
export function factReading({
  answer,
  transaction,
  aside,
}: Connections): Pick<FactStore, 'read' | 'begin' | 'contactsByPhone'> {
  const statements = keptStatements(prepare);

  let touching = false;
  /** One at a time, so that reads have the other connections; who is left out is touched by the next look. */
  const touch = (workspaceId: string, keys: readonly FactKey[], nowMs: number) => {
    if (touching) return;
    touching = true;
    const touched = aside('touch facts', (db) =>
      statements(db).touch.execute({ workspaceId, nowMs, ...inColumns(keys) }),
    );
    void touched.then(() => {
      touching = false;
    });
  };

  const select = async (db: NodePgDatabase, { workspaceId, epoch, keys }: Begin, into: Map<string, number>) => {
    const places = await statements(db).selectPlaces.execute({ workspaceId, epoch, ...inColumns(keys) });
    return keep(into, places);
  };

  async function beginAll(begin: Begin): Promise<number[]> {
    const { workspaceId, epoch, keys, nowMs } = begin;
    const known = new Map<string, number>();
    for (let look = 1; look <= LOOKS; look += 1) {
      // Most often they are there, and nothing has to be written.
      await answer('make places for facts', (db) => select(db, begin, known));
      const missing = keys.filter((key) => !known.has(nameOf(key)));
      if (missing.length > 0) {
        const made = await transaction(
          'make places for facts',
          async (db) => {
            if (missing.length > 1) await lockFor(db, 'facts', workspaceId);
            return statements(db).makePlaces.execute({
              workspaceId,
              epoch,
              nowMs,
              ...inColumns(missing),
              generations: missing.map(newGeneration),
              contactIds: missing.map(contactOfPlace),
            });
          },
          { workspaceId, lightly: true },
        );
        keep(known, made);
      }
      const generations = keys.map((key) => known.get(nameOf(key)));
      // Somebody else made one in the same moment: then it is there to be seen.
      if (areAllThere(generations)) return generations;
    }
    throw new Error('A place for a fact was made and forgotten again and again.');
  }

  return {
    read: async ({ workspaceId, epoch, keys, nowMs }) => {
      const rows = await answer('read facts', (db) =>
        statements(db).select.execute({ workspaceId, epoch, ...inColumns(keys) }),
      );
      const old = rows.filter(({ touchedAtMs }) => touchedAtMs < nowMs - TOUCHED_EVERY_MS);
      if (old.length > 0) touch(workspaceId, old, nowMs);
      const found = new Map(rows.map((row) => [nameOf(row), toFact(row)]));
      return keys.map((key) => found.get(nameOf(key)));
    },
    begin: beginAll,
    contactsByPhone: (query) =>
      answer('find contacts by phone', async (db) =>
        (await statements(db).byPhone.execute(query)).map(({ contactId }) => contactId),
      ),
  };
}

function keep(known: Map<string, number>, places: readonly Place[]): void {
  for (const place of places) known.set(nameOf(place), place.generation);
}

function areAllThere(generations: (number | undefined)[]): generations is number[] {
  return !generations.includes(undefined);
}
