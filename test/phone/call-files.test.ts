import { describe, expect, test } from 'vitest';
import { writeCallReference } from '../../server/calls/call-reference.ts';
import { ACME, BOREA, openRoom, type Room } from '../card/room.ts';
import { type Browser, openBrowser } from '../install/browser.ts';
import { conversationsOf, openCall } from './phone-stories.ts';

/** The links of Jo's recorded call, as they stand on its card: without the host. */
async function linksOf(room: Room) {
  const [conversation] = conversationsOf(room, 'Jo Vance');
  const { canvas } = await openCall(room, conversation?.id ?? '');
  const links = canvas.content.components.flatMap((one) =>
    one.type === 'button' && one.action.type === 'url' ? [{ label: one.label, url: one.action.url }] : [],
  );
  const pathOf = (label: string) => {
    const { pathname } = new URL(links.find((one) => one.label === label)?.url ?? '');
    return pathname;
  };
  return {
    recording: pathOf('Listen to the recording'),
    text: pathOf('Whole transcript'),
    json: pathOf('Transcript as JSON'),
  };
}

/** Approves the consent page at the sandbox, for a workspace, and comes back. */
async function consent(browser: Browser, consentUrl: string, workspaceId: string) {
  const page = new URL(consentUrl);
  const approval = new URLSearchParams({
    client_id: page.searchParams.get('client_id') ?? '',
    redirect_uri: page.searchParams.get('redirect_uri') ?? '',
    state: page.searchParams.get('state') ?? '',
    decision: 'approve',
    workspace_id: workspaceId,
  });
  const answer = await fetch(`${page.origin}/oauth/approve`, { method: 'POST', body: approval, redirect: 'manual' });
  const back = new URL(answer.headers.get('location') ?? '');
  return browser.get(`${back.pathname}${back.search}`);
}

/** Opens a link as somebody who is not signed in does, and signs in to a workspace. */
async function signIn(browser: Browser, link: string, workspaceId = ACME) {
  const first = await browser.get(link);
  expect(first.status).toBe(303);
  const begun = await browser.get(first.location ?? '');
  expect(begun.status).toBe(303);
  return consent(browser, begun.location ?? '', workspaceId);
}

describe('a recording', () => {
  test('is heard by a teammate after signing in through Intercom, from an address that was made just now', async () => {
    const room = await openRoom();
    const { recording } = await linksOf(room);
    const browser = openBrowser(room.app);
    const back = await signIn(browser, recording);
    expect([back.status, back.location]).toEqual([303, recording]);
    const heard = await browser.get(recording);
    expect(heard.status).toBe(303);
    expect(heard.headers['cache-control']).toBe('no-store');
    expect(heard.headers['referrer-policy']).toBe('no-referrer');
    const audio = await fetch(heard.location ?? '');
    expect([audio.status, audio.headers.get('content-type')]).toEqual([200, 'audio/wav']);
    const again = await browser.get(recording);
    expect(again.status).toBe(303);
    expect(room.logged()).not.toContain(new URL(heard.location ?? '').searchParams.get('signature'));
  });

  test('does not touch the install: same epoch, same token, same jobs', async () => {
    const room = await openRoom();
    const before = await room.store.workspaces.find(ACME);
    const jobs = await room.store.jobs.counts();
    const { recording } = await linksOf(room);
    await signIn(openBrowser(room.app), recording);
    expect(await room.store.workspaces.find(ACME)).toEqual(before);
    expect((await room.store.jobs.counts()).filter(({ kind }) => kind === 'sync-contacts')).toEqual(
      jobs.filter(({ kind }) => kind === 'sync-contacts'),
    );
  });

  test('is not there for a teammate of another workspace, who can sign in to the right one', async () => {
    const room = await openRoom();
    await room.installIn(BOREA);
    const { recording } = await linksOf(room);
    const browser = openBrowser(room.app);
    const back = await signIn(browser, recording, BOREA);
    expect(back.location).toBe(recording);
    room.sandbox.requests.length = 0;
    const refused = await browser.get(recording);
    expect(refused.status).toBe(404);
    expect(refused.location).toBeUndefined();
    expect(room.sandbox.requests).toEqual([]);
    expect((await browser.get(`/sign-in?to=${encodeURIComponent(recording.slice('/calls/'.length))}`)).status).toBe(
      303,
    );
  });

  test('is void once the workspace was installed again, for whoever holds the link', async () => {
    const room = await openRoom();
    const { recording } = await linksOf(room);
    const browser = openBrowser(room.app);
    await signIn(browser, recording);
    await room.installIn(ACME);
    // The session ended with the install before.
    const asked = await browser.get(recording);
    expect(asked.location).toMatch(/^\/sign-in/);
    expect((await browser.get(asked.location ?? '')).status).toBe(404);
  });

  test('of a call that is not recorded is said not to be there', async () => {
    const room = await openRoom();
    const { recording } = await linksOf(room);
    const browser = openBrowser(room.app);
    await signIn(browser, recording);
    const workspace = room.sandbox.workspaces.get(ACME);
    const silent = [...(workspace?.calls.values() ?? [])].find(({ hasRecording }) => !hasRecording);
    const reference = writeCallReference(room.deps.seal, { workspaceId: ACME, epoch: 1, callId: silent?.id ?? '' });
    expect((await browser.get(`/calls/${reference}/recording`)).status).toBe(404);
  });

  test.each([
    ['does not answer', { serverError: { route: 'GET /calls/*' } }, 502],
    ['no longer takes the token', { tokenRevoked: {} }, 503],
  ])('says so when Intercom %s', async (_what, faults, status) => {
    const room = await openRoom();
    const { recording } = await linksOf(room);
    const browser = openBrowser(room.app);
    await signIn(browser, recording);
    room.sandbox.faults = faults;
    expect((await browser.get(recording)).status).toBe(status);
  });

  test('is a 503 while the database cannot be reached, not a sign-in', async () => {
    const room = await openRoom();
    const { recording } = await linksOf(room);
    const browser = openBrowser(room.app);
    await signIn(browser, recording);
    await room.store.close();
    expect((await browser.get(recording)).status).toBe(503);
  });
});

describe('a transcript', () => {
  test('can be had whole, as text and as JSON, by a teammate', async () => {
    const room = await openRoom();
    const { text, json } = await linksOf(room);
    const browser = openBrowser(room.app);
    await signIn(browser, text);
    const plain = await browser.get(text);
    expect(plain.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(plain.headers['cache-control']).toBe('no-store');
    expect(plain.body.split('\n')[0]).toBe('[00:00:03] Teammate 1: Hello, Acme Support, Bo speaking. How can I help?');
    const whole = JSON.parse((await browser.get(json)).body);
    expect(whole).toMatchObject({
      callId: expect.any(String),
      lines: [{ atMs: 3000, speaker: 'Teammate 1' }, {}, {}, {}],
    });
    expect(room.logged()).not.toContain('Bo speaking');
  });

  test('is for nobody who is not signed in', async () => {
    const room = await openRoom();
    const links = await linksOf(room);
    room.sandbox.requests.length = 0;
    for (const link of Object.values(links)) {
      const answer = await openBrowser(room.app).get(link);
      expect(answer.location).toMatch(/^\/sign-in\?to=/);
      expect(answer.body).not.toContain('Bo');
    }
    expect(room.sandbox.requests).toEqual([]);
  });
});

describe('what is no reference of ours', () => {
  test.each([...['x', 'v1.k1.AAAA', '..', '%2e%2e', '__proto__', 'a'.repeat(2000)]])(
    '(%s) leads nowhere',
    async (reference) => {
      const room = await openRoom();
      const browser = openBrowser(room.app);
      for (const file of ['recording', 'transcript.txt', 'transcript.json']) {
        expect((await browser.get(`/calls/${reference}/${file}`)).status).toBe(404);
        const to = encodeURIComponent(`${reference}/${file}`);
        expect((await browser.get(`/sign-in?to=${to}`)).status).toBe(404);
      }
      for (const path of ['/sign-in', '/sign-in?to=https://evil.test', '/sign-in?to=/connected']) {
        expect((await browser.get(path)).status).toBe(404);
      }
      expect(browser.cookies.size).toBe(0);
    },
  );
});
