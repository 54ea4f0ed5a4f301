import { describe, expect, it } from 'vitest';
import { ACME, ADA, BOREA, HELENE, marketplaceApp, refusal, sandboxUnderTest } from './sandbox-under-test.ts';

const CALLBACK = 'http://localhost:3000/oauth/callback';
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

function approval(workspaceId: string, rest: Record<string, string> = {}): string {
  const fields = {
    client_id: 'client-1',
    redirect_uri: CALLBACK,
    state: 'st&te=1',
    decision: 'approve',
    workspace_id: workspaceId,
  };
  return new URLSearchParams({ ...fields, ...rest }).toString();
}

const credentials = { client_id: marketplaceApp.clientId, client_secret: marketplaceApp.clientSecret };

async function codeFor(sandbox: ReturnType<typeof sandboxUnderTest>, workspaceId: string): Promise<string> {
  const approved = await sandbox.ask('POST', '/oauth/approve', approval(workspaceId), FORM);
  return new URL(approved.headers.location ?? '').searchParams.get('code') ?? '';
}

describe('consent', () => {
  it('shows who asks and lets the admin choose among the workspaces', async () => {
    const { ask } = sandboxUnderTest();
    const page = await ask('GET', '/oauth?client_id=client-1&state=s1');
    expect(page.status).toBe(200);
    expect(page.headers['content-type']).toContain('text/html');
    for (const expected of ['Callcard', 'Acme Support', 'Borea Energy', 'value="s1"', 'Approve', 'Deny']) {
      expect(page.text).toContain(expected);
    }
  });

  it('suggests the workspace that the inbox shows, else the first one', async () => {
    const { ask } = sandboxUnderTest();
    const suggested = async (cookie?: string) => {
      const headers = cookie === undefined ? {} : { cookie };
      const { text } = await ask('GET', '/oauth?client_id=client-1', undefined, headers);
      return [...text.matchAll(/value="(\w+)" checked/g)].map(([, id]) => id);
    };
    expect(await suggested()).toEqual([ACME]);
    expect(await suggested(`a=b; sandbox-workspace=${BOREA}`)).toEqual([BOREA]);
    expect(await suggested('sandbox-workspace=nowhere')).toEqual([ACME]);
    expect(await suggested('sandbox-workspace=%')).toEqual([ACME]);
  });

  it('writes what came with the request into the page as text, never as markup', async () => {
    const { ask } = sandboxUnderTest();
    const page = await ask('GET', `/oauth?client_id=client-1&state=${encodeURIComponent('"><script>1</script>')}`);
    expect(page.text).not.toContain('<script>');
    expect(page.text).toContain('&quot;&gt;&lt;script&gt;');
  });

  it('refuses an unknown app and an unregistered address readably, without redirecting', async () => {
    const { ask } = sandboxUnderTest();
    const unknown = await ask('GET', '/oauth?client_id=other');
    const address = await ask('GET', '/oauth?client_id=client-1&redirect_uri=https://evil.example/');
    expect([unknown.status, unknown.headers.location]).toEqual([400, undefined]);
    expect(unknown.text).toContain('Unknown app');
    expect([address.status, address.headers.location]).toEqual([400, undefined]);
    expect(address.text).toContain('https://evil.example/');
    const approved = await ask(
      'POST',
      '/oauth/approve',
      approval(ACME, { redirect_uri: 'https://evil.example/' }),
      FORM,
    );
    expect([approved.status, approved.headers.location]).toEqual([400, undefined]);
  });

  it('sends a denial back with the state', async () => {
    const { ask, state } = sandboxUnderTest();
    const denied = await ask('POST', '/oauth/approve', approval(ACME, { decision: 'deny' }), FORM);
    const target = new URL(denied.headers.location ?? '');
    expect(target.origin + target.pathname).toBe(CALLBACK);
    expect(Object.fromEntries(target.searchParams)).toEqual({ error: 'access_denied', state: 'st&te=1' });
    expect(state.installs.codes.size).toBe(0);
  });

  it('asks again when no workspace was chosen', async () => {
    const { ask } = sandboxUnderTest();
    const answer = await ask('POST', '/oauth/approve', approval('nowhere'), FORM);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('Choose a workspace');
  });

  it('takes addresses that are only known after listening', async () => {
    const addresses: string[] = [];
    const { ask } = sandboxUnderTest({ marketplaceApp: { ...marketplaceApp, redirectUrls: () => addresses } });
    expect((await ask('GET', '/oauth?client_id=client-1')).status).toBe(400);
    addresses.push(CALLBACK);
    expect((await ask('GET', '/oauth?client_id=client-1')).status).toBe(200);
  });
});

describe('tokens', () => {
  it('are given for a code, by form or JSON, and work for the chosen workspace', async () => {
    for (const asForm of [true, false]) {
      const sandbox = sandboxUnderTest();
      const code = await codeFor(sandbox, BOREA);
      expect(code.endsWith('=')).toBe(true);
      const body = { ...credentials, code };
      const given = asForm
        ? await sandbox.ask('POST', '/auth/eagle/token', new URLSearchParams(body).toString(), FORM)
        : await sandbox.ask('POST', '/auth/eagle/token', body);
      expect(given.body).toEqual({ token_type: 'Bearer', token: expect.any(String), access_token: given.body.token });
      const me = await sandbox.ask('GET', '/me', undefined, { authorization: `Bearer ${given.body.token}` });
      expect(me.body).toMatchObject({ id: HELENE, app: { id_code: BOREA, region: 'EU', timezone: 'Europe/Paris' } });
    }
  });

  it('are given once for a code', async () => {
    const sandbox = sandboxUnderTest();
    const body = { ...credentials, code: await codeFor(sandbox, ACME) };
    expect((await sandbox.ask('POST', '/auth/eagle/token', body)).status).toBe(200);
    expect(refusal(await sandbox.ask('POST', '/auth/eagle/token', body))).toEqual([401, 'error.list', 'unauthorized']);
  });

  it('are refused ten minutes after the consent', async () => {
    const sandbox = sandboxUnderTest();
    const code = await codeFor(sandbox, ACME);
    sandbox.time.nowMs += 10 * 60_000;
    expect((await sandbox.ask('POST', '/auth/eagle/token', { ...credentials, code })).status).toBe(401);
  });

  it('are refused to whoever does not know the secret, and the code stays good', async () => {
    const sandbox = sandboxUnderTest();
    const code = await codeFor(sandbox, ACME);
    const wrong = await sandbox.ask('POST', '/auth/eagle/token', { ...credentials, client_secret: 'guess', code });
    expect(refusal(wrong)).toEqual([401, 'error.list', 'unauthorized']);
    expect((await sandbox.ask('POST', '/auth/eagle/token', { ...credentials, code })).status).toBe(200);
  });

  it('are refused for a code that lost its trailing =', async () => {
    const sandbox = sandboxUnderTest();
    const code = (await codeFor(sandbox, ACME)).replace(/=+$/, '');
    expect((await sandbox.ask('POST', '/auth/eagle/token', { ...credentials, code })).status).toBe(401);
  });

  it('of every install of the workspace die with an uninstall, others live on', async () => {
    const sandbox = sandboxUnderTest();
    const [first, second, borea] = [sandbox.client(ACME), sandbox.client(ACME), sandbox.client(BOREA)];
    expect((await first('POST', '/auth/uninstall')).status).toBe(200);
    expect(refusal(await first('GET', '/me'))).toEqual([401, 'error.list', 'token_revoked']);
    expect(refusal(await second('GET', '/me'))).toEqual([401, 'error.list', 'token_revoked']);
    expect((await borea('GET', '/me')).status).toBe(200);
  });

  it('that nobody issued are refused, and so is none at all', async () => {
    const { ask } = sandboxUnderTest();
    expect(refusal(await ask('GET', '/me'))).toEqual([401, 'error.list', 'unauthorized']);
    const invented = await ask('GET', '/me', undefined, { authorization: 'Bearer dG9rOmludmVudGVk' });
    expect(refusal(invented)).toEqual([401, 'error.list', 'unauthorized']);
    expect(invented.headers['x-ratelimit-limit']).toBeUndefined();
  });

  it('work on the host of their own region only, and on the one that routes by itself', async () => {
    const sandbox = sandboxUnderTest();
    const [acme, borea] = [sandbox.client(ACME), sandbox.client(BOREA)];
    expect((await acme('GET', '/us/me')).body.id).toBe(ADA);
    expect((await borea('GET', '/eu/me')).body.id).toBe(HELENE);
    expect(refusal(await borea('GET', '/us/me'))).toEqual([401, 'error.list', 'unauthorized']);
    expect((await acme('GET', '/au/me')).status).toBe(401);
    const code = await codeFor(sandbox, BOREA);
    expect((await sandbox.ask('POST', '/us/auth/eagle/token', { ...credentials, code })).status).toBe(401);
    expect((await sandbox.ask('POST', '/eu/auth/eagle/token', { ...credentials, code })).status).toBe(200);
  });
});
