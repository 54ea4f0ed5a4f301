import type Database from 'better-sqlite3';
import { and, asc, eq, gt, isNotNull, isNull, lt, lte, not, or, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { ANYBODY, newestOfEach, newGeneration } from '../fact-places.ts';
import type { FactStore } from '../mirror-ports.ts';
import { toFact } from '../rows.ts';
import { facts } from '../schema/sqlite.ts';
import { answer } from './answer.ts';
import { callerAnswerForgetting } from './caller-answers.ts';
import { writeLightly } from './connect.ts';
import { contactPhoneWriting } from './contact-phones.ts';
import { onFirstUse } from './on-first-use.ts';

type List = Parameters<FactStore['list']>[0];
type Removal = Parameters<FactStore['removeContact']>[0];

/** Contacts as a whole: those of a list come, removed ones go. */
export function contactFacts(
  db: BetterSQLite3Database,
  client: Database.Database,
): Pick<FactStore, 'list' | 'removeContact' | 'keptContacts'> {
  const { replacePhones } = contactPhoneWriting(db);
  const { forgetAnswers } = callerAnswerForgetting(db);

  const insert = () =>
    db.insert(facts).values({
      workspaceId: sql.placeholder('workspaceId'),
      kind: 'contact',
      key: sql.placeholder('contactId'),
      epoch: sql.placeholder('epoch'),
      value: sql.placeholder('value'),
      versionMs: sql.placeholder('versionMs'),
      generation: sql.placeholder('generation'),
      learnedAtMs: sql.placeholder('learnedAtMs'),
      learnedFrom: sql.placeholder('learnedFrom'),
      contactId: sql.placeholder('contactId'),
      touchedAtMs: sql.placeholder('nowMs'),
    });
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

  const isNewer = or(isNull(facts.versionMs), lt(facts.versionMs, sql`excluded.version_ms`));
  const isNotOlder = or(isNull(facts.versionMs), lte(facts.versionMs, sql`excluded.version_ms`));
  const keepNewer = onFirstUse(() =>
    insert()
      .onConflictDoUpdate({
        target,
        set: replaced,
        setWhere: or(lt(facts.epoch, sql`excluded.epoch`), and(eq(facts.epoch, sql`excluded.epoch`), isNewer)),
      })
      .prepare(),
  );

  const empty = onFirstUse(() =>
    insert()
      .onConflictDoUpdate({
        target,
        set: replaced,
        setWhere: or(lt(facts.epoch, sql`excluded.epoch`), and(eq(facts.epoch, sql`excluded.epoch`), isNotOlder)),
      })
      .prepare(),
  );

  const deleteAbout = onFirstUse(() =>
    db
      .delete(facts)
      .where(
        and(
          eq(facts.workspaceId, sql.placeholder('workspaceId')),
          eq(facts.contactId, sql.placeholder('contactId')),
          lte(facts.epoch, sql.placeholder('epoch')),
          not(sql`(${facts.kind} = 'contact' and ${facts.key} = ${sql.placeholder('contactId')})`),
        ),
      )
      .prepare(),
  );

  // What was deleted stays known to be: its version is not touched.
  const emptyOfAnybody = onFirstUse(() =>
    db
      .update(facts)
      .set({ value: null, generation: sql`${facts.generation} + 1` })
      .where(
        and(
          eq(facts.workspaceId, sql.placeholder('workspaceId')),
          eq(facts.contactId, ANYBODY),
          lte(facts.epoch, sql.placeholder('epoch')),
        ),
      )
      .prepare(),
  );

  const selectPage = onFirstUse(() =>
    db
      .select()
      .from(facts)
      .where(
        and(
          eq(facts.workspaceId, sql.placeholder('workspaceId')),
          eq(facts.kind, 'contact'),
          gt(facts.key, sql.placeholder('afterContactId')),
          eq(facts.epoch, sql.placeholder('epoch')),
          isNotNull(facts.value),
        ),
      )
      .orderBy(asc(facts.key))
      .limit(sql.placeholder('limit'))
      .prepare(),
  );

  const listAll = client.transaction(({ workspaceId, epoch, contacts, learnedAtMs, nowMs }: List): number => {
    let kept = 0;
    for (const { contactId, value, versionMs, phones } of newestOfEach(contacts)) {
      const state = { value, versionMs, generation: newGeneration(), learnedAtMs, learnedFrom: 'read', nowMs };
      if (keepNewer.run({ workspaceId, epoch, contactId, ...state }).changes === 0) continue;
      replacePhones({ workspaceId, epoch, contactId, phones });
      kept += 1;
    }
    return kept;
  });

  const removeOne = client.transaction(({ workspaceId, epoch, contactId, versionMs, nowMs }: Removal): void => {
    const learned = { learnedAtMs: nowMs, learnedFrom: 'notification', nowMs };
    const place = { workspaceId, epoch, contactId, value: null, versionMs, generation: newGeneration() };
    if (empty.run({ ...place, ...learned }).changes === 0) return;
    deleteAbout.run({ workspaceId, epoch, contactId });
    emptyOfAnybody.run({ workspaceId, epoch });
    replacePhones({ workspaceId, epoch, contactId, phones: [] });
    forgetAnswers({ workspaceId, epoch, contactId });
  });

  return {
    list: (list) =>
      answer('keep listed contacts', () => writeLightly(client, () => listAll.immediate(list)), {
        workspaceId: list.workspaceId,
      }),
    keptContacts: (query) => answer('list kept contacts', () => selectPage.all({ ...query }).map(toFact)),
    removeContact: (removal) =>
      answer('remove a contact', () => writeLightly(client, () => removeOne.immediate(removal)), {
        workspaceId: removal.workspaceId,
      }),
  };
}
