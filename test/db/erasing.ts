import { expect } from 'vitest';
import type { Store } from '../../db/ports.ts';
import { fill } from '../tools/filled-store.ts';

/** How many rows of a workspace each table has that has a workspace id, as the database itself says. */
export type CountRows = (workspaceId: string) => Promise<Record<string, number>>;

const ERASED = { workspaceId: 'acme', beforeMs: 1_001 };
const OTHER = 'zero\0 and \ufdd0';

/** A table that is new, and that a test does not know how to fill, fails here; so does one that is not erased. */
export async function expectErasedEverywhere(store: Store, countRows: CountRows): Promise<void> {
  await fill(store);
  await store.workspaces.markUninstalled({ workspaceId: 'acme', epoch: 2, atMs: 1_000 });
  const others = await countRows(OTHER);
  for (const [table, rows] of Object.entries(others)) expect(rows, table).toBeGreaterThan(0);
  const before = await countRows('acme');
  expect(before).toEqual({ ...others, jobs: 0 });

  expect(await store.workspaces.erase({ ...ERASED, limit: 100 })).toBe(false);
  const all = (counts: Record<string, number>) => Object.values(counts).reduce((sum, rows) => sum + rows, 0);
  expect(all(await countRows('acme'))).toBe(all(before) - 100);
  let calls = 1;
  while (!(await store.workspaces.erase({ ...ERASED, limit: 100 }))) calls += 1;
  expect(calls).toBe(Math.ceil(all(before) / 100) - 1);
  expect(all(await countRows('acme'))).toBe(0);
  expect(await store.workspaces.find('acme')).toBeUndefined();
  expect(await store.workspaces.erase({ ...ERASED, limit: 100 })).toBe(true);
  expect(await countRows(OTHER)).toEqual(others);
}
