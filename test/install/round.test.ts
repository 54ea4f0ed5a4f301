import { describe, expect, test } from 'vitest';
import type { Region } from '../../db/ports.ts';
import { tokenContext } from '../../server/install/token-context.ts';
import { CODE, stateOf } from './browser.ts';
import { meAnswer, tokenAnswer } from './fake-oauth.ts';
import { CLIENT_SECRET, setUp } from './set-up.ts';

describe.each<Region>(['us', 'eu', 'au'])('an install in the region %s', (region) => {
  test('goes to that region for the consent, the token and the name of the workspace', async () => {
    const { browser, intercom, store } = await setUp();
    intercom.onMe = () => meAnswer({ app: { region: region.toUpperCase() } });

    const consent = await browser.begin(`/install?region=${region}`);
    expect(consent.origin + consent.pathname).toBe(`${intercom.origin}/consent/${region}/oauth`);
    expect(stateOf(consent)).toMatch(new RegExp(`^${region}\\.[A-Za-z0-9_-]{43}$`));
    expect(await browser.comeBack(stateOf(consent))).toMatchObject({ status: 303, location: '/connected?installed=1' });

    expect(intercom.tokenRequests.map(({ path }) => path)).toEqual([`/${region}/auth/eagle/token`]);
    expect(intercom.meRequests.map(({ path }) => path)).toEqual([`/${region}/me`]);
    expect((await store.workspaces.find('ws_acme'))?.region).toBe(region);
  });
});

test('the consent page is asked for nothing but what Intercom knows: no scope, and our own return address', async () => {
  const { app, intercom } = await setUp({ publicUrl: 'https://callcard.example' });
  const response = await app.inject({ url: '/install', headers: { host: 'evil.example' } });
  const { searchParams } = new URL(response.headers.location ?? '');
  expect(Object.fromEntries(searchParams)).toEqual({
    response_type: 'code',
    client_id: 'client-id',
    redirect_uri: 'https://callcard.example/oauth/callback',
    state: expect.stringMatching(/^us\./),
  });
  expect(intercom.tokenRequests).toEqual([]);
});

test('the code reaches Intercom unchanged, with the credentials in the body and no Authorization header', async () => {
  const { browser, intercom } = await setUp();
  await browser.install();
  const [request] = intercom.tokenRequests;
  expect(request?.authorization).toBeUndefined();
  expect(Object.fromEntries(request?.form ?? [])).toEqual({
    grant_type: 'authorization_code',
    code: CODE,
    client_id: 'client-id',
    client_secret: CLIENT_SECRET,
    redirect_uri: 'http://callcard.test/oauth/callback',
  });
});

test('a code that ends in = arrives whole even when the browser did not encode it', async () => {
  const { browser, intercom } = await setUp();
  const state = stateOf(await browser.begin());
  expect((await browser.get(`/oauth/callback?code=YWJj=&state=${state}`)).location).toBe('/connected?installed=1');
  expect(intercom.tokenRequests[0]?.form.get('code')).toBe('YWJj=');
});

test('all that Intercom says of the workspace and its admin is kept, the token sealed for that workspace alone', async () => {
  const { browser, store, seal, deps } = await setUp();
  await browser.install();
  const workspace = await store.workspaces.find('ws_acme');
  expect(workspace).toMatchObject({
    workspaceId: 'ws_acme',
    region: 'us',
    name: 'Acme',
    timeZone: 'Europe/Edinburgh',
    installingAdminId: '2633609',
    installingAdminName: 'Ada Admin',
    installingAdminEmail: 'ada@example.test',
    epoch: 1,
    status: 'connected',
    firstInstalledAtMs: deps.clock(),
  });
  const sealed = workspace?.sealedToken ?? '';
  expect(sealed).not.toContain('dG9rLXNlY3JldA');
  expect(seal.open(sealed, tokenContext('ws_acme')).plaintext).toBe('dG9rLXNlY3JldA==');
  expect(() => seal.open(sealed, tokenContext('ws_other'))).toThrow();
});

test.each([
  ['as token', { token: 'only-token' }],
  ['as access_token', { access_token: 'only-token' }],
  ['as access_token beside an empty token', { access_token: 'only-token', token: '' }],
])('a token that Intercom sends only %s will do', async (_name, body) => {
  const { browser, intercom } = await setUp();
  intercom.onToken = () => ({ status: 200, body });
  expect((await browser.install()).location).toBe('/connected?installed=1');
  expect(intercom.meRequests.map(({ token }) => token)).toEqual(['only-token']);
});

test.each([
  ['the one Intercom names', 'EU', 'eu'],
  ['the one that was chosen, when Intercom names none', undefined, 'au'],
  ['the one that was chosen, when Intercom names one that is new', 'MARS', 'au'],
])('the region of a workspace is %s', async (_name, region, kept) => {
  const { browser, intercom, store } = await setUp();
  intercom.onMe = () => meAnswer({ app: { region } });
  await browser.install('/install?region=au');
  expect((await store.workspaces.find('ws_acme'))?.region).toBe(kept);
});

test('a workspace without a name or a time zone can be connected', async () => {
  const { browser, intercom, store } = await setUp();
  intercom.onMe = () => meAnswer({ app: { name: null, timezone: null } });
  await browser.install();
  expect(await store.workspaces.find('ws_acme')).toMatchObject({ name: 'ws_acme', timeZone: 'UTC' });
});

test('installing again replaces the token and starts a new epoch', async () => {
  const { browser, intercom, store, seal, later } = await setUp();
  await browser.install();
  const first = await store.workspaces.find('ws_acme');
  later(5000);
  intercom.onToken = () => tokenAnswer('second-token');
  await browser.install();
  const second = await store.workspaces.find('ws_acme');
  expect(second?.epoch).toBe(2);
  expect(second?.firstInstalledAtMs).toBe(first?.firstInstalledAtMs);
  expect(seal.open(second?.sealedToken ?? '', tokenContext('ws_acme')).plaintext).toBe('second-token');
});

test('installing one workspace never touches another', async () => {
  const { browser, intercom, store } = await setUp();
  await browser.install();
  const before = await store.workspaces.find('ws_acme');
  intercom.onToken = () => tokenAnswer('other-token');
  intercom.onMe = () => meAnswer({ app: { id_code: 'ws_other', name: 'Other' } });
  await browser.install();
  expect(await store.workspaces.find('ws_acme')).toEqual(before);
  expect(await store.workspaces.find('ws_other')).toMatchObject({ name: 'Other', epoch: 1 });
});

test('an install that began in the Marketplace ends on Intercom’s redirect page', async () => {
  const { browser } = await setUp();
  expect(await browser.install('/install?from=appstore')).toMatchObject({
    status: 303,
    location: 'https://app.intercom.com/appstore/redirect?install_success=true',
  });
});

test('no page or redirect of an install is cached or tells its address to another site', async () => {
  const { browser } = await setUp();
  const begun = await browser.get('/install');
  const visits = [
    begun,
    await browser.comeBack(stateOf(new URL(begun.location ?? ''))),
    await browser.comeBack('us.nothing'),
    await browser.get('/connected'),
    await browser.get('/install?region=mars'),
  ];
  for (const { headers } of visits) {
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
  }
});
