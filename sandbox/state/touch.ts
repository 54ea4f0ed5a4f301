/**
 * Marks something as changed: `updated_at` moves with every change and never back. It counts whole seconds, so that two
 * changes within one have the same.
 */
export function touch(changed: { updatedAtMs: number }, nowMs: number): void {
  changed.updatedAtMs = Math.max(changed.updatedAtMs, nowMs);
}
