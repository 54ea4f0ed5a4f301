import type { ApiKey } from '../../db/caller-ports.ts';
import { oneLine } from '../shell/streams.ts';

const iso = (atMs: number): string => new Date(atMs).toISOString();

/** The first line of the table. */
export const TITLES = row('KEY', 'STATE', 'MADE', 'LAST USED', 'NAME');

/** One line of the table. What is longer than its column pushes the rest. */
export function keyLine({ keyId, name, createdAtMs, revokedAtMs, lastUsedAtMs }: ApiKey): string {
  const state = revokedAtMs === undefined ? 'good' : 'revoked';
  return row(keyId, state, iso(createdAtMs), lastUsedAtMs === undefined ? 'never' : iso(lastUsedAtMs), name);
}

function row(key: string, state: string, made: string, used: string, name: string): string {
  return oneLine([key.padEnd(16), state.padEnd(7), made.padEnd(24), used.padEnd(24), name].join('  '));
}

/** For programs: one JSON object, with times as text. */
export function keyAsJson({ workspaceId, keyId, name, createdAtMs, revokedAtMs, lastUsedAtMs }: ApiKey): string {
  return JSON.stringify({
    ...{ workspaceId, keyId, name, createdAt: iso(createdAtMs) },
    revokedAt: revokedAtMs === undefined ? null : iso(revokedAtMs),
    lastUsedAt: lastUsedAtMs === undefined ? null : iso(lastUsedAtMs),
  });
}
