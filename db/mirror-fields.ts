import type { Mirror } from './mirror-ports.ts';

export type MirrorField = Exclude<keyof Mirror, 'workspaceId' | 'epoch'>;

/** What a mirror says before anything was learned. */
const AT_FIRST: Record<MirrorField, string | number | null> = {
  phase: 'waiting',
  cursor: null,
  contactsSeen: 0,
  contactsTotal: null,
  syncStartedAtMs: null,
  syncFinishedAtMs: null,
  reconciledAtMs: null,
  agreedAtMs: null,
  notifiedAtMs: null,
};
const FIELDS = Object.keys(AT_FIRST) as MirrorField[];
/** A mirror always has these: to give them as undefined is not to give them. */
const ALWAYS_THERE: ReadonlySet<MirrorField> = new Set(['phase', 'contactsSeen']);

/** The same of each field. */
export function mirrorFields<T>(of: (field: MirrorField) => T): Record<MirrorField, T> {
  return Object.fromEntries(FIELDS.map((field) => [field, of(field)])) as Record<MirrorField, T>;
}

/** For a statement that knows each field by its name, and whether it was given by `has_` before it: 1 or 0. */
export function mirrorValues(fields: Partial<Record<MirrorField, unknown>>): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const field of FIELDS) {
    const isGiven = field in fields && !(fields[field] === undefined && ALWAYS_THERE.has(field));
    values[field] = isGiven ? (fields[field] ?? null) : AT_FIRST[field];
    values[`has_${field}`] = isGiven ? 1 : 0;
  }
  return values;
}
