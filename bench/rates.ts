/**
 * How many requests a second Callcard answers on one core, beside @slack/bolt and beside fastify that checks a signature
 * and knows nothing. Run with: npm run bench:rates
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fire, type Load, median, type Rate } from './load/load.ts';
import { cardRequest, WORKSPACE } from './servers/bodies.ts';
import { installWorkspaces } from './servers/install.ts';
import { startServer } from './servers/start-server.ts';
import { startSlowIntercom } from './slow-intercom.ts';

const ROUNDS = Number(process.env.ROUNDS ?? 5);
const SECONDS = Number(process.env.SECONDS ?? 4);

type Request = Pick<Load, 'url' | 'path' | 'request'>;

/** Everybody in turn, round after round, so that a busy minute of the machine meets all of them. */
async function compare(names: Record<string, Request>): Promise<Record<string, Rate>> {
  const rates = new Map<string, Rate[]>(Object.keys(names).map((name) => [name, []]));
  for (const request of Object.values(names)) await fire({ ...request, seconds: 2, prefix: 'warm-up' });
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (const [name, request] of Object.entries(names)) {
      rates.get(name)?.push(await fire({ ...request, seconds: SECONDS, prefix: `round-${round}` }));
    }
  }
  return Object.fromEntries(
    [...rates].map(([name, all]) => [
      name,
      {
        requestsPerSecond: median(all.map((rate) => rate.requestsPerSecond)),
        p50Ms: median(all.map((rate) => rate.p50Ms)),
        p99Ms: median(all.map((rate) => rate.p99Ms)),
      },
    ]),
  );
}

const folder = mkdtempSync(join(tmpdir(), 'callcard-bench-'));
const intercom = await startSlowIntercom(() => ({ delayMs: 0 }));
try {
  const databaseUrl = `file:${join(folder, 'bench.db')}`;
  await installWorkspaces(databaseUrl, [WORKSPACE]);
  const callcard = await startServer('./callcard.ts', { DATABASE_URL: databaseUrl, INTERCOM_URL: intercom.url });
  const { body, headers } = cardRequest();
  const first = await fetch(`${callcard.url}/canvas/initialize`, { method: 'POST', body, headers });
  const card = await first.text();
  const askedCold = Number(await callcard.ask('asked'));
  await fetch(`${callcard.url}/canvas/initialize`, { method: 'POST', body, headers });
  const askedWarm = Number(await callcard.ask('asked')) - askedCold;
  const bolt = await startServer('./bolt.ts', { CARD: card });
  const bare = await startServer('./fastify.ts', { CARD: card });

  const taken = await compare({
    callcard: { url: callcard.url, path: '/webhooks/intercom', request: 'notification' },
    bolt: { url: bolt.url, path: '/slack/events', request: 'slack-event' },
  });
  const cards = await compare({
    callcard: { url: callcard.url, path: '/canvas/initialize', request: 'card' },
    bolt: { url: bolt.url, path: '/slack/events', request: 'slack-command' },
    fastify: { url: bare.url, path: '/canvas/initialize', request: 'card' },
  });
  const row = (name: string, { requestsPerSecond, p50Ms, p99Ms }: Rate) =>
    process.stdout.write(
      `| ${name.padEnd(44)} | ${Math.round(requestsPerSecond).toString().padStart(7)} | ${p50Ms} | ${p99Ms} |\n`,
    );
  process.stdout.write(`| what | answers a second | p50 ms | p99 ms |\n|---|---|---|---|\n`);
  for (const [name, rate] of Object.entries(taken)) row(`notification: ${name}`, rate);
  for (const [name, rate] of Object.entries(cards)) row(`card: ${name}`, rate);
  const ratio = (one: Rate | undefined, other: Rate | undefined) =>
    ((one?.requestsPerSecond ?? 0) / (other?.requestsPerSecond ?? 1)).toFixed(2);
  process.stdout.write(
    `\nnotification / bolt: ${ratio(taken.callcard, taken.bolt)}\ncard / bolt: ${ratio(cards.callcard, cards.bolt)}\n` +
      `card / bare fastify: ${ratio(cards.callcard, cards.fastify)}\n` +
      `requests to Intercom: ${askedCold} for the cold card, ${askedWarm} for the warm one\n` +
      `memory after ${ROUNDS * SECONDS} s of cards: ${Math.round(Number(await callcard.ask('memory')) / 2 ** 20)} MiB\n`,
  );
  await Promise.all([callcard.stop(), bolt.stop(), bare.stop()]);
} finally {
  await intercom.close();
  rmSync(folder, { recursive: true, force: true });
}
