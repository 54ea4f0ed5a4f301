const MAX_LENGTH = 200;
/** A control character, which a database may refuse, or half of a surrogate pair. */
const UNFIT = /[\p{Cc}\p{Cs}]/u;

/** An id as Intercom writes it, as text; undefined for anything that cannot be one or that no database could keep. */
export function plainId(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : undefined;
  if (typeof value !== 'string' || value === '' || value.length > MAX_LENGTH) return undefined;
  return UNFIT.test(value) ? undefined : value;
}
