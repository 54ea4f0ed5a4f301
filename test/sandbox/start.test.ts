import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { settled } from '../../sandbox/marketplace-app.ts';
import { startSandbox } from '../../sandbox/start.ts';

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'callcard-sandbox-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** On any free port, in a folder of its own unless one is named. */
async function started(environment: Record<string, string> = {}) {
  const sandbox = await startSandbox({ SANDBOX_PORT: '0', SANDBOX_FOLDER: newFolder(), ...environment });
  onTestFinished(sandbox.close);
  return sandbox;
}

describe('starting the sandbox', () => {
  it('gives the settings with which an app works against it', async () => {
    const folder = newFolder();
    const { settings, url } = await started({ PORT: '4000', SANDBOX_FOLDER: folder });
    expect(settings).toMatchObject({
      INTERCOM_AUTHORIZE_URL: url,
      DATABASE_URL: `file:${join(folder, 'callcard.db')}`,
    });
    expect(settings.TOKEN_KEYS).toMatch(/^sandbox:[A-Za-z0-9+/]{43}=$/);
    const refused = await fetch(`${settings.INTERCOM_API_URL}/me`);
    expect([refused.status, await refused.json()]).toEqual([401, expect.objectContaining({ type: 'error.list' })]);
    const consent = await fetch(`${settings.INTERCOM_API_URL}/oauth?client_id=${settings.INTERCOM_CLIENT_ID}`);
    expect(await consent.text()).toContain('http://localhost:4000/oauth/callback');
  });

  it('shows another app when told where that is', async () => {
    const { marketplaceApp: app } = await started({
      SANDBOX_APP_NAME: 'Weather',
      SANDBOX_CLIENT_ID: 'mine',
      SANDBOX_CLIENT_SECRET: 'hush',
      SANDBOX_INITIALIZE_URL: 'http://127.0.0.1:9/i',
      SANDBOX_SUBMIT_URL: 'http://127.0.0.1:9/s',
      SANDBOX_REDIRECT_URL: 'http://127.0.0.1:9/cb',
      SANDBOX_INSTALL_URL: 'http://127.0.0.1:9/install',
    });
    expect([app.name, app.clientId, app.clientSecret, settled(app.redirectUrls)]).toEqual([
      'Weather',
      'mine',
      'hush',
      ['http://127.0.0.1:9/cb'],
    ]);
    const urls = [app.initializeUrl, app.submitUrl, app.installUrl].map(settled);
    expect(urls).toEqual(['http://127.0.0.1:9/i', 'http://127.0.0.1:9/s', 'http://127.0.0.1:9/install']);
  });

  it('remembers an install until the next start, and a secret that nobody can guess', async () => {
    const folder = newFolder();
    const first = await startSandbox({ SANDBOX_PORT: '0', SANDBOX_FOLDER: folder });
    const {
      INTERCOM_API_URL: apiUrl,
      INTERCOM_CLIENT_ID: clientId = '',
      INTERCOM_CLIENT_SECRET: secret = '',
    } = first.settings;
    const approval = new URLSearchParams({ client_id: clientId, decision: 'approve', workspace_id: 'acmeus1' });
    const approved = await fetch(`${apiUrl}/oauth/approve`, { method: 'POST', body: approval, redirect: 'manual' });
    const code = new URL(approved.headers.get('location') ?? '').searchParams.get('code') ?? '';
    const exchange = new URLSearchParams({ client_id: clientId, client_secret: secret, code });
    const given = await fetch(`${apiUrl}/auth/eagle/token`, { method: 'POST', body: exchange });
    const { token } = (await given.json()) as { token: string };
    await first.close();

    const second = await started({ SANDBOX_FOLDER: folder });
    const me = await fetch(`${second.settings.INTERCOM_API_URL}/me`, { headers: { authorization: `Bearer ${token}` } });
    expect(me.status).toBe(200);
    expect(second.settings.INTERCOM_CLIENT_SECRET).toBe(secret);
    expect((await started()).settings.INTERCOM_CLIENT_SECRET).not.toBe(secret);
  });

  it('names the setting when the port is unusable', async () => {
    for (const port of ['http', '70000', '-1']) {
      const refused = started({ SANDBOX_PORT: port });
      await expect(refused).rejects.toThrow(/^SANDBOX_PORT is .*Set it to a free TCP port/);
    }
  });
});
