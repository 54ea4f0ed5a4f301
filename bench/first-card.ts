/**
 * How long a teammate waits for the first card, measured over HTTP against an Intercom of a given slowness.
 * Run with: npm run bench:card
 */
import { createHmac } from 'node:crypto';
import { Pool } from 'undici';
import { openSqliteStore } from '../db/sqlite/open.ts';
import { buildApp } from '../server/app.ts';
import { tokenContext } from '../server/install/token-context.ts';
import { SECRET } from './servers/bodies.ts';
import { benchDeps } from './servers/deps.ts';
import { type Pace, startSlowIntercom } from './slow-intercom.ts';

const ANSWER_MS = 100;
const DEADLINE_MS = 1_000;
const WARM_UP = 5;
const CARDS = 40;

async function start(pace: Pace, { deadlineMs = 4_000, factFreshMs = 60_000 } = {}) {
  const fake = await startSlowIntercom(pace);
  const store = await openSqliteStore(':memory:');
  const { deps } = benchDeps(store, { intercomUrl: fake.url, deadlineMs, factFreshMs });
  const { seal, intercom } = deps;
  const app = await buildApp(deps);
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  const pool = new Pool(address, { connections: 64 });

  const install = (workspaceId: string) =>
    store.workspaces.install({
      workspaceId,
      region: 'us',
      name: workspaceId,
      timeZone: 'UTC',
      installingAdminId: '7',
      sealedToken: seal.seal(`token-${workspaceId}`, tokenContext(workspaceId)),
      atMs: Date.now(),
    });

  /** One first card: how long it took, and what it said. */
  const card = async (workspaceId: string): Promise<{ tookMs: number; text: string }> => {
    const body = JSON.stringify({
      workspace_id: workspaceId,
      admin: { id: '7', name: 'Bo Teammate' },
      conversation: { id: '100', source: { type: 'phone_call' } },
      contact: { id: 'c1', role: 'user' },
    });
    const signature = createHmac('sha256', SECRET).update(body).digest('hex');
    const startedAt = performance.now();
    const answer = await pool.request({
      path: '/canvas/initialize',
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', 'x-body-signature': signature },
    });
    const text = await answer.body.text();
    if (answer.statusCode !== 200) throw new Error(`the card answered ${answer.statusCode}`);
    return { tookMs: performance.now() - startedAt, text };
  };

  const stop = async () => {
    await pool.close();
    await app.close();
    await intercom.close();
    await store.close();
    await fake.close();
  };
  return { install, card, stop, takeRequests: fake.takeRequests };
}

const sorted = (values: number[]) => [...values].sort((a, b) => a - b);
const at = (values: number[], share: number) =>
  sorted(values)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;
const row = (name: string, values: number[]) =>
  process.stdout.write(
    `${name.padEnd(58)} p50 ${at(values, 0.5).toFixed(0).padStart(5)}  p95 ${at(values, 0.95).toFixed(0).padStart(5)}  max ${at(values, 1).toFixed(0).padStart(5)} ms\n`,
  );

/** Every card of another workspace, so that nothing is kept from the card before. */
async function coldCards(): Promise<void> {
  const bench = await start(() => ({ delayMs: ANSWER_MS }));
  const times: number[] = [];
  let upstream = 0;
  for (let index = 0; index < WARM_UP + CARDS; index += 1) {
    await bench.install(`cold${index}`);
    bench.takeRequests();
    const { tookMs } = await bench.card(`cold${index}`);
    if (index >= WARM_UP) {
      times.push(tookMs);
      upstream = Math.max(upstream, bench.takeRequests());
    }
  }
  row(`first card, Intercom takes ${ANSWER_MS} ms an answer`, times);
  process.stdout.write(
    `  = ${(at(times, 0.5) / ANSWER_MS).toFixed(2)} round trips in time; ${upstream} requests to Intercom a card\n`,
  );
  await bench.stop();
}

/** The same card again and again, from what the first one kept. */
async function warmCards(): Promise<void> {
  const bench = await start(() => ({ delayMs: ANSWER_MS }));
  await bench.install('warm');
  await bench.card('warm');
  bench.takeRequests();
  const times: number[] = [];
  for (let index = 0; index < CARDS; index += 1) times.push((await bench.card('warm')).tookMs);
  row('the same card from the mirror', times);
  process.stdout.write(`  ${bench.takeRequests()} requests to Intercom for ${CARDS} cards\n`);
  await bench.stop();
}

async function oneSourceHanging(): Promise<void> {
  const bench = await start(({ path }) => (path.startsWith('/fin_voice') ? 'hang' : { delayMs: ANSWER_MS }), {
    deadlineMs: DEADLINE_MS,
  });
  const times: number[] = [];
  await bench.install('hanging');
  for (let index = 0; index < 8; index += 1) {
    const { tookMs, text } = await bench.card('hanging');
    const complete =
      text.includes('Jo Vance') && text.includes('Inbound call') && text.includes('Fin Voice: not known');
    if (!complete) throw new Error(`the card is not complete but for Fin Voice: ${text}`);
    times.push(tookMs);
  }
  row(`first card, Fin Voice hangs, CANVAS_DEADLINE_MS=${DEADLINE_MS}`, times);
  await bench.stop();
}

/** The same cards of workspace A, which believes nothing for long, alone and while every request of workspace B hangs. */
async function slowNeighbour(): Promise<void> {
  const bench = await start(({ token }) => (token === 'token-slow' ? 'hang' : { delayMs: 20 }), {
    deadlineMs: 9_000,
    factFreshMs: 0,
  });
  await bench.install('quick');
  await bench.install('slow');
  const measure = async () => {
    const times: number[] = [];
    for (let index = 0; index < CARDS; index += 1) times.push((await bench.card('quick')).tookMs);
    return times.slice(WARM_UP);
  };
  const alone = await measure();
  const hanging = Array.from({ length: 50 }, () => bench.card('slow'));
  const beside = await measure();
  row('workspace A alone, Intercom takes 20 ms', alone);
  row('workspace A while 50 cards of workspace B hang', beside);
  process.stdout.write(`  ratio of p50, beside / alone: ${(at(beside, 0.5) / at(alone, 0.5)).toFixed(2)}\n`);
  await Promise.all(hanging);
  await bench.stop();
}

await coldCards();
await warmCards();
await oneSourceHanging();
await slowNeighbour();
