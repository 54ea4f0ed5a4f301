import { describe, expect, test } from 'vitest';
import { writeCallReference } from '../../server/calls/call-reference.ts';
import { readSession } from '../../server/install/session.ts';
import { type Browser, stateOf, type Visit } from './browser.ts';
import { errorAnswer, meAnswer, TOKEN, tokenAnswer } from './fake-oauth.ts';
import { setUp, type World } from './set-up.ts';

const ADA = '2633609';

/** A workspace that is connected, and a link of one of its cards. */
async function connected() {
  const world = await setUp({ publicUrl: 'https://callcard.example' });
  world.app.get('/who', async (request) => (await readSession(world.deps, request)) ?? { nobody: true });
  await world.otherBrowser.install();
  const reference = { workspaceId: 'ws_acme', epoch: 1, callId: '42' };
  const sealed = writeCallReference(world.seal, reference);
  return {
    ...world,
    to: `${sealed}/recording`,
    signInPath: `/sign-in?to=${encodeURIComponent(`${sealed}/recording`)}`,
  };
}

/** Another teammate than the one who installed, with a token of their own. */
function asBo({ intercom }: World, changes: Parameters<typeof meAnswer>[0] = {}): void {
  intercom.onToken = () => tokenAnswer('dG9rLW9mLWJv');
  intercom.onMe = () => meAnswer({ id: '77', ...changes });
}

const whoIs = async (browser: Browser) => JSON.parse((await browser.get('/who')).body) as Record<string, unknown>;
const destinations = ({ cookies }: Browser) => [...cookies.keys()].filter((name) => name.includes('callcard_to_'));

describe('a sign-in', () => {
  test('shows who somebody is, goes on to the call, and leaves the install alone', async () => {
    const world = await connected();
    const { browser, store, signInPath, to } = world;
    const before = await store.workspaces.find('ws_acme');
    asBo(world);
    const consentPage = await browser.begin(signInPath);
    expect(consentPage.pathname).toBe('/consent/us/oauth');
    expect(destinations(browser)).toHaveLength(1);
    const back = await browser.comeBack(stateOf(consentPage));
    expect([back.status, back.location]).toEqual([303, `/calls/${to}`]);
    expect(await whoIs(browser)).toMatchObject({ adminId: '77', workspace: { workspaceId: 'ws_acme', epoch: 1 } });
    expect(await store.workspaces.find('ws_acme')).toEqual(before);
    expect(destinations(browser)).toEqual([]);
    expect(before?.installingAdminId).toBe(ADA);
  });

  test('of several at once each goes on to its own call', async () => {
    const world = await connected();
    const { browser, seal } = world;
    asBo(world);
    const states = new Map<string, string>();
    for (const callId of ['1', '2']) {
      const to = `${writeCallReference(seal, { workspaceId: 'ws_acme', epoch: 1, callId })}/transcript.txt`;
      states.set(stateOf(await browser.begin(`/sign-in?to=${encodeURIComponent(to)}`)), to);
    }
    for (const [state, to] of states) expect((await browser.comeBack(state)).location).toBe(`/calls/${to}`);
  });

  test('keeps the token nowhere', async () => {
    const world = await connected();
    asBo(world);
    await world.browser.install(world.signInPath);
    const workspace = await world.store.workspaces.find('ws_acme');
    expect(world.seal.open(workspace?.sealedToken ?? '', 'workspace:ws_acme:token').plaintext).toBe(TOKEN);
    expect(world.logged.join('')).not.toContain('dG9rLW9mLWJv');
  });

  test('follows no address that a cookie brings along but Callcard’s own', async () => {
    const world = await connected();
    asBo(world);
    for (const planted of ['https://evil.test', '//evil.test', '/install', 'x/recording']) {
      const consentPage = await world.browser.begin(world.signInPath);
      const [name = ''] = destinations(world.browser);
      world.browser.cookies.set(name, encodeURIComponent(planted));
      expect((await world.browser.comeBack(stateOf(consentPage))).location).toBe('/connected');
    }
  });

  test('without its cookie of where to go ends on the page of the workspace', async () => {
    const world = await connected();
    asBo(world);
    const consentPage = await world.browser.begin(world.signInPath);
    for (const name of destinations(world.browser)) world.browser.cookies.delete(name);
    expect((await world.browser.comeBack(stateOf(consentPage))).location).toBe('/connected');
  });
});

interface Failure {
  name: string;
  code: string;
  status: number;
  fail: (world: Awaited<ReturnType<typeof connected>>) => Promise<Visit>;
}
const FAILURES: Failure[] = [
  {
    ...{ name: 'somebody of a workspace that is not connected', code: 'sign_in_not_connected', status: 403 },
    fail: (world) => {
      asBo(world, { app: { id_code: 'ws_other' } });
      return world.browser.install(world.signInPath);
    },
  },
  {
    ...{ name: 'somebody whose address Intercom has not verified', code: 'sign_in_unverified', status: 403 },
    fail: (world) => {
      asBo(world, { emailVerified: false });
      return world.browser.install(world.signInPath);
    },
  },
  {
    ...{ name: 'somebody of no workspace', code: 'install_workspace_missing', status: 502 },
    fail: (world) => {
      asBo(world, { app: null });
      return world.browser.install(world.signInPath);
    },
  },
  {
    ...{ name: 'somebody who turned it down', code: 'install_denied', status: 403 },
    fail: async ({ browser, signInPath }) =>
      browser.comeBack(stateOf(await browser.begin(signInPath)), { error: 'access_denied' }),
  },
  {
    ...{ name: 'another browser than the one it was begun in', code: 'install_other_browser', status: 403 },
    fail: async ({ browser, otherBrowser, signInPath }) =>
      otherBrowser.comeBack(stateOf(await browser.begin(signInPath))),
  },
  {
    ...{ name: 'somebody who took too long', code: 'install_state_expired', status: 400 },
    fail: async ({ browser, signInPath, later }) => {
      const state = stateOf(await browser.begin(signInPath));
      later(10 * 60_000);
      return browser.comeBack(state);
    },
  },
  {
    ...{ name: 'anybody while Intercom is down', code: 'install_intercom_down', status: 502 },
    fail: ({ browser, intercom, signInPath }) => {
      intercom.onToken = () => errorAnswer(503, 'service_unavailable');
      return browser.install(signInPath);
    },
  },
];

describe('nobody is signed in, nothing is installed, and the page offers no install, for', () => {
  test.each(FAILURES)('$name', async ({ code, status, fail }) => {
    const world = await connected();
    const before = await world.store.workspaces.find('ws_acme');
    const visit = await fail(world);
    expect(visit.status).toBe(status);
    expect(visit.body).toContain(code);
    expect(visit.body).toContain('You are not signed in');
    expect(visit.body).not.toContain('/install');
    expect(await whoIs(world.browser)).toEqual({ nobody: true });
    expect(await world.store.workspaces.find('ws_acme')).toEqual(before);
    expect(await world.store.workspaces.find('ws_other')).toBeUndefined();
  });
});

describe('a sign-in and an install are told apart', () => {
  test('by what was asked for, not by what the browser says', async () => {
    const world = await connected();
    const begun = await world.browser.begin('/install?from=sign-in&region=us');
    await world.browser.comeBack(stateOf(begun));
    // An install: of the next epoch.
    expect(await world.store.workspaces.find('ws_acme')).toMatchObject({ epoch: 2 });
  });

  test('a link of an install before leads nowhere', async () => {
    const world = await connected();
    await world.otherBrowser.install();
    expect((await world.browser.get(world.signInPath)).status).toBe(404);
  });

  test('a database that is down is said so, and is not "no such link"', async () => {
    const world = await connected();
    await world.store.close();
    expect((await world.browser.get(world.signInPath)).status).toBe(503);
  });
});
