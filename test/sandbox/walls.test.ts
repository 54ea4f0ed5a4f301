import { describe, expect, it } from 'vitest';
import { ACME, BOREA, HELENE, refusal, sandboxUnderTest } from './sandbox-under-test.ts';

describe('the wall between workspaces', () => {
  it('stands although their ids are the same: each token reads its own conversation, call and tag', async () => {
    const { client, workspaceOf } = sandboxUnderTest();
    const [acme, borea] = [client(ACME), client(BOREA)];
    const shared = (kind: 'conversations' | 'calls' | 'tags') =>
      [...workspaceOf(ACME)[kind].keys()].find((id) => workspaceOf(BOREA)[kind].has(id));
    for (const kind of ['conversations', 'calls', 'tags'] as const) {
      const path = `/${kind}/${shared(kind)}`;
      const [ours, theirs] = [await acme('GET', path), await borea('GET', path)];
      expect([ours.status, theirs.status]).toEqual([200, 200]);
      expect(ours.body.id).toBe(theirs.body.id);
      expect(ours.body).not.toEqual(theirs.body);
    }
  });

  it('hides contacts, teammates, teams and Fin Voice calls of the other one', async () => {
    const { client, contactNamed } = sandboxUnderTest();
    const acme = client(ACME);
    expect((await acme('GET', `/contacts/${contactNamed('Camille Durand', BOREA).id}`)).status).toBe(404);
    expect((await acme('GET', `/admins/${HELENE}`)).status).toBe(404);
    expect((await acme('GET', '/teams/701001')).body.name).toBe('Phone Support');
    const phone = encodeURIComponent('+33170189900');
    expect((await acme('GET', `/fin_voice/phone_number/${phone}`)).status).toBe(404);
    const query = { field: 'email', operator: '=', value: 'camille@vignes.example' };
    expect((await acme('POST', '/contacts/search', { query })).body.data).toEqual([]);
  });

  it('lets the same outside call id be known to both, each with its own facts', async () => {
    const { client } = sandboxUnderTest();
    const path = '/fin_voice/external_id/aws-7f31c0de-0001';
    const [ours, theirs] = [await client(ACME)('GET', path), await client(BOREA)('GET', path)];
    expect([ours.body.status, theirs.body.status]).toEqual(['in-progress', 'assumed_resolution']);
  });

  it('keeps writes on their side', async () => {
    const { client, workspaceOf } = sandboxUnderTest();
    const [id] = [...workspaceOf(ACME).conversations.keys()];
    const before = structuredClone(workspaceOf(ACME));
    const note = { message_type: 'note', type: 'admin', admin_id: HELENE, body: 'x' };
    expect((await client(BOREA)('POST', `/conversations/${id}/reply`, note)).status).toBe(200);
    expect(refusal(await client(ACME)('POST', `/conversations/${id}/reply`, note))[2]).toBe('admin_not_found');
    expect(workspaceOf(ACME)).toEqual(before);
  });
});

describe('a reset', () => {
  it('restores data, limits, faults and the request log, and leaves the install alive', async () => {
    const { client, ask, state, workspaceOf } = sandboxUnderTest();
    const fresh = structuredClone(workspaceOf(ACME));
    const call = client(ACME);
    await call('POST', '/contacts', { role: 'lead', phone: '+1' });
    await call('POST', '/tags', { name: 'Brand new' });
    state.faults = { serverError: { route: 'GET /teams' } };
    state.rateLimitPerWindow = 1;
    expect((await ask('POST', '/api/sandbox/reset', {})).body).toEqual({ reset: true });
    expect(workspaceOf(ACME)).toEqual(fresh);
    expect([state.requests, state.faults]).toEqual([[], {}]);
    expect((await call('GET', '/teams')).status).toBe(200);
    expect((await call('GET', '/teams')).status).toBe(200);
  });

  it('forgets installs when asked', async () => {
    const { client, ask } = sandboxUnderTest();
    const call = client(ACME);
    await ask('POST', '/api/sandbox/reset', { forgetInstalls: true });
    expect(refusal(await call('GET', '/me'))).toEqual([401, 'error.list', 'unauthorized']);
  });

  it('of an empty sandbox leaves it empty', async () => {
    const { client, state } = sandboxUnderTest({ seed: 'empty' });
    const call = client(ACME);
    expect((await call('GET', '/contacts')).body).toMatchObject({
      data: [],
      total_count: 0,
      pages: { total_pages: 0 },
    });
    await call('POST', '/contacts', { role: 'lead' });
    state.reset();
    expect((await call('GET', '/contacts')).body.total_count).toBe(0);
    expect((await call('GET', '/admins')).body.admins).toHaveLength(1);
  });
});
