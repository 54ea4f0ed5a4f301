/**
 * Whether a warm card and a claimed job cost the same in a large database as in a small one.
 * Run with: npm run bench:growth
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openStore } from '../db/open-store.ts';
import type { Store } from '../db/ports.ts';
import { buildApp } from '../server/app.ts';
import { median } from './load/load.ts';
import { cardRequest } from './servers/bodies.ts';
import { benchDeps } from './servers/deps.ts';
import { installWorkspaces } from './servers/install.ts';

const SIZES = [
  { workspaces: 10, contacts: 1_000, jobs: 1_000 },
  { workspaces: 10_000, contacts: 1_000_000, jobs: 1_000_000 },
] as const;
type Size = (typeof SIZES)[number];
/** Of as many callers: none is drawn before, in the small database as in the large one. */
const CARDS = 1_000;
/** As many as call in a busy hour, of all workspaces. */
const NUMBERS = 500;
const ROUNDS = 40;
const CLAIMS = 400;
const CLAIM = 16;
const NOW_MS = Date.now();

/** Everybody has a number of their own, in Berlin. */
const phoneOf = (number: number) => `+49302${String(number).padStart(7, '0')}`;
const workspaceName = (number: number) => `w${String(number).padStart(7, '0')}`;

/** As the mirror would have written it: each contact, with all that its card shows, in a conversation of its own. */
function fill(path: string, { workspaces, contacts, jobs }: Size): void {
  const db = new Database(path);
  db.pragma('synchronous = OFF');
  const fact = db.prepare(
    `insert into facts (workspace_id, kind, key, epoch, value, version_ms, generation, learned_at_ms, learned_from,
      contact_id, touched_at_ms) values (?, ?, ?, 1, ?, ?, 1, ?, 'read', ?, ?)`,
  );
  const phone = db.prepare(
    'insert into contact_phones (workspace_id, phone_e164, contact_id, epoch) values (?, ?, ?, 1)',
  );
  const mirror = db.prepare(
    `insert into mirrors (workspace_id, epoch, phase, contacts_seen, agreed_at_ms) values (?, 1, 'done', 0, ?)`,
  );
  const job = db.prepare(
    `insert into jobs (workspace_id, job_id, kind, ordering_key, position, payload, epoch, state, attempts,
      created_at_ms, run_at_ms, claimable_at_ms) values (?, ?, 'bench', ?, 1, '{}', 1, 'waiting', 0, ?, ?, ?)`,
  );
  const keep = (workspaceId: string, kind: string, key: string, value: unknown, contactId: string | null) =>
    fact.run(workspaceId, kind, key, JSON.stringify(value), NOW_MS, NOW_MS, contactId, NOW_MS);
  db.transaction(() => {
    for (let number = 0; number < workspaces; number += 1) {
      const workspaceId = workspaceName(number);
      mirror.run(workspaceId, NOW_MS);
      keep(workspaceId, 'teammates', '', [{ id: '7', name: 'Bo Teammate', teamIds: [], hasInboxSeat: true }], null);
      keep(workspaceId, 'teams', '', [], null);
    }
    for (let number = 0; number < contacts; number += 1) {
      const workspaceId = workspaceName(number % workspaces);
      const [id, e164] = [`c${number}`, phoneOf(number)];
      const contact = { id, role: 'user', name: `Caller ${number}`, phone: e164, updatedAtMs: NOW_MS };
      keep(workspaceId, 'contact', id, { contact }, id);
      phone.run(workspaceId, e164, id);
    }
    for (let number = 0; number < Math.min(contacts, CARDS); number += 1) {
      const [workspaceId, id] = [workspaceName(number % workspaces), `c${number}`];
      const head = {
        id: `o${number}`,
        state: 'closed',
        subject: 'Invoice question',
        updatedAtMs: NOW_MS,
        teammateId: '7',
      };
      keep(workspaceId, 'companies', id, [], id);
      keep(workspaceId, 'conversations', id, [head], id);
      keep(workspaceId, 'calls', `v${number}`, [], id);
      keep(workspaceId, 'fin_voice', `v${number}`, [], id);
    }
    for (let number = 0; number < jobs; number += 1) {
      job.run(workspaceName(number % workspaces), `j${number}`, `k${number}`, NOW_MS, NOW_MS, NOW_MS);
    }
  })();
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}

/** Cards of callers in all workspaces, one after the other: microseconds of each. */
async function cards(store: Store, { workspaces, contacts }: Size): Promise<{ us: number[]; asked: number }> {
  const { deps, asked } = benchDeps(store);
  const app = await buildApp(deps);
  const us: number[] = [];
  for (let nth = 0; nth < CARDS; nth += 1) {
    const number = (nth * 7919) % Math.min(contacts, CARDS);
    const { body, headers } = cardRequest(workspaceName(number % workspaces), {
      contactId: `c${number}`,
      conversationId: `v${number}`,
    });
    const startedAtMs = performance.now();
    const answer = await app.inject({ method: 'POST', url: '/canvas/initialize', payload: body, headers });
    us.push((performance.now() - startedAtMs) * 1_000);
    if (!answer.body.includes(`Caller ${number}`)) throw new Error(`not the caller's card: ${answer.body}`);
  }
  await app.close();
  await deps.intercom.close();
  return { us, asked: asked() };
}

/** Microseconds of taking a job and of ending it. */
async function claims(store: Store): Promise<number[]> {
  const us: number[] = [];
  let afterWorkspaceId = '';
  for (let nth = 0; nth < CLAIMS; nth += 1) {
    const startedAtMs = performance.now();
    const nowMs = Date.now();
    const taken = await store.jobs.claim({
      owner: 'bench',
      nowMs,
      leaseMs: 60_000,
      limit: CLAIM,
      perWorkspace: 4,
      afterWorkspaceId,
      exceptWorkspaceIds: [],
    });
    if (taken.length === 0) break;
    for (const job of taken) await store.jobs.complete({ owner: 'bench', job, nowMs });
    us.push(((performance.now() - startedAtMs) * 1_000) / taken.length);
    afterWorkspaceId = taken.at(-1)?.workspaceId ?? '';
  }
  return us;
}

/**
 * Microseconds of finding who has a number. `first`: of somebody who is looked for for the first time, most often on a
 * page of the index that has to be read from the file then. `again`: of the same ones, as with each card and each
 * request after the first. In the small database all pages are in memory soon, whoever is looked for.
 */
async function lookUps(store: Store, size: Size): Promise<{ first: number[]; again: number[] }> {
  const numbers = Array.from({ length: NUMBERS }, (_, nth) => (nth * 7919) % size.contacts);
  // Not they, but the code has to be known.
  for (let nth = 0; nth < CARDS; nth += 1) await lookUp(store, size, nth % 10);
  const first: number[] = [];
  for (const number of numbers) first.push(await lookUp(store, size, number));
  const again: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const number of numbers) again.push(await lookUp(store, size, number));
  }
  return { first, again };
}

async function lookUp(store: Store, { workspaces }: Size, number: number): Promise<number> {
  const workspaceId = workspaceName(number % workspaces);
  const phoneE164 = phoneOf(number);
  const startedAtMs = performance.now();
  const found = await store.facts.contactsByPhone({ workspaceId, epoch: 1, phoneE164, limit: 10 });
  const us = (performance.now() - startedAtMs) * 1_000;
  if (!found.includes(`c${number}`)) throw new Error(`nobody has ${phoneE164}`);
  return us;
}

const results: { card: number; job: number; first: number; again: number }[] = [];
for (const size of SIZES) {
  const folder = mkdtempSync(join(tmpdir(), 'callcard-growth-'));
  try {
    const path = join(folder, 'growth.db');
    await installWorkspaces(
      `file:${path}`,
      Array.from({ length: size.workspaces }, (_, number) => workspaceName(number)),
    );
    fill(path, size);
    const store = await openStore(`file:${path}`);
    await cards(store, size);
    const { us, asked } = await cards(store, size);
    const looked = await lookUps(store, size);
    const [first, again] = [median(looked.first), median(looked.again)];
    const job = median(await claims(store));
    await store.close();
    results.push({ card: median(us), job, first, again });
    process.stdout.write(
      `${size.contacts} contacts, ${size.workspaces} workspaces, ${size.jobs} jobs: card p50 ${Math.round(median(us))} us ` +
        `(${asked} requests to Intercom), number looked up p50 ${again.toFixed(1)} us, for the first time ${first.toFixed(1)} us, job claimed and completed p50 ${Math.round(job)} us = ${Math.round(1e6 / job)} a second\n`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
const [small, large] = results;
if (small !== undefined && large !== undefined) {
  process.stdout.write(
    `card: ${(large.card / small.card).toFixed(2)} times, look-up: ${(large.again / small.again).toFixed(2)} times, for the first time: ${(large.first / small.first).toFixed(2)} times, job: ${(large.job / small.job).toFixed(2)} times\n`,
  );
}
