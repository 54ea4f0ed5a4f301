import { describe, expect, test } from 'vitest';
import { StoreUnavailableError } from '../../db/errors.ts';
import type { Store } from '../../db/ports.ts';
import { statusOf } from '../../server/health/install-status.ts';
import { STATUS_TEXT_LIMIT, wireStatus } from '../../server/intercom/app-install.ts';
import { bytesOf } from '../webhooks/bytes.ts';
import { notification } from '../webhooks/notifications.ts';
import { bodySignature, hubSignature, openStage, PREVIOUS_SECRET, type Stage } from '../webhooks/stage.ts';

const PATH = '/intercom/health';
const MINUTE_MS = 60_000;

async function ask(stage: Stage, body: unknown = { workspace_id: 'acme' }, secret?: string) {
  const answer = await stage.post(PATH, body, { 'x-body-signature': bodySignature(bytesOf(body), secret) });
  return { status: answer.status, said: answer.body === '' ? undefined : JSON.parse(answer.body) };
}

describe('Intercom asks how Callcard is doing, and is told', () => {
  test('OK for a connected workspace', async () => {
    const stage = await openStage();
    await stage.install('acme');
    expect(await ask(stage)).toEqual({ status: 200, said: { state: 'OK' } });
    expect((await ask(stage, undefined, PREVIOUS_SECRET)).said).toEqual({ state: 'OK' });
  });

  test('UNHEALTHY with a button that connects again when the token is dead', async () => {
    const stage = await openStage();
    await stage.install('acme');
    await stage.store.workspaces.markDisconnected({ workspaceId: 'acme', epoch: 1, reason: 'gone', atMs: 1 });
    const { said } = await ask(stage);
    expect(said).toEqual({
      state: 'UNHEALTHY',
      message: expect.stringContaining('Connect Callcard again'),
      cta_type: 'URL_CTA',
      cta_label: 'Connect again',
      cta_url: 'https://callcard.test/install?region=us&from=appstore',
    });
    const { pathname, search } = new URL(said.cta_url);
    expect((await stage.app.inject({ url: pathname + search })).statusCode).toBe(303);
  });

  test('UNHEALTHY with what to do once what it was told waits for more than a quarter of an hour', async () => {
    const stage = await openStage();
    await stage.install('acme');
    await stage.install('borea');
    await stage.notify(notification('call.ended'));
    stage.later(15 * MINUTE_MS);
    expect((await ask(stage)).said).toEqual({ state: 'OK' });
    stage.later(1);
    const { said } = await ask(stage);
    expect(said).toEqual({ state: 'UNHEALTHY', message: expect.stringMatching(/is behind .* tell whoever runs/s) });
    expect((await ask(stage, { workspace_id: 'borea' })).said).toEqual({ state: 'OK' });
  });

  test('OK right after connecting again, though much waited for that', async () => {
    const stage = await openStage();
    await stage.install('acme');
    await stage.notify(notification('call.ended'));
    await stage.store.workspaces.markDisconnected({ workspaceId: 'acme', epoch: 1, reason: 'gone', atMs: 1 });
    stage.later(24 * 60 * MINUTE_MS);
    await stage.install('acme');
    expect((await ask(stage)).said).toEqual({ state: 'OK' });
    stage.later(16 * MINUTE_MS);
    expect((await ask(stage)).said).toMatchObject({ state: 'UNHEALTHY' });
  });

  test('UNKNOWN for a workspace that is not known or is uninstalled', async () => {
    const stage = await openStage();
    const { epoch } = await stage.install('acme');
    expect((await ask(stage, { workspace_id: 'nobody' })).said).toEqual({ state: 'UNKNOWN' });
    await stage.store.workspaces.markUninstalled({ workspaceId: 'acme', epoch, atMs: 1 });
    expect((await ask(stage)).said).toEqual({ state: 'UNKNOWN' });
  });

  test('UNKNOWN, and not that something is wrong there, when the database does not answer', async () => {
    const fails = () => Promise.reject(new StoreUnavailableError('look', new Error('locked')));
    const noWorkspaces = (store: Store): Store => ({ ...store, workspaces: { ...store.workspaces, find: fails } });
    const noJobs = (store: Store): Store => ({ ...store, jobs: { ...store.jobs, oldestDueAtMs: fails } });
    for (const storeFrom of [noWorkspaces, noJobs]) {
      const stage = await openStage({ storeFrom });
      await stage.install('acme');
      expect(await ask(stage)).toEqual({ status: 200, said: { state: 'UNKNOWN' } });
    }
  });
});

describe('whoever else asks', () => {
  test.each<[string, (body: Buffer) => Record<string, string>]>([
    ['without a signature', () => ({})],
    ['with another secret', (body) => ({ 'x-body-signature': bodySignature(body, 'other') })],
    ['with the signature of a notification', (body) => ({ 'x-hub-signature': hubSignature(body) })],
  ])('%s is told nothing', async (_, headersOf) => {
    const stage = await openStage();
    await stage.install('acme');
    const body = bytesOf({ workspace_id: 'acme' });
    expect(await stage.post(PATH, body, headersOf(body))).toEqual({ status: 401, body: '' });
  });

  test.each(['', '{', '[]', '{"workspace_id":true}', '{"app_id":"acme"}'])(
    'signed but with %j gets 400',
    async (body) => {
      expect(await ask(await openStage(), body)).toEqual({ status: 400, said: undefined });
    },
  );

  test('with more than 16 kB gets 413', async () => {
    const stage = await openStage();
    expect((await ask(stage, { workspace_id: 'acme', filler: 'x'.repeat(16 * 1024) })).status).toBe(413);
  });
});

describe('what Intercom is told', () => {
  test('is never longer than Intercom takes, and an address is never cut', () => {
    const status = {
      state: 'UNHEALTHY',
      message: 'm'.repeat(5_000),
      button: { label: 'Go', url: 'https://a.test' },
    } as const;
    expect(wireStatus(status).message).toHaveLength(STATUS_TEXT_LIMIT);
    const longUrl = { ...status, button: { label: 'Go', url: `https://a.test/${'x'.repeat(STATUS_TEXT_LIMIT)}` } };
    expect(Object.keys(wireStatus(longUrl))).toEqual(['state', 'message']);
  });

  test('about what nobody was asked to do has no more than its state', () => {
    const facts = { oldestDueAtMs: undefined, nowMs: 1, publicUrl: 'https://callcard.test' };
    expect(wireStatus(statusOf({ ...facts, workspace: undefined }))).toEqual({ state: 'UNKNOWN' });
  });
});
