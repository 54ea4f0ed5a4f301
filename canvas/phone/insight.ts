import type { Who } from './call-log.ts';

/** Where calls may be restricted: countries (ISO 3166-1 alpha-2; several share a prefix), or a range of no country. */
export type Destination =
  | { type: 'countries'; countries: readonly string[] }
  | { type: 'pay_per_call' }
  | { type: 'universal_freephone' };

/**
 * `documented`: Intercom lists this prefix. `inferred`: it lists the place with a prefix that is none, or only a part of
 * it. `uncertain`: it lists the prefix under another country.
 */
export type RestrictionBasis = 'documented' | 'inferred' | 'uncertain';

/** One thing worth knowing about this call; each is made by one rule, and only when it is true. */
export type Insight =
  | { kind: 'not_called_back'; calledAtMs: number; asOfMs: number }
  | { kind: 'repeat_caller'; calls: number; atLeast: boolean; untilMs: number }
  | { kind: 'hidden_number' }
  | { kind: 'no_email' }
  | { kind: 'restricted_destination'; destination: Destination; prefix: string; basis: RestrictionBasis }
  /** It is not daytime for the caller; the next daytime there. */
  | { kind: 'outside_daytime'; fromMs: number; untilMs: number }
  | { kind: 'fin_resolution'; resolutionState: string }
  | { kind: 'took_over'; who: Who; how: 'answered' | 'replied' | 'assigned'; atMs: number | undefined }
  /** It is daytime for the caller, whose clock is another. */
  | { kind: 'daytime'; untilMs: number }
  | { kind: 'billable_minutes'; minutes: number; from: 'start' | 'answer' };
