import { and, eq, gt, isNull, lt, lte, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { KEPT_AFTER_EXPIRY_MS } from '../limits.ts';
import type { OAuthStateStore } from '../ports.ts';
import { toOAuthState } from '../rows.ts';
import { oauthStates } from '../schema/postgres.ts';
import type { Connections } from './connect.ts';
import { given, keptStatements } from './statements.ts';

function prepare(db: NodePgDatabase) {
  const insert = db
    .insert(oauthStates)
    .values({
      stateHash: sql.placeholder('stateHash'),
      region: sql.placeholder('region'),
      source: sql.placeholder('source'),
      createdAtMs: sql.placeholder('createdAtMs'),
      expiresAtMs: sql.placeholder('expiresAtMs'),
    })
    .prepare('oauth_states_insert');

  const deleteOld = db
    .delete(oauthStates)
    .where(lt(oauthStates.expiresAtMs, given(oauthStates.expiresAtMs, 'beforeMs')))
    .prepare('oauth_states_delete_old');

  const select = db
    .select()
    .from(oauthStates)
    .where(eq(oauthStates.stateHash, given(oauthStates.stateHash, 'stateHash')))
    .prepare('oauth_states_select');

  const notEnded = and(
    eq(oauthStates.stateHash, given(oauthStates.stateHash, 'stateHash')),
    isNull(oauthStates.usedAtMs),
    isNull(oauthStates.foundExpiredAtMs),
  );

  const use = db
    .update(oauthStates)
    .set({ usedAtMs: given(oauthStates.usedAtMs, 'nowMs') })
    .where(and(notEnded, gt(oauthStates.expiresAtMs, given(oauthStates.expiresAtMs, 'nowMs'))))
    .returning()
    .prepare('oauth_states_use');

  const expire = db
    .update(oauthStates)
    .set({ foundExpiredAtMs: given(oauthStates.foundExpiredAtMs, 'nowMs') })
    .where(and(notEnded, lte(oauthStates.expiresAtMs, given(oauthStates.expiresAtMs, 'nowMs'))))
    .returning()
    .prepare('oauth_states_expire');

  return { insert, deleteOld, select, use, expire };
}

export function createOAuthStateStore({ answer, transaction }: Connections): OAuthStateStore {
  const statements = keptStatements(prepare);
  return {
    issue: (state) =>
      transaction('issue an OAuth state', async (db) => {
        const { deleteOld, insert } = statements(db);
        await deleteOld.execute({ beforeMs: state.createdAtMs - KEPT_AFTER_EXPIRY_MS });
        await insert.execute({ ...state });
      }),
    // At most one of the statements changes something. Whoever comes second waits for the first one's row, finds it
    // used, and is told what became of it.
    consume: (stateHash, nowMs) =>
      answer('use an OAuth state', async (db) => {
        const { use, expire, select } = statements(db);
        const [used] = await use.execute({ stateHash, nowMs });
        if (used !== undefined) return { result: 'ok', state: toOAuthState(used) };
        const [expired] = await expire.execute({ stateHash, nowMs });
        if (expired !== undefined) return { result: 'expired', state: toOAuthState(expired) };
        const [row] = await select.execute({ stateHash });
        if (row === undefined) return { result: 'unknown' };
        return { result: row.usedAtMs === null ? 'expired' : 'used', state: toOAuthState(row) };
      }),
    peek: (stateHash) =>
      answer('look at an OAuth state', async (db) => {
        const [row] = await statements(db).select.execute({ stateHash });
        return row === undefined ? undefined : toOAuthState(row);
      }),
  };
}
