import { describe, expect, it } from 'vitest';
import { visibleContacts } from '../../sandbox/state/contact.ts';
import { ACME, BOREA, marketplaceApp, refusal, sandboxUnderTest } from './sandbox-under-test.ts';
import { sandboxWithToldApp, signaturesOf } from './told-app.ts';

describe('uninstalling the app', () => {
  it('kills its token at once and tells it, signed', async () => {
    const { client, control, told } = await sandboxWithToldApp();
    const [acme, borea] = [client(ACME), client(BOREA)];
    const { body } = await control('POST', `${ACME}/uninstall`);
    expect(body).toEqual({ uninstalled: true, told: { status: 200, message: null, durationMs: expect.any(Number) } });
    expect(refusal(await acme('GET', '/me'))).toEqual([401, 'error.list', 'token_revoked']);
    expect((await borea('GET', '/me')).status).toBe(200);
    const [notice] = told.told;
    if (notice === undefined) throw new Error('Nobody was told');
    expect([notice.path, notice.body]).toEqual(['/intercom/uninstall', { app_id: ACME }]);
    expect(signaturesOf(notice).body).toBe(true);
  });

  it('can tell it without a signature, and survives an app that is down', async () => {
    const { control, install, told } = await sandboxWithToldApp();
    install(ACME);
    await control('POST', `${ACME}/uninstall`, { signed: false });
    expect(told.told[0]?.headers).not.toHaveProperty('x-body-signature');
    expect((await control('POST', `${ACME}/uninstall`)).status).toBe(409);
    const other = await sandboxWithToldApp({ uninstallUrl: 'http://127.0.0.1:9/' });
    other.install(ACME);
    const { body } = await other.control('POST', `${ACME}/uninstall`);
    expect(body.told).toMatchObject({ status: null, message: expect.stringContaining('cannot be reached') });
  });

  it('by the app itself is told like any other, and nothing is told of the workspace afterwards', async () => {
    const { client, contactNamed, control, told, webhooks } = await sandboxWithToldApp();
    const call = client(ACME);
    expect((await call('POST', '/auth/uninstall')).status).toBe(200);
    await control('PUT', `${ACME}/contacts/${contactNamed('Jo Vance').id}`, { name: 'Unheard' });
    await webhooks.settled();
    await expect.poll(() => told.told.map(({ path }) => path)).toEqual(['/intercom/uninstall']);
  });

  it('is undone by installing it again, with a new token and a ping', async () => {
    const { ask, client, control, told, webhooks } = await sandboxWithToldApp();
    const before = client(ACME);
    await control('POST', `${ACME}/uninstall`);
    const { clientId, clientSecret } = marketplaceApp;
    const approval = `client_id=${clientId}&decision=approve&workspace_id=${ACME}`;
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const approved = await ask('POST', '/oauth/approve', approval, form);
    const code = new URL(approved.headers.location ?? '').searchParams.get('code') ?? '';
    const exchange = { code, client_id: clientId, client_secret: clientSecret };
    const { token } = (await ask('POST', '/auth/eagle/token', exchange)).body;
    expect((await ask('GET', '/me', undefined, { authorization: `Bearer ${token}` })).status).toBe(200);
    expect((await before('GET', '/me')).status).toBe(401);
    await webhooks.settled();
    expect(told.topics()).toEqual([undefined, 'ping']);
  });
});

describe('the health of an install', () => {
  const UNHEALTHY = {
    state: 'UNHEALTHY',
    message: 'The token is dead.',
    cta_type: 'URL_CTA',
    cta_label: 'Reconnect',
    cta_url: 'https://callcard.example/install',
  };

  it('is what the app pushes, until the app is uninstalled', async () => {
    const { ask, client, control, time } = await sandboxWithToldApp();
    const pushed = await client(ACME)('POST', '/app_install/status', UNHEALTHY);
    expect(pushed.status).toBe(200);
    expect(pushed.headers).toHaveProperty('x-ratelimit-remaining');
    const read = async (workspaceId: string) => (await ask('GET', `/api/sandbox/${workspaceId}/health`)).body.health;
    expect(await read(ACME)).toEqual({
      state: 'UNHEALTHY',
      message: 'The token is dead.',
      cta: { type: 'URL_CTA', label: 'Reconnect', url: 'https://callcard.example/install' },
      atMs: time.nowMs,
      learned: 'pushed',
    });
    expect(await read(BOREA)).toBeNull();
    await control('POST', `${ACME}/uninstall`);
    expect(await read(ACME)).toBeNull();
  });

  it.each([
    ['no state', {}],
    ['a state that there is not', { state: 'FINE' }],
    ['no message for what is wrong', { state: 'UNHEALTHY' }],
    ['a message that is too long', { ...UNHEALTHY, message: 'x'.repeat(2085) }],
    ['a button without a label', { ...UNHEALTHY, cta_label: undefined }],
    ['a button without an address', { ...UNHEALTHY, cta_url: undefined }],
    ['a button that is none', { ...UNHEALTHY, cta_type: 'PHONE_CTA' }],
  ])('with %s is refused', async (_what, body) => {
    const { client, state } = sandboxUnderTest();
    expect((await client(ACME)('POST', '/app_install/status', body)).status).toBe(400);
    expect(state.health.size).toBe(0);
  });

  it('needs a token, and API 2.2 or newer', async () => {
    const { ask, client } = sandboxUnderTest();
    expect((await ask('POST', '/app_install/status', { state: 'OK' })).status).toBe(401);
    const old = await client(ACME)('POST', '/app_install/status', { state: 'OK' }, { 'intercom-version': '2.1' });
    expect(refusal(old)).toEqual([400, 'error.list', 'intercom_version_invalid']);
  });

  it('is asked for with a signed request, and the answer is judged', async () => {
    const { ask, control, told } = await sandboxWithToldApp();
    told.says = { state: 'OK' };
    expect((await control('POST', `${ACME}/health`)).body).toMatchObject({
      ok: true,
      health: { state: 'OK', learned: 'asked' },
    });
    const [asked] = told.told;
    if (asked === undefined) throw new Error('Nobody was asked');
    expect([asked.path, asked.body, signaturesOf(asked).body]).toEqual([
      '/intercom/health',
      { workspace_id: ACME },
      true,
    ]);
    told.says = { state: 'UNHEALTHY' };
    expect((await control('POST', `${ACME}/health`)).body).toMatchObject({
      ok: false,
      status: 200,
      message: expect.stringContaining('is required when the state is UNHEALTHY'),
    });
    told.answers = [500];
    expect((await control('POST', `${ACME}/health`)).body).toMatchObject({ ok: false, status: 500 });
    expect((await ask('GET', `/api/sandbox/${ACME}/health`)).body.health.state).toBe('OK');
  });
});

describe('a crowd of contacts', () => {
  it('is listed whole, page by page, and is the same every time', async () => {
    const [one, other] = [sandboxUnderTest({ crowd: 1000 }), sandboxUnderTest({ crowd: 1000 })];
    const call = one.client(ACME);
    const there = visibleContacts(sandboxUnderTest().workspaceOf(ACME)).length + 1000;
    const seen = new Set<string>();
    let after = '';
    do {
      const { body, headers } = await call('GET', `/contacts?per_page=150${after}`);
      expect([body.total_count, headers['x-ratelimit-limit']]).toEqual([there, '1666']);
      for (const { id } of body.data) seen.add(id);
      const cursor = body.pages.next?.starting_after;
      after = cursor === undefined ? '' : `&starting_after=${encodeURIComponent(cursor)}`;
    } while (after !== '');
    expect(seen.size).toBe(there);
    expect([...one.workspaceOf(ACME).contacts.values()]).toEqual([...other.workspaceOf(ACME).contacts.values()]);
  });

  it('writes its numbers in many ways, most of which lead to one', async () => {
    const { client, workspaceOf } = sandboxUnderTest({ crowd: 1000 });
    const phones = [...workspaceOf(ACME).contacts.values()].map(({ phone }) => phone?.replaceAll(/\d/g, '9'));
    expect(new Set(phones).size).toBeGreaterThan(15);
    const query = { field: 'formatted_phone', operator: '^', value: '+1201555' };
    const { body } = await client(ACME)('POST', '/contacts/search', { query });
    expect(body.total_count).toBeGreaterThan(40);
  });
});
