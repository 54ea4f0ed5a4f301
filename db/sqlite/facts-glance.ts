import type Database from 'better-sqlite3';
import { and, eq, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { FactStore } from '../mirror-ports.ts';
import { facts, mirrors } from '../schema/sqlite.ts';
import { answer } from './answer.ts';
import { bareStatement, named } from './bare-statement.ts';

/** Whether anything changed. It is asked for with every card that was drawn before. */
export function factGlance(db: BetterSQLite3Database, client: Database.Database): Pick<FactStore, 'glance'> {
  const generation = bareStatement<{ generation: number }>(
    client,
    db
      .select(named({ generation: facts.generation }))
      .from(facts)
      .where(
        and(
          eq(facts.workspaceId, sql.placeholder('workspaceId')),
          eq(facts.kind, sql.placeholder('kind')),
          eq(facts.key, sql.placeholder('key')),
          eq(facts.epoch, sql.placeholder('epoch')),
        ),
      ),
  );
  const agreed = bareStatement<{ agreedAtMs: number | null }>(
    client,
    db
      .select(named({ agreedAtMs: mirrors.agreedAtMs }))
      .from(mirrors)
      .where(and(eq(mirrors.workspaceId, sql.placeholder('workspaceId')), eq(mirrors.epoch, sql.placeholder('epoch')))),
  );

  return {
    glance: ({ workspaceId, epoch, keys }) =>
      answer('glance at facts', () => ({
        generations: keys.map(({ kind, key }) => generation.get({ workspaceId, epoch, kind, key })?.generation),
        agreedAtMs: agreed.get({ workspaceId, epoch })?.agreedAtMs ?? undefined,
      })),
  };
}
