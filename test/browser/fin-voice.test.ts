import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { runKeys } from '../../tools/keys/run-keys.ts';
import { mustNotBeLogged } from '../logs/capture.ts';
import { startBundledCallcard } from '../process/start-bundled.ts';
import { captureStreams } from '../tools/capture-streams.ts';
import { inboxOf } from './inbox.ts';
import { keep } from './picture.ts';
import { ACME, send } from './sandbox-controls.ts';
import { test } from './stage.ts';

const PHONE = '+14155550111';
const CALL_ID = 'aws-browser-0001';

/** As an operator gets it, from the database of the Callcard that runs. */
async function keyFromOperator(databaseUrl: string): Promise<string> {
  const streams = captureStreams();
  const args = ['create', '--workspace', ACME, '--name', 'Amazon Connect', '--quiet'];
  // The other settings are only to be there: the tool reads the database.
  const environment = {
    DATABASE_URL: databaseUrl,
    PUBLIC_URL: 'http://localhost:3000',
    INTERCOM_CLIENT_ID: 'id',
    INTERCOM_CLIENT_SECRET: 'secret-of-the-operator',
    TOKEN_KEYS: `k1:${Buffer.alloc(32, 4).toString('base64')}`,
  };
  expect(await runKeys(args, streams, { environment, clock: Date.now })).toBe(0);
  const key = streams.out().trim();
  mustNotBeLogged(key);
  return key;
}

test('a call that a phone system hands to Fin is followed on the card from registered to resolved', async ({
  page,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'callcard-fin-'));
  const databaseUrl = `file:${join(folder, 'callcard.db')}`;
  const callcard = await startBundledCallcard({ DATABASE_URL: databaseUrl });
  onTestFinished(async () => {
    await callcard.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const inbox = inboxOf(callcard, page);
  const { card } = inbox;
  await inbox.connect();
  const authorization = `Bearer ${await keyFromOperator(databaseUrl)}`;
  const calls = `${callcard.callcardUrl}/api/v1/fin-voice/calls`;
  const handed = await fetch(calls, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ phoneNumber: PHONE, callId: CALL_ID, source: 'aws_connect' }),
  });
  expect(handed.status).toBe(202);
  const state = async () =>
    ((await (await fetch(`${calls}/${CALL_ID}`, { headers: { authorization } })).json()) as { state: string }).state;
  await expect.poll(state, { timeout: 15_000 }).toBe('registered');

  await inbox.open('Priya Raman');
  await card.getByText('Handed to Fin').first().waitFor();
  await keep(page, 'fin registered');

  const fin = (body: object) => send('POST', `${callcard.inboxUrl}/api/sandbox/${ACME}/fin-voice/${CALL_ID}`, body);
  await fin({ status: 'in-progress' });
  await inbox.open('Priya Raman');
  await card.getByText('Fin Voice: in progress').waitFor();
  await keep(page, 'fin in progress');

  await fin({ status: 'confirmed_resolution', summary: 'Export works with the new limit.' });
  await inbox.button('Refresh').click();
  await card.getByText('Fin Voice: resolved (confirmed)').waitFor();
  await card.getByRole('button', { name: /^Fin Voice: resolved/ }).click();
  await card.getByText('Export works with the new limit.').waitFor();
  await keep(page, 'fin resolved');
});
