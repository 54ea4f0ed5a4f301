import { describe, expect, it } from 'vitest';
import { ACME, ADA, BO, refusal, sandboxUnderTest } from './sandbox-under-test.ts';

describe('a contact', () => {
  it('comes with what is known, and null for the rest', async () => {
    const sandbox = sandboxUnderTest();
    const jo = sandbox.contactNamed('Jo Vance');
    const { body } = await sandbox.client(ACME)('GET', `/contacts/${jo.id}`);
    expect(body).toMatchObject({
      type: 'contact',
      id: jo.id,
      workspace_id: ACME,
      external_id: 'user-1001',
      role: 'user',
      email: 'jo.vance@lumenlabs.example',
      email_domain: 'lumenlabs.example',
      phone: '+1 415 555 0100',
      owner_id: BO,
      avatar: null,
      location: { type: 'location', city: 'San Francisco' },
      notes: { type: 'list', total_count: 2, has_more: false },
      companies: { total_count: 1, data: [{ type: 'company', id: jo.companyIds[0] }] },
    });
    expect(body.id).toMatch(/^[0-9a-f]{24}$/);
  });

  it('without an email address has none in the answer', async () => {
    const sandbox = sandboxUnderTest();
    const { body } = await sandbox.client(ACME)('GET', `/contacts/${sandbox.contactNamed('Sam Okafor').id}`);
    expect(body).toMatchObject({ role: 'lead', phone: '+13105550177', external_id: null });
    expect(body).not.toHaveProperty('email');
  });

  it('embeds ten references at most and says that there are more', async () => {
    const sandbox = sandboxUnderTest();
    const jo = sandbox.contactNamed('Jo Vance');
    const tagIds = [...sandbox.workspaceOf(ACME).tags.keys()].slice(0, 12);
    jo.tags = tagIds.map((tagId) => ({ tagId, appliedAtMs: 0, adminId: ADA }));
    const call = sandbox.client(ACME);
    const { tags } = (await call('GET', `/contacts/${jo.id}`)).body;
    expect([tags.data.length, tags.total_count, tags.has_more]).toEqual([10, 12, true]);
    expect((await call('GET', `/contacts/${jo.id}/tags`)).body.data).toHaveLength(12);
  });

  it('that does not exist is not found', async () => {
    const answer = await sandboxUnderTest().client(ACME)('GET', '/contacts/66a1f0000000000000000000');
    expect(refusal(answer)).toEqual([404, 'error.list', 'not_found']);
  });

  it('that was merged answers 410 and names the one it became', async () => {
    const sandbox = sandboxUnderTest();
    const answer = await sandbox.client(ACME)('GET', `/contacts/${sandbox.contactNamed('Jo V.').id}`);
    expect(refusal(answer)).toEqual([410, 'error.list', 'contact_merged']);
    expect(answer.headers.link).toBe(`</contacts/${sandbox.contactNamed('Jo Vance').id}>; rel="canonical"`);
  });

  it('is found by its external id', async () => {
    const sandbox = sandboxUnderTest();
    const call = sandbox.client(ACME);
    expect((await call('GET', '/contacts/find_by_external_id/user-1002')).body.name).toBe('Priya Raman');
    expect((await call('GET', '/contacts/find_by_external_id/none')).status).toBe(404);
  });
});

describe('changing contacts', () => {
  it('makes a lead from a role and a phone number alone', async () => {
    const call = sandboxUnderTest().client(ACME);
    const made = await call('POST', '/contacts', { role: 'lead', phone: '+15555550001' });
    expect(made.body).toMatchObject({ type: 'contact', role: 'lead', phone: '+15555550001', name: null });
    expect((await call('GET', `/contacts/${made.body.id}`)).body).toEqual(made.body);
    expect(refusal(await call('POST', '/contacts', { phone: '+1' }))).toEqual([400, 'error.list', 'parameter_invalid']);
  });

  it('refuses a second user with the same address', async () => {
    const answer = await sandboxUnderTest().client(ACME)('POST', '/contacts', { email: 'JO.VANCE@lumenlabs.example' });
    expect(refusal(answer)).toEqual([409, 'error.list', 'conflict']);
  });

  it('replaces what is given, empties what is null, keeps the rest', async () => {
    const sandbox = sandboxUnderTest();
    const call = sandbox.client(ACME);
    const path = `/contacts/${sandbox.contactNamed('Jo Vance').id}`;
    await call('PUT', path, { phone: null, name: 'Joanna Vance', custom_attributes: { tier: 'gold' } });
    const { body } = await call('PUT', path, { custom_attributes: { seats: 14 } });
    expect(body).toMatchObject({
      phone: null,
      name: 'Joanna Vance',
      email: 'jo.vance@lumenlabs.example',
      custom_attributes: { tier: 'gold', seats: 14 },
    });
  });

  it('archives out of sight and brings back, blocks, deletes', async () => {
    const sandbox = sandboxUnderTest();
    const call = sandbox.client(ACME);
    const { id } = sandbox.contactNamed('Priya Raman');
    const count = async () => (await call('GET', '/contacts')).body.total_count;
    const before = await count();
    expect((await call('POST', `/contacts/${id}/archive`)).body).toMatchObject({ type: 'contact', id, archived: true });
    expect(await count()).toBe(before - 1);
    expect((await call('POST', `/contacts/${id}/unarchive`)).body.archived).toBe(false);
    expect(await count()).toBe(before);
    expect((await call('POST', `/contacts/${id}/block`)).body.blocked).toBe(true);
    expect((await call('DELETE', `/contacts/${id}`)).body).toMatchObject({ id, deleted: true });
    expect((await call('GET', `/contacts/${id}`)).status).toBe(404);
  });

  it('merges a lead into the user with the same number, with all that belonged to it', async () => {
    const sandbox = sandboxUnderTest();
    const call = sandbox.client(ACME);
    const [marcus, dana] = [sandbox.contactNamed('Marcus Bell'), sandbox.contactNamed('Dana Bell')];
    const merged = await call('POST', '/contacts/merge', { from: dana.id, into: marcus.id });
    expect(merged.body.id).toBe(marcus.id);
    expect((await call('GET', `/contacts/${dana.id}`)).headers.link).toContain(marcus.id);
    const query = { field: 'contact_ids', operator: '=', value: marcus.id };
    expect((await call('POST', '/conversations/search', { query })).body.total_count).toBe(2);
  });

  it('merges strangers only when told to, and never two users', async () => {
    const sandbox = sandboxUnderTest();
    const call = sandbox.client(ACME);
    const [jo, sam, priya] = ['Jo Vance', 'Sam Okafor', 'Priya Raman'].map((name) => sandbox.contactNamed(name).id);
    const refused = await call('POST', '/contacts/merge', { from: sam, into: jo });
    expect(refusal(refused)).toEqual([400, 'error.list', 'invalid_merge']);
    expect(
      refusal(await call('POST', '/contacts/merge', { from: priya, into: jo, skip_duplicate_validation: true }))[2],
    ).toBe('invalid_merge');
    expect(
      (await call('POST', '/contacts/merge', { from: sam, into: jo, skip_duplicate_validation: true })).status,
    ).toBe(200);
  });
});

describe('what is attached to a contact', () => {
  it('tags go on once, with who did it, and come off', async () => {
    const sandbox = sandboxUnderTest();
    const call = sandbox.client(ACME);
    const path = `/contacts/${sandbox.contactNamed('Priya Raman').id}/tags`;
    const { id } = sandbox.tagNamed('Call back');
    const attached = await call('POST', path, { id });
    expect(attached.body).toMatchObject({ type: 'tag', id, name: 'Call back', applied_by: { type: 'admin', id: ADA } });
    await call('POST', path, { id: Number(id) });
    expect((await call('GET', path)).body).toEqual({ type: 'list', data: [attached.body] });
    expect((await call('DELETE', `${path}/${id}`)).body.id).toBe(id);
    expect(refusal(await call('DELETE', `${path}/${id}`))).toEqual([404, 'error.list', 'not_found']);
    expect(refusal(await call('POST', path, { id: '1' }))).toEqual([404, 'error.list', 'not_found']);
  });

  it('notes are listed newest first and written as a teammate', async () => {
    const sandbox = sandboxUnderTest();
    const call = sandbox.client(ACME);
    const { id } = sandbox.contactNamed('Jo Vance');
    const made = await call('POST', `/contacts/${id}/notes`, { body: 'Called <twice>', admin_id: BO });
    expect(made.body).toMatchObject({
      type: 'note',
      contact: { type: 'contact', id },
      body: '<p>Called &lt;twice&gt;</p>',
    });
    expect(made.body.author).toMatchObject({ type: 'admin', id: BO });
    const { body } = await call('GET', `/contacts/${id}/notes`);
    expect(body.total_count).toBe(3);
    expect(body.data[0]).toEqual(made.body);
    expect((await call('GET', `/notes/${made.body.id}`)).body).toEqual(made.body);
    expect(refusal(await call('POST', `/contacts/${id}/notes`, { body: 'x', admin_id: '1' }))[2]).toBe(
      'admin_not_found',
    );
  });

  it('companies come with plan and monthly spend, and can be attached and detached', async () => {
    const sandbox = sandboxUnderTest();
    const call = sandbox.client(ACME);
    const path = `/contacts/${sandbox.contactNamed('Tomás Rivera').id}/companies`;
    const { body } = await call('GET', path);
    expect(body).toMatchObject({ type: 'list', total_count: 2 });
    expect(body.data[0]).toMatchObject({ type: 'company', name: 'Rivera Consulting', plan: {}, monthly_spend: 0 });
    expect(body.data[1]).toMatchObject({ name: 'Lumen Labs', plan: { name: 'Scale' }, monthly_spend: 1200 });
    await call('DELETE', `${path}/${body.data[0].id}`);
    expect((await call('GET', path)).body.total_count).toBe(1);
    await call('POST', path, { id: body.data[0].id });
    expect((await call('GET', path)).body.total_count).toBe(2);
    expect(refusal(await call('POST', path, { id: '1' }))).toEqual([404, 'error.list', 'company_not_found']);
  });
});
