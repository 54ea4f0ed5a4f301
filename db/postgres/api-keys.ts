import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { ApiKeyStore } from '../caller-ports.ts';
import { USED_EVERY_MS } from '../limits.ts';
import { toApiKey } from '../rows.ts';
import { apiKeys } from '../schema/postgres.ts';
import type { Connections } from './connect.ts';
import { given, keptStatements } from './statements.ts';

function prepare(db: NodePgDatabase) {
  const ofWorkspace = eq(apiKeys.workspaceId, given(apiKeys.workspaceId, 'workspaceId'));
  const thisKey = and(ofWorkspace, eq(apiKeys.keyId, given(apiKeys.keyId, 'keyId')));

  const insert = db
    .insert(apiKeys)
    .values({
      workspaceId: sql.placeholder('workspaceId'),
      keyId: sql.placeholder('keyId'),
      secretHash: sql.placeholder('secretHash'),
      name: sql.placeholder('name'),
      createdAtMs: sql.placeholder('atMs'),
    })
    .prepare('api_keys_insert');

  const selectByHash = db
    .select()
    .from(apiKeys)
    .where(eq(apiKeys.secretHash, given(apiKeys.secretHash, 'secretHash')))
    .prepare('api_keys_select_by_hash');

  const selectOfWorkspace = db
    .select()
    .from(apiKeys)
    .where(ofWorkspace)
    .orderBy(asc(apiKeys.createdAtMs), asc(apiKeys.keyId))
    .prepare('api_keys_select_of_workspace');

  const revoke = db
    .update(apiKeys)
    .set({ revokedAtMs: given(apiKeys.revokedAtMs, 'atMs') })
    .where(and(thisKey, isNull(apiKeys.revokedAtMs)))
    .prepare('api_keys_revoke');

  // Both ways: a time from a clock that was set back since would otherwise stay for as long.
  const atMs = sql`${given(apiKeys.lastUsedAtMs, 'atMs')}::bigint`;
  const isDue = sql`(${apiKeys.lastUsedAtMs} is null or abs(${apiKeys.lastUsedAtMs} - ${atMs}) >= ${USED_EVERY_MS})`;
  const note = db.update(apiKeys).set({ lastUsedAtMs: atMs }).where(and(thisKey, isDue)).prepare('api_keys_note_use');

  return { insert, selectByHash, selectOfWorkspace, revoke, note };
}

export function createApiKeyStore({ answer }: Connections): ApiKeyStore {
  const statements = keptStatements(prepare);
  return {
    create: (key) =>
      answer(
        'create an API key',
        async (db) => {
          await statements(db).insert.execute({ ...key });
        },
        { workspaceId: key.workspaceId },
      ),
    findByHash: (secretHash) =>
      answer('find an API key', async (db) => {
        const [row] = await statements(db).selectByHash.execute({ secretHash });
        return row === undefined ? undefined : toApiKey(row);
      }),
    list: (workspaceId) =>
      answer('list API keys', async (db) =>
        (await statements(db).selectOfWorkspace.execute({ workspaceId })).map(toApiKey),
      ),
    revoke: (key) =>
      answer('revoke an API key', async (db) => (await statements(db).revoke.execute({ ...key })).rowCount === 1),
    used: (key) =>
      answer('note that an API key was used', async (db) => {
        await statements(db).note.execute({ ...key });
      }),
  };
}
