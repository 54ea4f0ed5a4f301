import type { KeptFact } from '../../db/mirror-ports.ts';

/**
 * What a state that Intercom tells is, beside what is kept. `unknown`: nothing was ever heard of it here, somebody may be
 * reading it at this moment. `unclear`: it cannot be told which of the two is newer, as `updated_at` counts whole
 * seconds, or what is kept was in doubt already.
 */
export type Verdict = 'unknown' | 'older' | 'same' | 'newer' | 'unclear';

/** Order comes from Intercom's versions alone: a notification may arrive late, twice, and before one that is older. */
export function judgeOrder(
  kept: Pick<KeptFact, 'value' | 'versionMs'>,
  told: { versionMs: number | undefined },
  saysTheSame: (value: string) => boolean,
): Verdict {
  if (kept.versionMs === undefined && kept.value === undefined) return 'unknown';
  if (kept.versionMs === undefined || told.versionMs === undefined) return 'unclear';
  if (told.versionMs < kept.versionMs) return 'older';
  if (told.versionMs > kept.versionMs) return 'newer';
  return kept.value !== undefined && saysTheSame(kept.value) ? 'same' : 'unclear';
}
