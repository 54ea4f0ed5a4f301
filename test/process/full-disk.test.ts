import { existsSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { cardPayload } from '../../sandbox/card/payload.ts';
import { jobHandlers } from '../../server/jobs/handlers.ts';
import { createWorker } from '../../server/jobs/worker.ts';
import { freePort } from '../../tools/start-process.ts';
import { ACME, CLIENT_SECRET, openRoom, type Room } from '../card/room.ts';
import { newDatabasePath } from '../db/open-store.ts';
import { createTold, type Send } from '../faults/told.ts';
import { keepLog } from '../logs/capture.ts';
import { bodySignature } from '../webhooks/stage.ts';
import { startBundled } from './start-bundled.ts';

/** Enough for some notifications and their work. */
const ROOM_LEFT_BYTES = 1_000_000;
/** Many times what there is room for. */
const MOST = 1_000;
/** So many are still sent when nothing can be kept any more. */
const REFUSED = 10;
/** Leases of a process that was killed are over. */
const LATER_MS = 61_000;

/** Callcard on the same file and the same Intercom, as a process for which the disk is soon full. */
async function startOnSmallDisk({ deps: { config } }: Room, databasePath: string) {
  const { clientId, apiUrls } = config.intercom;
  const port = await freePort();
  const sizes = [databasePath, `${databasePath}-wal`].map((file) => (existsSync(file) ? statSync(file).size : 0));
  const started = await startBundled(
    'callcard',
    'Callcard is ready',
    {
      ...{ PORT: String(port), PUBLIC_URL: config.publicUrl, DATABASE_URL: config.databaseUrl },
      ...{ INTERCOM_CLIENT_ID: clientId, INTERCOM_CLIENT_SECRET: CLIENT_SECRET, INTERCOM_API_URL: apiUrls.us },
      TOKEN_KEYS: config.tokenKeys.map(({ id, key }) => `${id}:${key.toString('base64')}`).join(','),
    },
    { maxFileBytes: Math.max(...sizes) + ROOM_LEFT_BYTES },
  );
  onTestFinished(async () => {
    await started.stop();
    keepLog(started.output());
  });
  const post = (path: string, headers: Record<string, string>, body: string) =>
    fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', headers, body });
  return { ...started, post };
}

function openingOf({ sandbox }: Room, conversationId: string): string {
  const workspace = sandbox.workspaces.get(ACME);
  const conversation = workspace?.conversations.get(conversationId);
  const admin = workspace?.admins.get(workspace.installingAdminId);
  if (workspace === undefined || conversation === undefined || admin === undefined) throw new Error('nothing to open');
  return JSON.stringify(cardPayload(workspace, { conversation, admin }));
}

test('on a full disk cards come from Intercom, notifications are refused, and what was taken is done once there is room', async () => {
  const databasePath = newDatabasePath();
  let laterMs = 0;
  const clock = () => Date.now() + laterMs;
  const room = await openRoom({ databasePath, clock });
  const small = await startOnSmallDisk(room, databasePath);
  const told = createTold(clock);
  const send: Send = async (path, headers, body) => (await small.post(path, headers, body)).status;

  const statuses: number[] = [];
  while (statuses.filter((status) => status !== 200).length < REFUSED && statuses.length < MOST) {
    statuses.push(await told.tell(send));
  }
  expect(new Set(statuses)).toEqual(new Set([200, 503]));

  const opening = openingOf(room, room.conversationOf('Jo Vance', 'phone_call'));
  const asked = room.sandbox.requests.length;
  const card = await small.post(
    '/canvas/initialize',
    { 'x-body-signature': bodySignature(opening, CLIENT_SECRET) },
    opening,
  );
  expect(card.status).toBe(200);
  expect(await card.text()).toContain('Jo Vance');
  expect(room.sandbox.requests.length).toBeGreaterThan(asked);

  small.process.kill('SIGKILL');
  await room.restart({});
  laterMs = LATER_MS;
  await createWorker({ deps: room.deps, handlers: jobHandlers }).runUntilIdle();
  expect(await told.lost(room)).toEqual([]);
  const file = new Database(databasePath, { readonly: true });
  expect(file.pragma('integrity_check', { simple: true })).toBe('ok');
  file.close();
});
