import type { ApiKey, CountrySetting, HandedCall } from './caller-ports.ts';
import type { Job } from './job-ports.ts';
import type { KeptFact, Mirror } from './mirror-ports.ts';
import type { KeptDelivery, OAuthState, Workspace } from './ports.ts';
import type {
  apiKeys,
  countries,
  deliveries,
  facts,
  handedCalls,
  jobs,
  mirrors,
  oauthStates,
  workspaces,
} from './schema/sqlite.ts';

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
    uninstalledAtMs: row.uninstalledAtMs ?? undefined,
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

/** The row without what only the store needs. */
export function toFact(row: Omit<typeof facts.$inferSelect, 'workspaceId' | 'epoch' | 'contactId'>): KeptFact {
  const { kind, key, value, versionMs, generation, learnedAtMs, learnedFrom } = row;
  return {
    kind,
    key,
    value: value ?? undefined,
    versionMs: versionMs ?? undefined,
    generation,
    learnedAtMs,
    learnedFrom,
  };
}

export function toMirror(row: typeof mirrors.$inferSelect): Mirror {
  return {
    ...row,
    cursor: row.cursor ?? undefined,
    contactsTotal: row.contactsTotal ?? undefined,
    syncStartedAtMs: row.syncStartedAtMs ?? undefined,
    syncFinishedAtMs: row.syncFinishedAtMs ?? undefined,
    reconciledAtMs: row.reconciledAtMs ?? undefined,
    agreedAtMs: row.agreedAtMs ?? undefined,
    notifiedAtMs: row.notifiedAtMs ?? undefined,
  };
}

/** The row without its place in the line. */
export function toJob({ position: _, claimableAtMs: __, ...row }: typeof jobs.$inferSelect): Job {
  return {
    ...row,
    leaseOwner: row.leaseOwner ?? undefined,
    leaseExpiresAtMs: row.leaseExpiresAtMs ?? undefined,
    lastError: row.lastError ?? undefined,
    diedAtMs: row.diedAtMs ?? undefined,
  };
}

export function toCountrySetting(row: typeof countries.$inferSelect): CountrySetting {
  return {
    workspaceId: row.workspaceId,
    chosenCountry: row.chosenCountry ?? undefined,
    guessedCountry: row.guessedCountry ?? undefined,
    guessedFrom: row.guessedFrom ?? undefined,
    guessedAtMs: row.guessedAtMs ?? undefined,
  };
}

/** The row without what a key is told by. */
export function toApiKey({ secretHash: _, ...row }: typeof apiKeys.$inferSelect): ApiKey {
  return { ...row, revokedAtMs: row.revokedAtMs ?? undefined, lastUsedAtMs: row.lastUsedAtMs ?? undefined };
}

export function toHandedCall(row: typeof handedCalls.$inferSelect): HandedCall {
  return {
    ...row,
    registeredAtMs: row.registeredAtMs ?? undefined,
    finVoiceId: row.finVoiceId ?? undefined,
    status: row.status ?? undefined,
    conversationId: row.conversationId ?? undefined,
    intercomCallId: row.intercomCallId ?? undefined,
    askedAtMs: row.askedAtMs ?? undefined,
    endedAtMs: row.endedAtMs ?? undefined,
    lastError: row.lastError ?? undefined,
  };
}
