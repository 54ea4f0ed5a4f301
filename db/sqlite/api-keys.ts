import type Database from 'better-sqlite3';
import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { ApiKeyStore } from '../caller-ports.ts';
import { USED_EVERY_MS } from '../limits.ts';
import { toApiKey } from '../rows.ts';
import { apiKeys } from '../schema/sqlite.ts';
import { answer } from './answer.ts';
import { writeLightly } from './connect.ts';
import { onFirstUse } from './on-first-use.ts';

/** The statements are prepared once and kept as long as the store. */
export function createApiKeyStore(db: BetterSQLite3Database, client: Database.Database): ApiKeyStore {
  const ofWorkspace = eq(apiKeys.workspaceId, sql.placeholder('workspaceId'));
  const thisKey = and(ofWorkspace, eq(apiKeys.keyId, sql.placeholder('keyId')));

  const insert = onFirstUse(() =>
    db
      .insert(apiKeys)
      .values({
        workspaceId: sql.placeholder('workspaceId'),
        keyId: sql.placeholder('keyId'),
        secretHash: sql.placeholder('secretHash'),
        name: sql.placeholder('name'),
        createdAtMs: sql.placeholder('atMs'),
      })
      .prepare(),
  );

  const selectByHash = onFirstUse(() =>
    db
      .select()
      .from(apiKeys)
      .where(eq(apiKeys.secretHash, sql.placeholder('secretHash')))
      .prepare(),
  );

  const selectOfWorkspace = onFirstUse(() =>
    db.select().from(apiKeys).where(ofWorkspace).orderBy(asc(apiKeys.createdAtMs), asc(apiKeys.keyId)).prepare(),
  );

  const revoke = onFirstUse(() =>
    db
      .update(apiKeys)
      .set({ revokedAtMs: sql`${sql.placeholder('atMs')}` })
      .where(and(thisKey, isNull(apiKeys.revokedAtMs)))
      .prepare(),
  );

  // Both ways: a time from a clock that was set back since would otherwise stay for as long.
  const isDue = sql`(${apiKeys.lastUsedAtMs} is null
    or abs(${apiKeys.lastUsedAtMs} - ${sql.placeholder('atMs')}) >= ${USED_EVERY_MS})`;
  const selectDue = onFirstUse(() => db.select({ one: sql`1` }).from(apiKeys).where(and(thisKey, isDue)).prepare());
  const note = onFirstUse(() =>
    db
      .update(apiKeys)
      .set({ lastUsedAtMs: sql`${sql.placeholder('atMs')}` })
      .where(and(thisKey, isDue))
      .prepare(),
  );

  return {
    create: (key) =>
      answer(
        'create an API key',
        () => {
          insert.run({ ...key });
        },
        { workspaceId: key.workspaceId },
      ),
    findByHash: (secretHash) =>
      answer('find an API key', () => {
        const row = selectByHash.get({ secretHash });
        return row === undefined ? undefined : toApiKey(row);
      }),
    list: (workspaceId) => answer('list API keys', () => selectOfWorkspace.all({ workspaceId }).map(toApiKey)),
    revoke: (key) => answer('revoke an API key', () => revoke.run({ ...key }).changes === 1),
    used: (key) =>
      answer('note that an API key was used', () => {
        // A look first: a statement that may write waits for whoever writes, even when it changes nothing.
        if (selectDue.get({ ...key }) === undefined) return;
        writeLightly(client, () => note.run({ ...key }));
      }),
  };
}
