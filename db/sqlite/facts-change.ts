import type Database from 'better-sqlite3';
import { and, eq, isNull, lte, or, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { TOUCHED_EVERY_MS } from '../limits.ts';
import type { FactChange, FactStore } from '../mirror-ports.ts';
import { facts } from '../schema/sqlite.ts';
import { answer, LIGHT_PATIENCE_MS } from './answer.ts';
import { writeLightly } from './connect.ts';
import { contactPhoneWriting } from './contact-phones.ts';
import { onFirstUse } from './on-first-use.ts';

type Changes = Parameters<FactStore['change']>[0];
type Doubt = Parameters<FactStore['doubt']>[0];

/** Changes of facts that have a place. */
export function factChanges(db: BetterSQLite3Database, client: Database.Database): Pick<FactStore, 'change' | 'doubt'> {
  const { replacePhones } = contactPhoneWriting(db);
  const thisFact = and(
    eq(facts.workspaceId, sql.placeholder('workspaceId')),
    eq(facts.kind, sql.placeholder('kind')),
    eq(facts.key, sql.placeholder('key')),
    eq(facts.epoch, sql.placeholder('epoch')),
  );
  const versionMs = sql.placeholder('versionMs');

  const update = onFirstUse(() =>
    db
      .update(facts)
      .set({
        value: sql`${sql.placeholder('value')}`,
        // What comes without a version does not make one unknown.
        versionMs: sql`coalesce(${versionMs}, ${facts.versionMs})`,
        generation: sql`${facts.generation} + 1`,
        learnedAtMs: sql`${sql.placeholder('learnedAtMs')}`,
        learnedFrom: sql`${sql.placeholder('learnedFrom')}`,
        contactId: sql`coalesce(${sql.placeholder('contactId')}, ${facts.contactId})`,
        touchedAtMs: sql`case when ${facts.touchedAtMs} < ${sql.placeholder('touchedBeforeMs')}
        then ${sql.placeholder('nowMs')} else ${facts.touchedAtMs} end`,
      })
      .where(
        and(
          thisFact,
          eq(facts.generation, sql.placeholder('generation')),
          or(isNull(facts.versionMs), sql`${versionMs} is null`, lte(facts.versionMs, versionMs)),
        ),
      )
      .prepare(),
  );

  // Also an empty place: whoever is filling it may have read what is not true any more.
  const empty = onFirstUse(() =>
    db
      .update(facts)
      .set({ value: sql`null`, generation: sql`${facts.generation} + 1` })
      .where(thisFact)
      .prepare(),
  );

  const changeOne = ({ workspaceId, epoch, nowMs }: Changes, change: FactChange): boolean => {
    const { changes } = update.run({
      ...change,
      workspaceId,
      epoch,
      nowMs,
      touchedBeforeMs: nowMs - TOUCHED_EVERY_MS,
      value: change.value ?? null,
      versionMs: change.versionMs ?? null,
      contactId: change.contactId ?? null,
    });
    if (changes === 0) return false;
    if (change.phones !== undefined)
      replacePhones({ workspaceId, epoch, contactId: change.key, phones: change.phones });
    return true;
  };
  const changeAll = client.transaction((change: Changes) => change.changes.map((one) => changeOne(change, one)));

  const doubtAll = client.transaction(({ workspaceId, epoch, keys }: Doubt) =>
    keys.reduce((count, { kind, key }) => count + empty.run({ workspaceId, epoch, kind, key }).changes, 0),
  );

  return {
    change: (change) =>
      answer('change facts', () => writeLightly(client, () => changeAll.immediate(change)), {
        workspaceId: change.workspaceId,
        patienceMs: LIGHT_PATIENCE_MS,
      }),
    doubt: (doubt) => answer('doubt facts', () => writeLightly(client, () => doubtAll.immediate(doubt))),
  };
}
