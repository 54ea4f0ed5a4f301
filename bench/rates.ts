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
import { type BenchServer, startServer } from './servers/start-server.ts';
import { startSlowIntercom } from './slow-intercom.ts';

const ROUNDS = Number(process.env.ROUNDS ?? 5);
const SECONDS = Number(process.env.SECONDS ?? 4);

const MANY = 64;

interface Contender extends Pick<Load, 'path' | 'request'> {
  server: BenchServer;
}

interface Measured extends Rate {
  /** Of a core, for each answer: what others do on the machine meanwhile hardly changes it. */
  cpuUs: number;
}

/** Everybody in turn, round after round, so that a busy minute of the machine meets all of them. */
async function compare(names: Record<string, Contender>, connections = 32): Promise<Record<string, Measured>> {
  const all = new Map<string, Measured[]>(Object.keys(names).map((name) => [name, []]));
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [name, { server, path, request }] of Object.entries(names)) {
      const before = Number(await server.ask('cpu'));
      const seconds = round === 0 ? 2 : SECONDS;
      const prefix = `${connections}-${round}`;
      const rate = await fire({ url: server.url, path, request, seconds, connections, prefix });
      const cpuUs = (Number(await server.ask('cpu')) - before) / rate.answers;
      // The first is to warm up.
      if (round > 0) all.get(name)?.push({ ...rate, cpuUs });
    }
  }
  const middle = (some: readonly Measured[], of: (one: Measured) => number) => median(some.map(of));
  return Object.fromEntries(
    [...all].map(([name, some]) => [
      name,
      {
        requestsPerSecond: middle(some, (one) => one.requestsPerSecond),
        answers: middle(some, (one) => one.answers),
        p50Ms: middle(some, (one) => one.p50Ms),
        p99Ms: middle(some, (one) => one.p99Ms),
        cpuUs: middle(some, (one) => one.cpuUs),
      },
    ]),
  );
}

const folder = mkdtempSync(join(tmpdir(), 'callcard-bench-'));
const intercom = await startSlowIntercom(() => ({ delayMs: 0 }));
try {
  const databaseUrl = `file:${join(folder, 'bench.db')}`;
  await installWorkspaces(databaseUrl, [WORKSPACE]);
  const startCallcard = () => startServer('./callcard.ts', { DATABASE_URL: databaseUrl, INTERCOM_URL: intercom.url });
  // Each comparison has servers of its own: none carries what the one before left in its memory.
  const taking = [await startCallcard(), await startServer('./bolt.ts')] as const;
  const takers: Record<string, Contender> = {
    callcard: { server: taking[0], path: '/webhooks/intercom', request: 'notification' },
    bolt: { server: taking[1], path: '/slack/events', request: 'slack-event' },
  };
  // The more come at once, the more share a commit.
  const taken = await compare(takers);
  const takenOfMany = await compare(takers, MANY);
  await Promise.all(taking.map((server) => server.stop()));

  const callcard = await startCallcard();
  const { body, headers } = cardRequest();
  const first = await fetch(`${callcard.url}/canvas/initialize`, { method: 'POST', body, headers });
  const card = await first.text();
  const askedCold = Number(await callcard.ask('asked'));
  await fetch(`${callcard.url}/canvas/initialize`, { method: 'POST', body, headers });
  const askedWarm = Number(await callcard.ask('asked')) - askedCold;
  const bolt = await startServer('./bolt.ts', { CARD: card });
  const bare = await startServer('./fastify.ts', { CARD: card });

  const cards = await compare({
    callcard: { server: callcard, path: '/canvas/initialize', request: 'card' },
    bolt: { server: bolt, path: '/slack/events', request: 'slack-command' },
    fastify: { server: bare, path: '/canvas/initialize', request: 'card' },
  });
  const row = (name: string, { requestsPerSecond, p50Ms, p99Ms, cpuUs }: Measured) =>
    process.stdout.write(
      `| ${name.padEnd(44)} | ${Math.round(requestsPerSecond).toString().padStart(7)} | ${p50Ms} | ${p99Ms} | ${Math.round(cpuUs)} |\n`,
    );
  process.stdout.write(`| what | answers a second | p50 ms | p99 ms | us of a core each |\n|---|---|---|---|---|\n`);
  for (const [name, rate] of Object.entries(taken)) row(`notification: ${name}`, rate);
  for (const [name, rate] of Object.entries(takenOfMany)) row(`notification: ${name}, ${MANY} at once`, rate);
  for (const [name, rate] of Object.entries(cards)) row(`card: ${name}`, rate);
  const ratio = (one: Measured | undefined, other: Measured | undefined) =>
    `${((one?.requestsPerSecond ?? 0) / (other?.requestsPerSecond ?? 1)).toFixed(2)} by answers a second, ` +
    `${((other?.cpuUs ?? 0) / (one?.cpuUs ?? 1)).toFixed(2)} by time of a core`;
  process.stdout.write(
    `\nnotification / bolt: ${ratio(taken.callcard, taken.bolt)}\n` +
      `notification / bolt, ${MANY} at once: ${ratio(takenOfMany.callcard, takenOfMany.bolt)}\ncard / bolt: ${ratio(cards.callcard, cards.bolt)}\n` +
      `card / bare fastify: ${ratio(cards.callcard, cards.fastify)}\n` +
      `requests to Intercom: ${askedCold} for the cold card, ${askedWarm} for the warm one\n` +
      `memory after ${ROUNDS * SECONDS} s of cards: ${Math.round(Number(await callcard.ask('memory')) / 2 ** 20)} MiB\n`,
  );
  await Promise.all([callcard.stop(), bolt.stop(), bare.stop()]);
} finally {
  await intercom.close();
  rmSync(folder, { recursive: true, force: true });
}
