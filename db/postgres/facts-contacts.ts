import { and, asc, eq, gt, isNotNull, lt, lte, or, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { ANYBODY, newestOfEach, newGeneration } from '../fact-places.ts';
import type { FactStore } from '../mirror-ports.ts';
import { toFact } from '../rows.ts';
import { facts } from '../schema/postgres.ts';
import { givenAll } from './arrays.ts';
import { forgetAnswers } from './caller-answers.ts';
import type { Connections } from './connect.ts';
import { replacePhones } from './contact-phones.ts';
import { given, keptStatements, lockFor } from './statements.ts';

function prepare(db: NodePgDatabase) {
  const epoch = given(facts.epoch, 'epoch');
  const insert = () =>
    db.insert(facts).select(
      sql`select ${given(facts.workspaceId, 'workspaceId')}::text, 'contact', one.contact_id, ${epoch}::bigint,
          one.value, one.version_ms, one.generation, ${given(facts.learnedAtMs, 'learnedAtMs')}::bigint,
          ${given(facts.learnedFrom, 'learnedFrom')}::text, one.contact_id,
          ${given(facts.touchedAtMs, 'nowMs')}::bigint
        from unnest(
          ${givenAll(facts.contactId, 'contactIds')}, ${givenAll(facts.value, 'values')},
          ${givenAll(facts.versionMs, 'versions')}, ${givenAll(facts.generation, 'generations')}
        ) as one(contact_id, value, version_ms, generation)`,
    );
  const target = [facts.workspaceId, facts.kind, facts.key];
  const replaced = {
    epoch: sql`excluded.epoch`,
    value: sql`excluded.value`,
    versionMs: sql`excluded.version_ms`,
    generation: sql`${facts.generation} + 1`,
    learnedAtMs: sql`excluded.learned_at_ms`,
    learnedFrom: sql`excluded.learned_from`,
    contactId: sql`excluded.contact_id`,
    touchedAtMs: sql`excluded.touched_at_ms`,
  };

  const isNewer = sql`(${facts.versionMs} is null or ${facts.versionMs} < excluded.version_ms)`;
  const isNotOlder = sql`(${facts.versionMs} is null or ${facts.versionMs} <= excluded.version_ms)`;
  const keepNewer = insert()
    .onConflictDoUpdate({
      target,
      set: replaced,
      setWhere: or(lt(facts.epoch, sql`excluded.epoch`), and(eq(facts.epoch, sql`excluded.epoch`), isNewer)),
    })
    .returning({ contactId: facts.key })
    .prepare('facts_keep_listed');

  const empty = insert()
    .onConflictDoUpdate({
      target,
      set: replaced,
      setWhere: or(lt(facts.epoch, sql`excluded.epoch`), and(eq(facts.epoch, sql`excluded.epoch`), isNotOlder)),
    })
    .returning({ contactId: facts.key })
    .prepare('facts_empty_contact');

  const contactId = given(facts.contactId, 'contactId');
  const inThisEpoch = and(eq(facts.workspaceId, given(facts.workspaceId, 'workspaceId')), lte(facts.epoch, epoch));
  // What was deleted stays known to be: its version is not touched.
  const emptyOfAnybody = db
    .update(facts)
    .set({ value: null, generation: sql`${facts.generation} + 1` })
    .where(and(inThisEpoch, eq(facts.contactId, ANYBODY)))
    .prepare('facts_empty_of_anybody');
  const deleteAbout = db
    .delete(facts)
    .where(
      and(
        inThisEpoch,
        eq(facts.contactId, contactId),
        sql`not (${facts.kind} = 'contact' and ${facts.key} = ${contactId})`,
      ),
    )
    .prepare('facts_delete_about');

  const selectPage = db
    .select()
    .from(facts)
    .where(
      and(
        eq(facts.workspaceId, given(facts.workspaceId, 'workspaceId')),
        eq(facts.kind, 'contact'),
        gt(facts.key, given(facts.key, 'afterContactId')),
        eq(facts.epoch, epoch),
        isNotNull(facts.value),
      ),
    )
    .orderBy(asc(facts.key))
    .limit(sql.placeholder('limit'))
    .prepare('facts_kept_contacts');

  return { keepNewer, empty, emptyOfAnybody, deleteAbout, selectPage };
}

/** Contacts as a whole: those of a list come, removed ones go. */
export function contactFacts({
  answer,
  transaction,
}: Connections): Pick<FactStore, 'list' | 'removeContact' | 'keptContacts'> {
  const statements = keptStatements(prepare);
  return {
    list: ({ workspaceId, epoch, contacts, learnedAtMs, nowMs }) =>
      transaction(
        'keep listed contacts',
        async (db) => {
          const newest = newestOfEach(contacts);
          await lockFor(db, 'facts', workspaceId);
          const rows = await statements(db).keepNewer.execute({
            workspaceId,
            epoch,
            learnedAtMs,
            learnedFrom: 'read',
            nowMs,
            contactIds: newest.map(({ contactId }) => contactId),
            values: newest.map(({ value }) => value),
            versions: newest.map(({ versionMs }) => versionMs),
            generations: newest.map(newGeneration),
          });
          const kept = new Set(rows.map(({ contactId }) => contactId));
          await replacePhones(
            db,
            { workspaceId, epoch },
            newest.filter(({ contactId }) => kept.has(contactId)),
          );
          return rows.length;
        },
        { workspaceId, lightly: true },
      ),
    keptContacts: (query) =>
      answer('list kept contacts', async (db) => (await statements(db).selectPage.execute(query)).map(toFact)),
    removeContact: ({ workspaceId, epoch, contactId, versionMs, nowMs }) =>
      transaction(
        'remove a contact',
        async (db) => {
          const { empty, emptyOfAnybody, deleteAbout } = statements(db);
          await lockFor(db, 'facts', workspaceId);
          const emptied = await empty.execute({
            workspaceId,
            epoch,
            learnedAtMs: nowMs,
            learnedFrom: 'notification',
            nowMs,
            contactIds: [contactId],
            values: [null],
            versions: [versionMs],
            generations: [newGeneration()],
          });
          if (emptied.length === 0) return;
          await deleteAbout.execute({ workspaceId, epoch, contactId });
          await emptyOfAnybody.execute({ workspaceId, epoch });
          await replacePhones(db, { workspaceId, epoch }, [{ contactId, phones: [] }]);
          await forgetAnswers(db, { workspaceId, epoch, contactId });
        },
        { workspaceId, lightly: true },
      ),
  };
}
