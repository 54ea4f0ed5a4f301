import { expect, test } from 'vitest';
import { readSession } from '../../server/install/session.ts';
import { meAnswer } from './fake-oauth.ts';
import { pageText } from './page-text.ts';
import { setUp } from './set-up.ts';

const HOUR_MS = 60 * 60_000;
const DETAILS = ['Acme', 'United States', 'Europe/Edinburgh'];

test('the admin who connected a workspace sees it on the page that follows', async () => {
  const { browser } = await setUp();
  await browser.install();
  const page = pageText((await browser.get('/connected')).body);
  for (const detail of DETAILS) expect(page).toContain(detail);
});

test('anybody else sees no workspace there', async () => {
  const { browser, otherBrowser } = await setUp();
  await browser.install();
  const visit = await otherBrowser.get('/connected');
  expect(visit.status).toBe(200);
  for (const detail of DETAILS) expect(visit.body).not.toContain(detail);
});

test('an admin whose email address is not verified can install, and is never signed in', async () => {
  const { browser, intercom, store } = await setUp();
  intercom.onMe = () => meAnswer({ emailVerified: false });
  expect((await browser.install()).location).toBe('/connected?installed=1');
  expect(await store.workspaces.find('ws_acme')).toBeDefined();
  expect(browser.cookies.size).toBe(0);
  expect((await browser.get('/connected')).body).not.toContain('Acme');
});

test('an install without a verified address signs out whoever was signed in before', async () => {
  const { browser, intercom } = await setUp();
  await browser.install();
  intercom.onMe = () => meAnswer({ emailVerified: false, app: { id_code: 'ws_other', name: 'Other' } });
  await browser.install();
  expect(browser.cookies.size).toBe(0);
});

test('a session ends after an hour', async () => {
  const { browser, later } = await setUp();
  await browser.install();
  later(HOUR_MS - 1);
  expect((await browser.get('/connected')).body).toContain('Acme');
  later(1);
  expect((await browser.get('/connected')).body).not.toContain('Acme');
});

test('a session ends when the workspace is installed again', async () => {
  const { browser, otherBrowser } = await setUp();
  await browser.install();
  await otherBrowser.install();
  expect((await browser.get('/connected')).body).not.toContain('Acme');
  expect((await otherBrowser.get('/connected')).body).toContain('Acme');
});

test('a workspace that is no longer connected is not called connected', async () => {
  const { browser, store, deps } = await setUp();
  await browser.install();
  await store.workspaces.markDisconnected({
    workspaceId: 'ws_acme',
    epoch: 1,
    reason: 'token_revoked',
    atMs: deps.clock(),
  });
  expect((await browser.get('/connected')).body).not.toContain('Callcard is connected');
});

test('a session cannot be made from anything else that Callcard sealed', async () => {
  const { browser, seal, deps } = await setUp();
  await browser.install();
  const content = { workspaceId: 'ws_acme', adminId: '1', epoch: 1, expiresAtMs: deps.clock() + HOUR_MS };
  const forged = seal.seal(JSON.stringify(content), 'workspace:ws_acme:token');
  browser.cookies.set('callcard_session', forged);
  expect((await browser.get('/connected')).body).not.toContain('Acme');
});

test('the session cookie is out of reach of scripts and other sites, and readable by nobody', async () => {
  const { browser } = await setUp({ publicUrl: 'https://callcard.example' });
  const { setCookies } = await browser.install();
  const line = setCookies.find((cookie) => cookie.startsWith('callcard_session=')) ?? '';
  expect(line.split('; ').slice(1).toSorted()).toEqual([
    'HttpOnly',
    'Max-Age=3600',
    'Path=/',
    'SameSite=Lax',
    'Secure',
  ]);
  expect(Buffer.from(line.split('.').at(-1) ?? '', 'base64url').toString('latin1')).not.toContain('ws_acme');
});

test('later pages can ask who is signed in', async () => {
  const { app, browser, deps } = await setUp();
  app.get('/who', async (request) => (await readSession(deps, request)) ?? { nobody: true });
  expect(JSON.parse((await browser.get('/who')).body)).toEqual({ nobody: true });
  await browser.install();
  expect(JSON.parse((await browser.get('/who')).body)).toMatchObject({
    adminId: '2633609',
    workspace: { workspaceId: 'ws_acme', epoch: 1 },
  });
});

test('a database that is down is not read as nobody being signed in', async () => {
  const { browser, store } = await setUp();
  await browser.install();
  await store.close();
  const visit = await browser.get('/connected');
  expect(visit.status).toBe(503);
  expect(visit.body).toContain('install_database_down');
});
