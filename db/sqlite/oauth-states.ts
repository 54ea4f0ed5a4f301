import type Database from 'better-sqlite3';
import { and, eq, gt, isNull, lt, lte, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { KEPT_AFTER_EXPIRY_MS } from '../limits.ts';
import type { ConsumedState, OAuthState, OAuthStateStore } from '../ports.ts';
import { toOAuthState } from '../rows.ts';
import { oauthStates } from '../schema/sqlite.ts';
import { answer } from './answer.ts';
import { onFirstUse } from './on-first-use.ts';

/** The statements are prepared once and kept as long as the store. */
export function createOAuthStateStore(db: BetterSQLite3Database, client: Database.Database): OAuthStateStore {
  const insert = onFirstUse(() =>
    db
      .insert(oauthStates)
      .values({
        stateHash: sql.placeholder('stateHash'),
        region: sql.placeholder('region'),
        source: sql.placeholder('source'),
        createdAtMs: sql.placeholder('createdAtMs'),
        expiresAtMs: sql.placeholder('expiresAtMs'),
      })
      .prepare(),
  );

  const deleteOld = onFirstUse(() =>
    db
      .delete(oauthStates)
      .where(lt(oauthStates.expiresAtMs, sql.placeholder('beforeMs')))
      .prepare(),
  );

  const select = onFirstUse(() =>
    db
      .select()
      .from(oauthStates)
      .where(eq(oauthStates.stateHash, sql.placeholder('stateHash')))
      .prepare(),
  );

  const notEnded = and(
    eq(oauthStates.stateHash, sql.placeholder('stateHash')),
    isNull(oauthStates.usedAtMs),
    isNull(oauthStates.foundExpiredAtMs),
  );

  const use = onFirstUse(() =>
    db
      .update(oauthStates)
      .set({ usedAtMs: sql`${sql.placeholder('nowMs')}` })
      .where(and(notEnded, gt(oauthStates.expiresAtMs, sql.placeholder('nowMs'))))
      .returning()
      .prepare(),
  );

  const expire = onFirstUse(() =>
    db
      .update(oauthStates)
      .set({ foundExpiredAtMs: sql`${sql.placeholder('nowMs')}` })
      .where(and(notEnded, lte(oauthStates.expiresAtMs, sql.placeholder('nowMs'))))
      .prepare(),
  );

  const issueOne = client.transaction((state: OAuthState) => {
    deleteOld.run({ beforeMs: state.createdAtMs - KEPT_AFTER_EXPIRY_MS });
    insert.run({ ...state });
  });

  const consumeOne = client.transaction((stateHash: string, nowMs: number): ConsumedState => {
    const used = use.get({ stateHash, nowMs });
    if (used !== undefined) return { result: 'ok', state: toOAuthState(used) };
    expire.run({ stateHash, nowMs });
    const row = select.get({ stateHash });
    if (row === undefined) return { result: 'unknown' };
    return { result: row.usedAtMs === null ? 'expired' : 'used', state: toOAuthState(row) };
  });

  return {
    issue: (state) => answer('issue an OAuth state', () => issueOne.immediate(state)),
    consume: (stateHash, nowMs) => answer('use an OAuth state', () => consumeOne.immediate(stateHash, nowMs)),
    peek: (stateHash) =>
      answer('look at an OAuth state', () => {
        const row = select.get({ stateHash });
        return row === undefined ? undefined : toOAuthState(row);
      }),
  };
}
