import { setImmediate as turn } from 'node:timers/promises';
import type Database from 'better-sqlite3';
import { and, asc, count, eq, gt, lt, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { KEPT_FOR_THEIR_NUMBER_MS } from '../limits.ts';
import type { FactStore } from '../mirror-ports.ts';
import { contactPhones, facts, workspaces } from '../schema/sqlite.ts';
import { answer } from './answer.ts';
import { contactPhoneWriting } from './contact-phones.ts';
import { onFirstUse } from './on-first-use.ts';

/** Everybody waits meanwhile, a few milliseconds; cards that came go before the next portion. */
const FACTS_AT_ONCE = 200;
const WORKSPACES_AT_ONCE = 50;

/** To forget what nobody uses, and to count. */
export function factUpkeep(
  db: BetterSQLite3Database,
  client: Database.Database,
): Pick<FactStore, 'forgetUntouched' | 'sizes'> {
  const { replacePhones } = contactPhoneWriting(db);
  const hasNumber = sql<number>`${facts.kind} = 'contact' and exists ${db
    .select({ one: sql`1` })
    .from(contactPhones)
    .innerJoin(
      workspaces,
      and(eq(workspaces.workspaceId, contactPhones.workspaceId), eq(workspaces.epoch, contactPhones.epoch)),
    )
    .where(and(eq(contactPhones.workspaceId, facts.workspaceId), eq(contactPhones.contactId, facts.key)))}`;

  const selectUntouched = onFirstUse(() =>
    db
      .select({
        workspaceId: facts.workspaceId,
        kind: facts.kind,
        key: facts.key,
        epoch: facts.epoch,
        isKept: hasNumber,
      })
      .from(facts)
      .where(lt(facts.touchedAtMs, sql.placeholder('beforeMs')))
      .orderBy(asc(facts.touchedAtMs))
      .limit(sql.placeholder('limit'))
      .prepare(),
  );

  const thisFact = and(
    eq(facts.workspaceId, sql.placeholder('workspaceId')),
    eq(facts.kind, sql.placeholder('kind')),
    eq(facts.key, sql.placeholder('key')),
  );
  const deleteFact = onFirstUse(() => db.delete(facts).where(thisFact).prepare());
  const lookLater = onFirstUse(() =>
    db
      .update(facts)
      .set({ touchedAtMs: sql`${sql.placeholder('laterMs')}` })
      .where(thisFact)
      .prepare(),
  );

  const ofThisWorkspace = db
    .select({ facts: count() })
    .from(facts)
    .where(eq(facts.workspaceId, sql.raw('"workspaces"."workspace_id"')));
  const countSome = onFirstUse(() =>
    db
      .select({ workspaceId: workspaces.workspaceId, facts: sql<number>`${ofThisWorkspace}` })
      .from(workspaces)
      .where(gt(workspaces.workspaceId, sql.placeholder('afterWorkspaceId')))
      .orderBy(asc(workspaces.workspaceId))
      .limit(WORKSPACES_AT_ONCE)
      .prepare(),
  );

  /** Contacts with a number would be in the way every time: they are put where they are not met again for long. */
  const forgetSome = client.transaction((beforeMs: number, limit: number) => {
    const rows = selectUntouched.all({ beforeMs, limit });
    let forgotten = 0;
    for (const { workspaceId, kind, key, epoch, isKept } of rows) {
      if (isKept) {
        lookLater.run({ workspaceId, kind, key, laterMs: beforeMs + KEPT_FOR_THEIR_NUMBER_MS });
        continue;
      }
      forgotten += deleteFact.run({ workspaceId, kind, key }).changes;
      // Of an older install: by a number of that time nobody is found any more.
      if (kind === 'contact') replacePhones({ workspaceId, epoch, contactId: key, phones: [] });
    }
    return { seen: rows.length, forgotten };
  });

  return {
    forgetUntouched: async ({ beforeMs, limit, signal }) => {
      let forgotten = 0;
      while (forgotten < limit && !signal?.aborted) {
        const portion = Math.min(limit - forgotten, FACTS_AT_ONCE);
        const some = await answer('forget unused facts', () => forgetSome.immediate(beforeMs, portion));
        forgotten += some.forgotten;
        if (some.seen < portion) break;
        await turn();
      }
      return forgotten;
    },
    sizes: async ({ limit }) => {
      let total = 0;
      let largest: { workspaceId: string; facts: number }[] = [];
      for (let afterWorkspaceId = ''; ; ) {
        const some = await answer('count facts', () => countSome.all({ afterWorkspaceId }));
        for (const counted of some) total += counted.facts;
        largest = [...largest, ...some.filter((counted) => counted.facts > 0)]
          .toSorted((one, two) => two.facts - one.facts)
          .slice(0, limit);
        const last = some.at(-1);
        if (last === undefined || some.length < WORKSPACES_AT_ONCE) return { total, largest };
        afterWorkspaceId = last.workspaceId;
        await turn();
      }
    },
  };
}
