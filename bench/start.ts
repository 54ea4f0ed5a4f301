/**
 * From the start of the process to its first ready answer, and what it holds after 10,000 cards.
 * Run with: npm run bench:start
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'undici';
import { median } from './load/load.ts';
import { cardRequest, WORKSPACE } from './servers/bodies.ts';
import { installWorkspaces } from './servers/install.ts';
import { startServer } from './servers/start-server.ts';
import { startSlowIntercom } from './slow-intercom.ts';

const STARTS = 5;
const CARDS = 10_000;
const AT_ONCE = 16;

const folder = mkdtempSync(join(tmpdir(), 'callcard-start-'));
const intercom = await startSlowIntercom(() => ({ delayMs: 0 }));
try {
  const databaseUrl = `file:${join(folder, 'start.db')}`;
  await installWorkspaces(databaseUrl, [WORKSPACE]);
  const environment = { DATABASE_URL: databaseUrl, INTERCOM_URL: intercom.url };
  const startsMs: number[] = [];
  for (let nth = 1; nth <= STARTS; nth += 1) {
    const startedAtMs = performance.now();
    const server = await startServer('./callcard.ts', environment);
    const answer = await fetch(`${server.url}/readyz`);
    startsMs.push(performance.now() - startedAtMs);
    if (answer.status !== 200) throw new Error(`not ready: ${answer.status}`);
    await server.stop();
  }
  const server = await startServer('./callcard.ts', environment);
  const before = Number(await server.ask('memory'));
  const pool = new Pool(server.url, { connections: AT_ONCE });
  let left = CARDS;
  const open = async () => {
    while (left > 0) {
      left -= 1;
      // A thousand conversations, so that most of the cards are drawn and not only found.
      const request = cardRequest(WORKSPACE, { conversationId: String(100 + (left % 1_000)) });
      const answer = await pool.request({ path: '/canvas/initialize', method: 'POST', ...request });
      await answer.body.dump();
      if (answer.statusCode !== 200) throw new Error(`the card answered ${answer.statusCode}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, open));
  const after = Number(await server.ask('memory'));
  await pool.close();
  await server.stop();
  const mib = (bytes: number) => Math.round(bytes / 2 ** 20);
  process.stdout.write(
    `start to ready: p50 ${Math.round(median(startsMs))} ms (${startsMs.map(Math.round).join(', ')})\n` +
      `resident memory: ${mib(before)} MiB at the start, ${mib(after)} MiB after ${CARDS} cards\n`,
  );
} finally {
  await intercom.close();
  rmSync(folder, { recursive: true, force: true });
}
