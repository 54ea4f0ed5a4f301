import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { createApiKeyStore } from '../../db/sqlite/api-keys.ts';
import { createCallerAnswerStore } from '../../db/sqlite/caller-answers.ts';
import { createFactStore } from '../../db/sqlite/facts.ts';
import { createHandedCallStore } from '../../db/sqlite/handed-calls.ts';
import { createIntakeStore } from '../../db/sqlite/intake.ts';
import { createJobStore } from '../../db/sqlite/jobs.ts';
import { migrate, readMigrations } from '../../db/sqlite/migrate.ts';
import { newApiKey } from './api-key-store-suite.ts';
import { callerAnswer } from './caller-answer-store-suite.ts';
import { jobOf, newCall } from './handed-call-store-suite.ts';
import { notification } from './intake-store-suite.ts';
import { claimOf, newJob } from './job.ts';

/** Stores on a database that writes down what it is asked. */
function openListening() {
  const asked = new Set<string>();
  let listening = false;
  const verbose = (statement: unknown) => {
    if (listening) asked.add(String(statement));
  };
  const client = new Database(':memory:', { verbose });
  onTestFinished(() => {
    client.close();
  });
  migrate(client, readMigrations());
  client.exec(
    `INSERT INTO workspaces (workspace_id, region, name, time_zone, installing_admin_id, epoch, status, sealed_token,
       first_installed_at_ms, installed_at_ms) VALUES ('a', 'us', 'A', 'UTC', '1', 1, 'connected', 'x', 1, 1)`,
  );
  const db = drizzle(client);
  const stores = {
    jobs: createJobStore(db, client),
    intake: createIntakeStore(db, client),
    answers: createCallerAnswerStore(db),
    keys: createApiKeyStore(db, client),
    handedCalls: createHandedCallStore(db, client),
    facts: createFactStore(db, client),
  };
  listening = true;
  return {
    ...stores,
    /** How SQLite goes about everything that it was asked: `SCAN` reads a whole table or index. */
    plans: () => {
      listening = false;
      const statements = [...asked].filter((one) => /^(select|insert|update|delete|with)/i.test(one));
      return statements.flatMap((one) =>
        (client.prepare(`EXPLAIN QUERY PLAN ${one}`).all() as { detail: string }[]).map(({ detail }) => detail),
      );
    },
  };
}

/** Only what has come since the last claim is in it. */
const SMALL = 'SCAN jobs USING INDEX jobs_out_of_line';

/** What is scanned by name of table or index, rather than searched. */
const scanned = (plans: readonly string[]) => [
  ...new Set(
    plans.filter(
      (detail) =>
        detail !== SMALL &&
        /^SCAN (j\b|jobs|notifications|workspaces|line\b|caller_answers|api_keys|handed_calls)/.test(detail),
    ),
  ),
];

test('no notification and no job costs more because others wait: whatever is looked for has an index', async () => {
  const { jobs, intake, plans } = openListening();
  const owner = 'worker 1';
  const job = newJob('a', '1');
  await intake.take([notification('a', 'n1')]);
  await jobs.enqueue([job, newJob('a', '2', { orderingKey: '1' })], 1);
  await jobs.claim(claimOf({ nowMs: 9_000 }));
  await jobs.renew({ owner, jobs: [job], leaseExpiresAtMs: 2_000 });
  await jobs.reschedule({ owner, job, runAtMs: 1, refund: false, error: 'x' });
  await jobs.claim(claimOf());
  await jobs.bury({ owner, job, error: 'x', atMs: 1 });
  await jobs.redrive(job, 1);
  await jobs.claim(claimOf());
  await jobs.complete({ owner, job: { workspaceId: 'a', jobId: '2' }, nowMs: 1, next: [newJob('a', '3')] });
  await jobs.drop(job);
  await jobs.find(job);
  await jobs.oldestDueAtMs({ workspaceId: 'a', nowMs: 1 });
  await jobs.list({ state: 'dead', kind: 'notification', limit: 1 });
  await jobs.forgetDeadBefore({ beforeMs: 1, limit: 1 });
  await intake.forgetBefore({ beforeMs: 1, limit: 1 });
  expect(plans().length).toBeGreaterThan(20);
  expect(scanned(plans())).toEqual([]);
});

test('whoever puts jobs into their lines looks through those only that are in none', async () => {
  const { jobs, intake, plans } = openListening();
  await intake.take([notification('a', 'n1')]);
  await jobs.oldestDueAtMs({ workspaceId: 'a', nowMs: 9_000 });
  await jobs.enqueue([newJob('a', '1')], 1);
  await jobs.claim(claimOf({ nowMs: 9_000 }));
  await jobs.redrive(newJob('a', '2'), 1);
  expect(plans()).toContain(SMALL);
  // Most jobs wait: to search by that is to read them all.
  expect(plans().filter((detail) => detail.includes('jobs_state'))).toEqual([]);
});

test('jobs are counted by their index alone', async () => {
  const { jobs, plans } = openListening();
  await jobs.counts();
  expect(scanned(plans())).toEqual(['SCAN jobs USING COVERING INDEX jobs_state']);
});

test('an API key is found by one look into the index of hashes, and its use within the hour is one more look', async () => {
  const { keys, plans } = openListening();
  await keys.findByHash('hash');
  expect(plans()).toEqual(['SEARCH api_keys USING INDEX api_keys_secret_hash (secret_hash=?)']);
  const { keys: others, plans: plansOfUse } = openListening();
  await others.used({ workspaceId: 'a', keyId: 'k', atMs: 1 });
  expect(plansOfUse()).toEqual([
    'SEARCH api_keys USING INDEX sqlite_autoindex_api_keys_1 (workspace_id=? AND key_id=?)',
  ]);
});

test('no caller and no handed call costs more because of others: whatever is looked for has an index', async () => {
  const { answers, keys, handedCalls, plans } = openListening();
  const call = newCall('a', 'x');
  await answers.keep(callerAnswer('a'));
  await answers.find(callerAnswer('a'));
  await answers.moveContact({ workspaceId: 'a', fromId: 'jo', toId: 'al' });
  await answers.moveContact({ workspaceId: 'a', fromId: 'al', toId: undefined });
  await answers.forget(callerAnswer('a'));
  await keys.create(newApiKey('a', 'k'));
  await keys.list('a');
  await keys.used({ workspaceId: 'a', keyId: 'k', atMs: 1 });
  await keys.revoke({ workspaceId: 'a', keyId: 'k', atMs: 1 });
  await handedCalls.accept(call, jobOf(call));
  await handedCalls.update(call, { state: 'registered' });
  await handedCalls.ofConversation({ workspaceId: 'a', conversationId: '7', limit: 1 });
  await handedCalls.unmatchedOf({ ...call, sinceMs: 1, limit: 1 });
  await handedCalls.forgetBefore({ beforeMs: 1, limit: 1 });
  expect(plans().length).toBeGreaterThan(12);
  expect(scanned(plans())).toEqual([]);
});

test('who has a number is read off an index, without a look at any row', async () => {
  const { facts, plans } = openListening();
  await facts.contactsByPhone({ workspaceId: 'a', epoch: 1, phoneE164: '+14422497851', limit: 10 });
  expect(plans()).toEqual([
    expect.stringMatching(
      /^SEARCH contact_phones USING COVERING INDEX .*workspace_id=\? AND phone_e164=\? AND epoch=\?/,
    ),
  ]);
});
