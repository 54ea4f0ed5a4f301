import type Database from 'better-sqlite3';
import { and, asc, desc, eq, notInArray, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { TAGS_KEPT_PER_TEAMMATE } from '../limits.ts';
import type { RecentTagStore } from '../ports.ts';
import { recentTags } from '../schema/sqlite.ts';
import { answer } from './answer.ts';
import { onFirstUse } from './on-first-use.ts';

interface TagUse {
  workspaceId: string;
  adminId: string;
  tagId: string;
  atMs: number;
}

/** The statements are prepared once and kept as long as the store. */
export function createRecentTagStore(db: BetterSQLite3Database, client: Database.Database): RecentTagStore {
  const thisTeammate = and(
    eq(recentTags.workspaceId, sql.placeholder('workspaceId')),
    eq(recentTags.adminId, sql.placeholder('adminId')),
  );

  // Requests overtake each other: an older use never hides a newer one.
  const upsert = onFirstUse(() =>
    db
      .insert(recentTags)
      .values({
        workspaceId: sql.placeholder('workspaceId'),
        adminId: sql.placeholder('adminId'),
        tagId: sql.placeholder('tagId'),
        usedAtMs: sql.placeholder('atMs'),
      })
      .onConflictDoUpdate({
        target: [recentTags.workspaceId, recentTags.adminId, recentTags.tagId],
        set: { usedAtMs: sql`excluded.used_at_ms` },
        setWhere: sql`excluded.used_at_ms > ${recentTags.usedAtMs}`,
      })
      .prepare(),
  );

  const newest = db
    .select({ tagId: recentTags.tagId })
    .from(recentTags)
    .where(thisTeammate)
    .orderBy(desc(recentTags.usedAtMs), asc(recentTags.tagId))
    .limit(sql.placeholder('limit'));

  const select = onFirstUse(() => newest.prepare());

  const deleteRest = onFirstUse(() =>
    db
      .delete(recentTags)
      .where(and(thisTeammate, notInArray(recentTags.tagId, newest)))
      .prepare(),
  );

  const recordOne = client.transaction((use: TagUse) => {
    upsert.run({ ...use });
    deleteRest.run({ ...use, limit: TAGS_KEPT_PER_TEAMMATE });
  });

  return {
    record: (use) => answer('record a used tag', () => recordOne.immediate(use), { workspaceId: use.workspaceId }),
    list: (query) => answer('list recent tags', () => select.all(query).map((row) => row.tagId)),
  };
}
