import { describe, expect, it } from 'vitest';
import { ACME, ADA, BO, refusal, sandboxUnderTest } from './sandbox-under-test.ts';

describe('who works there', () => {
  it('/me names the installing admin and the workspace', async () => {
    const { client } = sandboxUnderTest();
    const { status, body } = await client(ACME)('GET', '/me');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      type: 'admin',
      id: ADA,
      name: 'Ada Whitfield',
      email: 'ada.whitfield@acme.example',
      email_verified: true,
      app: { type: 'app', id_code: ACME, name: 'Acme Support', timezone: 'America/New_York', region: 'US' },
    });
  });

  it('lists sixty teammates, some away, some away with replies going back to the team', async () => {
    const { client } = sandboxUnderTest();
    const { body } = await client(ACME)('GET', '/admins');
    expect(body.type).toBe('admin.list');
    expect(body.admins).toHaveLength(60);
    expect(
      body.admins.filter((admin: { away_mode_enabled: boolean }) => admin.away_mode_enabled).length,
    ).toBeGreaterThan(4);
    expect(body.admins.some((admin: { away_mode_reassign: boolean }) => admin.away_mode_reassign)).toBe(true);
    expect(body.admins[1]).toMatchObject({ id: BO, name: 'Bo Lindqvist', team_ids: [701001] });
  });

  it('finds one teammate, or says that there is none', async () => {
    const call = sandboxUnderTest().client(ACME);
    expect((await call('GET', `/admins/${BO}`)).body).toMatchObject({ type: 'admin', id: BO });
    expect(refusal(await call('GET', '/admins/1'))).toEqual([404, 'error.list', 'admin_not_found']);
  });

  it('lists teams with the ids of their members as numbers', async () => {
    const call = sandboxUnderTest().client(ACME);
    const { body } = await call('GET', '/teams');
    expect(body.type).toBe('team.list');
    expect(body.teams.length).toBeGreaterThanOrEqual(5);
    expect(body.teams[0]).toMatchObject({ type: 'team', id: '701001', name: 'Phone Support' });
    expect(body.teams[0].admin_ids).toContain(Number(ADA));
    expect((await call('GET', '/teams/701002')).body.name).toBe('Billing');
    expect(refusal(await call('GET', '/teams/5'))).toEqual([404, 'error.list', 'team_not_found']);
  });
});

describe('tags', () => {
  it('are listed all at once', async () => {
    const { body } = await sandboxUnderTest().client(ACME)('GET', '/tags');
    expect(body.type).toBe('list');
    expect(body.data.length).toBeGreaterThanOrEqual(200);
    expect(body.data[0]).toEqual({ type: 'tag', id: '8800001', name: 'VIP' });
  });

  it('are found by name whatever the case, or made', async () => {
    const sandbox = sandboxUnderTest();
    const call = sandbox.client(ACME);
    const known = await call('POST', '/tags', { name: 'phone CALL' });
    expect(known.body).toEqual({
      type: 'tag',
      id: sandbox.tagNamed('Phone call').id,
      name: 'Phone call',
      users: [],
      companies: [],
    });
    const made = await call('POST', '/tags', { name: 'Brand new' });
    expect((await call('GET', `/tags/${made.body.id}`)).body).toEqual({
      type: 'tag',
      id: made.body.id,
      name: 'Brand new',
    });
    expect((await call('POST', '/tags', { name: 'brand NEW' })).body.id).toBe(made.body.id);
    expect((await call('POST', '/tags', { id: made.body.id, name: 'Renamed' })).body.name).toBe('Renamed');
    expect(refusal(await call('POST', '/tags', {}))).toEqual([400, 'error.list', 'parameter_not_found']);
  });

  it('disappear from what carried them when deleted', async () => {
    const sandbox = sandboxUnderTest();
    const call = sandbox.client(ACME);
    const vip = sandbox.tagNamed('VIP').id;
    expect((await call('DELETE', `/tags/${vip}`)).status).toBe(200);
    expect(refusal(await call('GET', `/tags/${vip}`))).toEqual([404, 'error.list', 'not_found']);
    const jo = await call('GET', `/contacts/${sandbox.contactNamed('Jo Vance').id}/tags`);
    expect(jo.body).toEqual({ type: 'list', data: [] });
  });
});

describe('requests that cannot be served', () => {
  it('are answered 404 as an error list when no such operation exists', async () => {
    const answer = await sandboxUnderTest().client(ACME)('GET', '/nothing/here');
    expect(refusal(answer)).toEqual([404, 'error.list', 'not_found']);
    expect(answer.body.request_id).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('are answered 400 when the body is not JSON', async () => {
    const answer = await sandboxUnderTest().client(ACME)('POST', '/tags', '{"name":', {
      'content-type': 'application/json',
    });
    expect(refusal(answer)).toEqual([400, 'error.list', 'bad_request']);
  });

  it('are answered 400 for a version that does not exist, or that lacks the operation', async () => {
    const call = sandboxUnderTest().client(ACME);
    const version = (value: string) => ({ 'intercom-version': value });
    expect(refusal(await call('GET', '/me', undefined, version('9.99')))).toEqual([
      400,
      'error.list',
      'intercom_version_invalid',
    ]);
    expect((await call('GET', '/me', undefined, version('2.11'))).status).toBe(200);
    expect(refusal(await call('GET', '/calls', undefined, version('2.13')))).toEqual([
      400,
      'error.list',
      'intercom_version_invalid',
    ]);
    expect((await call('GET', '/calls', undefined, version('2.14'))).status).toBe(200);
    expect((await call('GET', '/fin_voice/collect/1', undefined, version('2.14'))).status).toBe(400);
    expect((await call('GET', '/calls', undefined, version('Preview'))).status).toBe(200);
  });
});
