import { describe, expect, test } from 'vitest';
import { openPostgresStore } from '../../db/postgres/open.ts';
import { expectErasedEverywhere } from '../db/erasing.ts';
import { expectLooksToBeKept } from '../db/fact-forgetting-suite.ts';
import { calls, factsOf, NOW_MS } from '../db/known-facts.ts';
import { installation } from '../db/open-store.ts';
import { failureOf } from './failure-of.ts';
import { emptyDatabaseUrl, openTestStore, withClient } from './open-store.ts';

const DAYS_LATER_MS = NOW_MS + 9 * 24 * 60 * 60 * 1000;

describe('facts in PostgreSQL', () => {
  test('that were looked at count as used', async () => {
    const url = await emptyDatabaseUrl();
    await expectLooksToBeKept(() => openTestStore(url));
  });

  test('are read at once, however long it takes to write down that they were used', async () => {
    const url = await emptyDatabaseUrl();
    const store = await openTestStore(url);
    await store.workspaces.install(installation('a'));
    await factsOf(store.facts).learn(calls('7'), '[]');
    const later = factsOf(store.facts, { nowMs: DAYS_LATER_MS });
    await withClient(url, async (client) => {
      const touched = async () => (await client.query('SELECT touched_at_ms FROM facts')).rows[0].touched_at_ms;
      await client.query('BEGIN; LOCK TABLE facts IN SHARE MODE');
      expect(await later.value(calls('7'))).toBe('[]');
      expect(await later.value(calls('7'))).toBe('[]');
      expect(await touched()).toBe(String(NOW_MS));
      await client.query('COMMIT');
      await store.close();
      expect(await touched()).toBe(String(DAYS_LATER_MS));
    });
  });

  test('are read although it cannot be written down that they were used', async () => {
    const url = await emptyDatabaseUrl();
    await (await openTestStore(url)).workspaces.install(installation('a'));
    const store = await openPostgresStore(url, { answerWithinMs: 100 });
    await factsOf(store.facts).learn(calls('7'), '[]');
    await withClient(url, async (client) => {
      await client.query('BEGIN; LOCK TABLE facts IN SHARE MODE');
      const later = factsOf(store.facts, { nowMs: DAYS_LATER_MS });
      expect(await later.value(calls('7'))).toBe('[]');
      await failureOf(later.doubt(calls('7')));
      expect(await later.value(calls('7'))).toBe('[]');
      await store.close();
      await client.query('ROLLBACK');
    });
  });
});

test('what is kept of an erased workspace is gone from every table of PostgreSQL', async () => {
  const url = await emptyDatabaseUrl();
  const store = await openTestStore(url);
  const written = (workspaceId: string) => workspaceId.replaceAll('\ufdd0', '\ufdd01').replaceAll('\0', '\ufdd00');
  await withClient(url, (client) =>
    expectErasedEverywhere(store, async (workspaceId) => {
      const { rows: tables } = await client.query<{ name: string }>(
        `SELECT table_name AS name FROM information_schema.columns
          WHERE table_schema = 'public' AND column_name = 'workspace_id'`,
      );
      const counts: Record<string, number> = {};
      for (const { name } of tables) {
        const of = [written(workspaceId)];
        const { rows } = await client.query(`SELECT count(*)::int AS rows FROM "${name}" WHERE workspace_id = $1`, of);
        counts[name] = rows[0].rows;
      }
      return counts;
    }),
  );
});
