import { describe, expect, test } from 'vitest';
import { hashState } from '../../server/install/state.ts';
import { isTakenBack, stateOf } from './browser.ts';
import { setUp } from './set-up.ts';

describe('one approval', () => {
  test('counts once, however many times the browser comes back with it at the same moment', async () => {
    const { browser, store, intercom } = await setUp();
    const state = stateOf(await browser.begin());
    const visits = await Promise.all(Array.from({ length: 8 }, () => browser.comeBack(state)));
    expect(visits.filter(({ location }) => location === '/connected?installed=1')).toHaveLength(1);
    expect(visits.filter(({ body }) => body.includes('install_state_used'))).toHaveLength(7);
    expect(intercom.tokenRequests).toHaveLength(1);
    expect((await store.workspaces.find('ws_acme'))?.epoch).toBe(1);
  });

  test('is not spoilt by another browser that tries it first', async () => {
    const { browser, otherBrowser, intercom } = await setUp();
    const state = stateOf(await browser.begin());
    await otherBrowser.begin();
    expect((await otherBrowser.comeBack(state)).status).toBe(403);
    expect((await otherBrowser.comeBack(state, { error: 'access_denied' })).status).toBe(403);
    expect(intercom.tokenRequests).toEqual([]);
    expect((await browser.comeBack(state)).location).toBe('/connected?installed=1');
  });

  test('is used up by a no', async () => {
    const { browser, deps, store } = await setUp();
    const state = stateOf(await browser.begin());
    await browser.comeBack(state, { error: 'access_denied' });
    expect((await store.oauthStates.consume(hashState(state), deps.clock())).result).toBe('used');
  });

  test('is taken until the tenth minute is over', async () => {
    const { browser, later } = await setUp();
    const state = stateOf(await browser.begin());
    later(10 * 60_000 - 1);
    expect((await browser.comeBack(state)).location).toBe('/connected?installed=1');
  });

  test('does not pass for an approval of another region', async () => {
    const { browser, intercom } = await setUp();
    const state = stateOf(await browser.begin('/install?region=eu'));
    expect((await browser.comeBack(state.replace(/^eu/, 'us'))).body).toContain('install_state_unknown');
    expect(intercom.tokenRequests).toEqual([]);
  });
});

test('states are never stored as they are', async () => {
  const { browser, store } = await setUp();
  const state = stateOf(await browser.begin());
  expect(await store.oauthStates.peek(state)).toBeUndefined();
  expect(await store.oauthStates.peek(hashState(state))).toMatchObject({ region: 'us', source: 'website' });
});

test('no two installs share a state', async () => {
  const { browser } = await setUp();
  const states = new Set<string>();
  for (let count = 0; count < 20; count++) states.add(stateOf(await browser.begin()));
  expect(states.size).toBe(20);
});

describe('two tabs of one browser', () => {
  test.each([
    ['in the order they began', (tabs: string[]) => tabs],
    ['in the other order', (tabs: string[]) => tabs.toReversed()],
  ])('can both finish their installs %s', async (_name, order) => {
    const { browser } = await setUp();
    const tabs = [
      stateOf(await browser.begin('/install?region=us')),
      stateOf(await browser.begin('/install?region=eu')),
    ];
    const locations = [];
    for (const state of order(tabs)) locations.push((await browser.comeBack(state)).location);
    expect(locations).toEqual(['/connected?installed=1', '/connected?installed=1']);
    expect(browser.cookies.has('callcard_install')).toBe(false);
  });

  test('do not disturb each other when one says no', async () => {
    const { browser } = await setUp();
    const first = stateOf(await browser.begin());
    const second = stateOf(await browser.begin());
    expect((await browser.comeBack(second, { error: 'access_denied' })).status).toBe(403);
    expect((await browser.comeBack(first)).location).toBe('/connected?installed=1');
  });

  test('cannot make the cookie grow without end: of many open installs the newest three can finish', async () => {
    const { browser } = await setUp();
    const states = [];
    for (let count = 0; count < 5; count++) states.push(stateOf(await browser.begin()));
    expect(browser.cookies.get('callcard_install')?.length).toBeLessThan(200);
    const [, second, third] = states;
    expect((await browser.comeBack(third ?? '')).location).toBe('/connected?installed=1');
    expect((await browser.comeBack(second ?? '')).body).toContain('install_other_browser');
  });
});

describe('the cookie that ties an install to its browser', () => {
  test('is for this site alone, out of reach of scripts, and over https only', async () => {
    const { browser } = await setUp({ publicUrl: 'https://callcard.example' });
    const { setCookies } = await browser.get('/install');
    expect(setCookies).toHaveLength(1);
    expect(setCookies[0]).toMatch(/^__Host-callcard_install=us\.[\w-]{43}; /);
    expect(setCookies[0]?.split('; ').slice(1).toSorted()).toEqual([
      'HttpOnly',
      'Max-Age=600',
      'Path=/',
      'SameSite=Lax',
      'Secure',
    ]);
  });

  test('works without https where Callcard runs without it', async () => {
    const { browser } = await setUp({ publicUrl: 'http://localhost:3000' });
    const { setCookies } = await browser.get('/install');
    expect(setCookies[0]).toMatch(/^callcard_install=/);
    expect(setCookies[0]).not.toContain('Secure');
  });

  test.each(['https://callcard.example', 'http://localhost:3000'])(
    'is taken back after an install on %s',
    async (publicUrl) => {
      const { browser } = await setUp({ publicUrl });
      const { setCookies } = await browser.install();
      const taken = setCookies.filter(isTakenBack);
      expect(taken).toHaveLength(1);
      expect(taken[0]?.includes('Secure')).toBe(publicUrl.startsWith('https:'));
      expect([...browser.cookies.keys()]).toEqual(['callcard_session']);
    },
  );
});

test('a HEAD request neither begins nor finishes an install', async () => {
  const { app, browser } = await setUp();
  const state = stateOf(await browser.begin());
  const cookie = [...browser.cookies].map((pair) => pair.join('=')).join('; ');
  expect((await app.inject({ method: 'HEAD', url: '/install' })).statusCode).toBe(404);
  const url = `/oauth/callback?code=abc&state=${state}`;
  expect((await app.inject({ method: 'HEAD', url, headers: { cookie } })).statusCode).toBe(404);
  expect((await browser.comeBack(state)).location).toBe('/connected?installed=1');
});
