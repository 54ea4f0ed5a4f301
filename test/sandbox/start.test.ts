import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { buildAcme } from '../../sandbox/data/acme.ts';
import { settled } from '../../sandbox/marketplace-app.ts';
import { startSandbox } from '../../sandbox/start.ts';
import { visibleContacts } from '../../sandbox/state/contact.ts';

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
      SANDBOX_WEBHOOK_URL: 'http://127.0.0.1:9/w',
      SANDBOX_WEBHOOK_TOPICS: 'call.ended, contact.deleted',
      SANDBOX_UNINSTALL_URL: 'http://127.0.0.1:9/u',
      SANDBOX_HEALTH_URL: 'http://127.0.0.1:9/h',
    });
    expect([app.name, app.clientId, app.clientSecret, settled(app.redirectUrls)]).toEqual([
      'Weather',
      'mine',
      'hush',
      ['http://127.0.0.1:9/cb'],
    ]);
    const urls = [app.initializeUrl, app.submitUrl, app.installUrl].map(settled);
    expect(urls).toEqual(['http://127.0.0.1:9/i', 'http://127.0.0.1:9/s', 'http://127.0.0.1:9/install']);
    const told = [app.webhookUrl, app.uninstallUrl, app.healthUrl].map((url) => settled(url ?? 'none'));
    expect(told).toEqual(['http://127.0.0.1:9/w', 'http://127.0.0.1:9/u', 'http://127.0.0.1:9/h']);
    expect(app.webhookTopics).toEqual(['call.ended', 'contact.deleted']);
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

  it('tells the Callcard beside it, of everything, unless it is told otherwise', async () => {
    const { marketplaceApp: app } = await started({ PORT: '4000' });
    const told = [app.webhookUrl, app.uninstallUrl, app.healthUrl].map((url) => settled(url ?? 'none'));
    expect(told).toEqual([
      'http://localhost:4000/webhooks/intercom',
      'http://localhost:4000/intercom/uninstall',
      'http://localhost:4000/intercom/health',
    ]);
    expect(app.webhookTopics).toBeUndefined();
  });

  it('fills the first workspace with a crowd, when it is asked for one', async () => {
    const { settings, marketplaceApp } = await started({ SANDBOX_CONTACTS: '300' });
    const { INTERCOM_API_URL: apiUrl, INTERCOM_CLIENT_SECRET: secret = '' } = settings;
    const approval = new URLSearchParams({
      client_id: marketplaceApp.clientId,
      decision: 'approve',
      workspace_id: 'acmeus1',
    });
    const approved = await fetch(`${apiUrl}/oauth/approve`, { method: 'POST', body: approval, redirect: 'manual' });
    const code = new URL(approved.headers.get('location') ?? '').searchParams.get('code') ?? '';
    const exchange = new URLSearchParams({ client_id: marketplaceApp.clientId, client_secret: secret, code });
    const given = await fetch(`${apiUrl}/auth/eagle/token`, { method: 'POST', body: exchange });
    const { token } = (await given.json()) as { token: string };
    const listed = await fetch(`${apiUrl}/contacts?per_page=1`, { headers: { authorization: `Bearer ${token}` } });
    expect(await listed.json()).toMatchObject({ total_count: visibleContacts(buildAcme(0)).length + 300 });
  });

  it('names a setting that makes no sense, and what would', async () => {
    await expect(started({ SANDBOX_CONTACTS: 'many' })).rejects.toThrow(
      /^SANDBOX_CONTACTS is many\. .* such as 5000\.$/,
    );
    await expect(started({ SANDBOX_WEBHOOK_TOPICS: 'call.begun' })).rejects.toThrow(
      /^SANDBOX_WEBHOOK_TOPICS has call\.begun\. The sandbox can tell of ping, /,
    );
  });

  it('names the setting when the port is unusable', async () => {
    for (const port of ['http', '70000', '-1']) {
      const refused = started({ SANDBOX_PORT: port });
      await expect(refused).rejects.toThrow(/^SANDBOX_PORT is .*Set it to a free TCP port/);
    }
  });
});
