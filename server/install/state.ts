import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Region } from '../../db/ports.ts';
import { readRegion } from './regions.ts';

/** How long an admin may take to consent. */
export const STATE_LIFE_MS = 10 * 60_000;

const STATE = /^(us|eu|au)\.[A-Za-z0-9_-]{43}$/;

/** Nobody can guess it: 32 random bytes. The region in front tells the callback which host to ask for the token. */
export function newState(region: Region): string {
  return `${region}.${randomBytes(32).toString('base64url')}`;
}

/** A text that has the form of a state; undefined when Callcard cannot have issued it. */
export function readState(text: string | undefined): { state: string; region: Region } | undefined {
  if (text === undefined || !STATE.test(text)) return undefined;
  const region = readRegion(text.slice(0, 2));
  return region && { state: text, region };
}

/** The form in which a state is stored, so that a leaked database finishes no install. */
export function hashState(state: string): string {
  return createHash('sha256').update(state).digest('hex');
}

/** Takes equally long wherever the two differ. */
export function sameState(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(hashState(one)), Buffer.from(hashState(other)));
}
