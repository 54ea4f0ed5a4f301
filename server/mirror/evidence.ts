import type { FactKind, KeptFact } from '../../db/mirror-ports.ts';
import { isSameContact } from './contact-state.ts';
import { type FactValues, readFact } from './fact-values.ts';

/** Intercom sends a notification again after a minute, once: what changed longer ago should have been told. */
const TOLD_WITHIN_MS = 5 * 60_000;
/** How exactly it is written down when a notification last agreed: not on each card. */
const WRITTEN_EVERY_MS = 60_000;

/** What Intercom said when it was asked. */
export interface ReadFact<Kind extends FactKind> {
  value: FactValues[Kind];
  versionMs: number | undefined;
}

/** `agreed`: a notification had told the same before. `missed`: what changed long enough ago should have been told. */
export type Finding = 'agreed' | 'missed';

/** What a read says of the notifications. Undefined: it proves neither. */
export function judge<Kind extends FactKind>(
  kind: Kind,
  kept: Pick<KeptFact, 'value' | 'versionMs' | 'learnedFrom'>,
  read: ReadFact<Kind>,
  nowMs: number,
): Finding | undefined {
  if (kept.value === undefined) return undefined;
  if (kept.learnedFrom === 'notification' && saysTheSame(kept.value, kept.versionMs, read)) return 'agreed';
  if (kept.versionMs === undefined || read.versionMs === undefined) return undefined;
  const isOverdue = read.versionMs > kept.versionMs && read.versionMs < nowMs - TOLD_WITHIN_MS;
  return isOverdue && differs(kind, readFact(kind, kept.value), read.value) ? 'missed' : undefined;
}

function saysTheSame<Kind extends FactKind>(
  value: string,
  versionMs: number | undefined,
  read: ReadFact<Kind>,
): boolean {
  if (versionMs !== undefined && read.versionMs !== undefined) return versionMs === read.versionMs;
  return value === JSON.stringify(read.value);
}

/**
 * Whether something differs that a topic certainly tells. `updated_at` alone also moves for what no topic tells, such as
 * having been seen; titles change without a topic, too.
 */
function differs<Kind extends FactKind>(kind: Kind, before: FactValues[Kind], after: FactValues[Kind]): boolean {
  return DIFFERS[kind]?.(before, after) ?? false;
}

const DIFFERS: { readonly [Kind in FactKind]?: (before: FactValues[Kind], after: FactValues[Kind]) => boolean } = {
  contact: (before, after) =>
    'contact' in before && 'contact' in after && !isSameContact(before.contact, after.contact),
  conversation: (before, after) =>
    before.state !== after.state ||
    before.adminAssigneeId !== after.adminAssigneeId ||
    before.teamAssigneeId !== after.teamAssigneeId,
};

/**
 * The `agreedAtMs` to write down when a notification that was taken at `notifiedAtMs` agreed with a read, if it is worth
 * writing: it is the time of the notification, as only that proves that they arrive. An agreement that lies ahead, after
 * the clock was set back, proves nothing any more.
 */
export function newAgreement(
  notifiedAtMs: number,
  { agreedAtMs, nowMs }: { agreedAtMs: number | undefined; nowMs: number },
): number | undefined {
  if (agreedAtMs === undefined || agreedAtMs > nowMs) return notifiedAtMs;
  return notifiedAtMs - agreedAtMs >= WRITTEN_EVERY_MS ? notifiedAtMs : undefined;
}
