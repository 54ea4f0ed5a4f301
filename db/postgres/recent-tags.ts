import { and, asc, desc, eq, notInArray, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { TAGS_KEPT_PER_TEAMMATE } from '../limits.ts';
import type { RecentTagStore } from '../ports.ts';
import { recentTags } from '../schema/postgres.ts';
import type { Connections } from './connect.ts';
import { given, keptStatements, lockFor } from './statements.ts';

function prepare(db: NodePgDatabase) {
  const thisTeammate = and(
    eq(recentTags.workspaceId, given(recentTags.workspaceId, 'workspaceId')),
    eq(recentTags.adminId, given(recentTags.adminId, 'adminId')),
  );

  // Requests overtake each other: an older use never hides a newer one.
  const upsert = db
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
    .prepare('recent_tags_upsert');

  const newest = db
    .select({ tagId: recentTags.tagId })
    .from(recentTags)
    .where(thisTeammate)
    .orderBy(desc(recentTags.usedAtMs), asc(recentTags.tagId))
    .limit(sql.placeholder('limit'));

  const select = newest.prepare('recent_tags_select');

  const deleteRest = db
    .delete(recentTags)
    .where(and(thisTeammate, notInArray(recentTags.tagId, newest)))
    .prepare('recent_tags_delete_rest');

  return { upsert, select, deleteRest };
}

export function createRecentTagStore({ answer, transaction }: Connections): RecentTagStore {
  const statements = keptStatements(prepare);
  return {
    record: (use) =>
      transaction(
        'record a used tag',
        async (db) => {
          const { upsert, deleteRest } = statements(db);
          // Two at once would not see each other's tag, and together keep one too many.
          await lockFor(db, 'recent-tags', use.workspaceId, use.adminId);
          await upsert.execute({ ...use });
          await deleteRest.execute({ ...use, limit: TAGS_KEPT_PER_TEAMMATE });
        },
        { workspaceId: use.workspaceId },
      ),
    list: (query) =>
      answer('list recent tags', async (db) => (await statements(db).select.execute(query)).map(({ tagId }) => tagId)),
  };
}
