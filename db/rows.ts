import type { KeptDelivery, OAuthState, Workspace } from './ports.ts';
import type { deliveries, oauthStates, workspaces } from './schema/sqlite.ts';

/*
 * From rows to what the ports speak of. Rows have the same shape in both databases.
 */

/** The row without what only operators look at. */
export function toWorkspace({ disconnectedAtMs: _, ...row }: typeof workspaces.$inferSelect): Workspace {
  return {
    ...row,
    installingAdminName: row.installingAdminName ?? undefined,
    installingAdminEmail: row.installingAdminEmail ?? undefined,
    disconnectedReason: row.disconnectedReason ?? undefined,
  };
}

/** The row without what became of the state. */
export function toOAuthState(row: typeof oauthStates.$inferSelect): OAuthState {
  const { stateHash, region, source, createdAtMs, expiresAtMs } = row;
  return { stateHash, region, source, createdAtMs, expiresAtMs };
}

export function toDelivery(row: typeof deliveries.$inferSelect): KeptDelivery {
  return {
    ...row,
    view: row.view ?? undefined,
    action: row.action ?? undefined,
    outcome: row.outcome ?? undefined,
    facts: JSON.parse(row.facts) as Record<string, string>,
  };
}
