import { describe, expect, test } from 'vitest';
import { FAILURE_STATUS, type InstallFailureCode } from '../../server/install/failures.ts';
import { isTakenBack, stateOf, type Visit } from './browser.ts';
import { type Answer, errorAnswer, meAnswer } from './fake-oauth.ts';
import { setUp, type World } from './set-up.ts';

const TEN_MINUTES_MS = 10 * 60_000;

interface Case {
  name: string;
  code: InstallFailureCode;
  /** Nothing tells where such an install began, so it ends on our page even when that was the Marketplace. */
  anonymous?: true;
  /** How long Callcard waits for Intercom, where waiting in vain is the point. */
  waitMs?: number;
  fail: (world: World, start: string) => Promise<Visit>;
}

const tokenFails = (answer: Answer): Case['fail'] => {
  return (world, start) => {
    world.intercom.onToken = () => answer;
    return world.browser.install(start);
  };
};

const meFails = (answer: Answer): Case['fail'] => {
  return (world, start) => {
    world.intercom.onMe = () => answer;
    return world.browser.install(start);
  };
};

const CASES: Case[] = [
  {
    name: 'an approval that comes too late',
    code: 'install_state_expired',
    fail: async ({ browser, later }, start) => {
      const state = stateOf(await browser.begin(start));
      later(TEN_MINUTES_MS);
      return browser.comeBack(state);
    },
  },
  {
    name: 'an approval that comes so late that the browser forgot the cookie too',
    code: 'install_state_expired',
    fail: async ({ browser, otherBrowser, later }, start) => {
      const state = stateOf(await browser.begin(start));
      later(TEN_MINUTES_MS);
      return otherBrowser.comeBack(state);
    },
  },
  {
    name: 'an approval that was used before',
    code: 'install_state_used',
    fail: async ({ browser }, start) => {
      const state = stateOf(await browser.begin(start));
      const cookies = new Map(browser.cookies);
      await browser.comeBack(state);
      for (const [name, value] of cookies) browser.cookies.set(name, value);
      return browser.comeBack(state);
    },
  },
  {
    name: 'an approval in a browser that began no install',
    code: 'install_other_browser',
    fail: async ({ browser, otherBrowser }, start) => otherBrowser.comeBack(stateOf(await browser.begin(start))),
  },
  {
    name: 'an approval in a browser that began another install',
    code: 'install_other_browser',
    fail: async ({ browser, otherBrowser }, start) => {
      await otherBrowser.begin(start);
      return otherBrowser.comeBack(stateOf(await browser.begin(start)));
    },
  },
  {
    name: 'a state that was never issued',
    code: 'install_state_unknown',
    anonymous: true,
    fail: ({ browser }) => browser.comeBack(`eu.${'A'.repeat(43)}`),
  },
  {
    name: 'no state',
    code: 'install_state_unknown',
    anonymous: true,
    fail: ({ browser }) => browser.get('/oauth/callback?code=abc'),
  },
  {
    name: 'an admin who says no',
    code: 'install_denied',
    fail: async ({ browser }, start) =>
      browser.comeBack(stateOf(await browser.begin(start)), { error: 'access_denied' }),
  },
  {
    name: 'an admin who says no, with a code all the same',
    code: 'install_denied',
    fail: async ({ browser }, start) =>
      browser.comeBack(stateOf(await browser.begin(start)), { error: 'access_denied', code: 'abc' }),
  },
  {
    name: 'no code',
    code: 'install_code_missing',
    fail: async ({ browser }, start) => browser.comeBack(stateOf(await browser.begin(start)), {}),
  },
  { name: 'a code that Intercom refuses', code: 'install_code_refused', fail: tokenFails(errorAnswer(401)) },
  {
    name: 'a code that Intercom refuses in HTML',
    code: 'install_code_refused',
    fail: tokenFails({ status: 401, body: '<h1>Unauthorized Code</h1>', type: 'text/html' }),
  },
  { name: 'an outage at the token', code: 'install_intercom_down', fail: tokenFails(errorAnswer(503)) },
  {
    name: 'an outage at the token, told in HTML',
    code: 'install_intercom_down',
    fail: tokenFails({ status: 502, body: '<h1>Bad gateway</h1>', type: 'text/html' }),
  },
  { name: 'too many requests at the token', code: 'install_intercom_down', fail: tokenFails(errorAnswer(429)) },
  { name: 'a connection that breaks at the token', code: 'install_intercom_down', fail: tokenFails('hang-up') },
  { name: 'silence at the token', code: 'install_intercom_down', waitMs: 25, fail: tokenFails('silence') },
  { name: 'silence in the middle of the token', code: 'install_intercom_down', waitMs: 50, fail: tokenFails('stall') },
  { name: 'a break in the middle of the token', code: 'install_intercom_down', fail: tokenFails('break-off') },
  {
    name: 'nobody listening at the token',
    code: 'install_intercom_down',
    fail: async ({ browser, intercom }, start) => {
      const state = stateOf(await browser.begin(start));
      await intercom.close();
      return browser.comeBack(state);
    },
  },
  {
    name: 'half a token answer',
    code: 'install_token_incomplete',
    fail: tokenFails({ status: 200, body: { token_type: 'Bearer' } }),
  },
  {
    name: 'an empty token',
    code: 'install_token_incomplete',
    fail: tokenFails({ status: 200, body: { token: '', access_token: null } }),
  },
  {
    name: 'a token that no header can carry',
    code: 'install_token_incomplete',
    fail: tokenFails({ status: 200, body: { token: 'a\r\nb' } }),
  },
  ...(['null', '"text"', '[]', '{"tok', ''] as const).map(
    (body): Case => ({
      name: `the token answer ${JSON.stringify(body)}`,
      code: 'install_token_incomplete',
      fail: tokenFails({ status: 200, body }),
    }),
  ),
  {
    name: 'a token answer in HTML',
    code: 'install_token_incomplete',
    fail: tokenFails({ status: 200, body: '<h1>Hello</h1>', type: 'text/html' }),
  },
  {
    name: 'a token answer without end',
    code: 'install_intercom_down',
    fail: tokenFails({ status: 200, body: { token: 'x'.repeat(100_000) } }),
  },
  { name: 'a token that /me refuses', code: 'install_token_refused', fail: meFails(errorAnswer(401)) },
  { name: 'a token that may not ask for /me', code: 'install_token_refused', fail: meFails(errorAnswer(403)) },
  { name: 'an outage at /me', code: 'install_intercom_down', fail: meFails(errorAnswer(500, 'server_error')) },
  { name: 'silence at /me', code: 'install_intercom_down', waitMs: 150, fail: meFails('silence') },
  { name: 'no workspace in /me', code: 'install_workspace_missing', fail: meFails(meAnswer({ app: null })) },
  {
    name: '/me without anything Callcard can read',
    code: 'install_workspace_missing',
    fail: meFails({ status: 200, body: '<h1>Hello</h1>', type: 'text/html' }),
  },
  {
    name: 'a database that is down when the workspace is to be kept',
    code: 'install_database_down',
    fail: (world, start) => {
      world.intercom.onMe = async () => {
        await world.store.close();
        return meAnswer();
      };
      return world.browser.install(start);
    },
  },
  {
    name: 'a database that is down when the browser comes back',
    code: 'install_database_down',
    anonymous: true,
    fail: async ({ browser, store }, start) => {
      const state = stateOf(await browser.begin(start));
      await store.close();
      return browser.comeBack(state);
    },
  },
];

describe('the admin is told on a page of its own, with a way to try again and without the cookie, of', () => {
  test.each(CASES)('$name', async ({ code, waitMs, fail }) => {
    const world = await setUp({ intercomTimeoutMs: waitMs });
    const visit = await fail(world, '/install?region=eu');
    expect(visit.body).toContain(code);
    expect(visit.status).toBe(FAILURE_STATUS[code]);
    expect(visit.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(visit.body).toMatch(/href="\/(install\?region=eu)?">(Try again|Choose your region)/);
    expect(visit.setCookies.filter((line) => line.startsWith('callcard_install=')).every(isTakenBack)).toBe(true);
    expect(visit.setCookies).toHaveLength(1);
    expect(visit.body).not.toContain('dG9rLXNlY3JldA');
  });
});

describe('the Marketplace is told, when the install began there, of', () => {
  test.each(CASES.filter(({ anonymous }) => !anonymous))('$name', async ({ code, waitMs, fail }) => {
    const world = await setUp({ intercomTimeoutMs: waitMs });
    const visit = await fail(world, '/install?region=eu&from=appstore');
    const address = new URL(visit.location ?? '');
    expect(visit.status).toBe(303);
    expect(address.origin + address.pathname).toBe('https://app.intercom.com/appstore/redirect');
    expect(address.searchParams.get('install_success')).toBe('false');
    expect(address.searchParams.get('error_message')).toContain(code);
    expect(visit.setCookies.some(isTakenBack)).toBe(true);
  });
});

test('every way in which an install can fail is tried here', () => {
  expect(new Set(CASES.map(({ code }) => code))).toEqual(
    new Set(Object.keys(FAILURE_STATUS).filter((code) => code.startsWith('install_'))),
  );
});

test('a database that is down when an install begins is said so, on the page or to the Marketplace', async () => {
  const { browser, store } = await setUp();
  await store.close();
  const visit = await browser.get('/install?region=au');
  expect(visit.status).toBe(503);
  expect(visit.body).toContain('href="/install?region=au"');
  expect(visit.body).toContain('install_database_down');
  const fromMarketplace = await browser.get('/install?region=au&from=appstore');
  expect(fromMarketplace.location).toContain('install_success=false');
});

test('nothing is kept of an install that failed', async () => {
  const world = await setUp();
  world.intercom.onMe = () => errorAnswer(401);
  await world.browser.install();
  expect(await world.store.workspaces.find('ws_acme')).toBeUndefined();
});

test('a refusal that Intercom reports without the state is still told where the install began', async () => {
  const { browser, store } = await setUp();
  await browser.begin('/install?from=appstore');
  const visit = await browser.get('/oauth/callback?error=access_denied');
  expect(visit.location).toContain('install_success=false');
  expect(browser.cookies.size).toBe(0);
  const other = await browser.get('/oauth/callback?error=access_denied');
  expect(other.body).toContain('install_state_unknown');
  expect(await store.workspaces.find('ws_acme')).toBeUndefined();
});

test('a code without a state is refused, whatever the browser has open', async () => {
  const { browser, store } = await setUp();
  await browser.begin('/install');
  const visit = await browser.get('/oauth/callback?code=stolen%3D');
  expect(visit.body).toContain('install_state_unknown');
  expect(await store.workspaces.find('ws_acme')).toBeUndefined();
});
