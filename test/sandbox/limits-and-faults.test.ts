import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { describe, expect, it } from 'vitest';
import { ACME, ADA, BO, BOREA, refusal, sandboxUnderTest } from './sandbox-under-test.ts';

describe('the rate limit', () => {
  it('counts down within ten seconds, then refuses, then starts anew', async () => {
    const { client, time } = sandboxUnderTest({ rateLimitPerWindow: 3 });
    const call = client(ACME);
    const windowEnd = String(Math.floor(time.nowMs / 10_000) * 10 + 10);
    for (const remaining of ['2', '1', '0']) {
      const { status, headers } = await call('GET', '/me');
      expect([
        status,
        headers['x-ratelimit-limit'],
        headers['x-ratelimit-remaining'],
        headers['x-ratelimit-reset'],
      ]).toEqual([200, '3', remaining, windowEnd]);
    }
    const refused = await call('GET', '/me');
    expect(refusal(refused)).toEqual([429, 'error.list', 'rate_limit_exceeded']);
    expect(refused.body.errors[0].message).toBe('Exceeded rate limit of 3 in 10_seconds');
    expect(refused.headers['x-ratelimit-remaining']).toBe('0');
    time.nowMs = Number(windowEnd) * 1000;
    expect((await call('GET', '/me')).status).toBe(200);
  });

  it('is counted for each token by itself', async () => {
    const { client } = sandboxUnderTest({ rateLimitPerWindow: 1 });
    const [acme, borea] = [client(ACME), client(BOREA)];
    expect((await acme('GET', '/me')).status).toBe(200);
    expect((await borea('GET', '/me')).status).toBe(200);
    expect((await acme('GET', '/me')).status).toBe(429);
  });
});

describe('a fault', () => {
  it('strikes only the workspace and the routes it was meant for', async () => {
    const { client, state } = sandboxUnderTest();
    const [acme, borea] = [client(ACME), client(BOREA)];
    state.faults = { serverError: { status: 503, workspaceId: ACME, route: 'GET /fin_voice/*' } };
    expect(refusal(await acme('GET', '/fin_voice/collect/1'))).toEqual([503, 'error.list', 'server_error']);
    expect(refusal(await acme('GET', '/us/fin_voice/collect/1'))).toEqual([503, 'error.list', 'server_error']);
    expect((await borea('GET', '/fin_voice/collect/1')).status).toBe(404);
    expect((await acme('GET', '/me')).status).toBe(200);
    state.faults = { rateLimited: { route: '* /me' } };
    expect(refusal(await acme('GET', '/me'))).toEqual([429, 'error.list', 'rate_limit_exceeded']);
    expect((await acme('GET', '/teams')).status).toBe(200);
  });

  it('strikes as often as it was told', async () => {
    const { client, state } = sandboxUnderTest();
    const call = client(ACME);
    state.faults = { rateLimited: { times: 2 } };
    const statuses = [];
    for (let attempt = 0; attempt < 4; attempt += 1) statuses.push((await call('GET', '/me')).status);
    expect(statuses).toEqual([429, 429, 200, 200]);
  });

  it('of the rate limit tells when the used-up window ends, sooner than the real one when asked to', async () => {
    const { client, state, time } = sandboxUnderTest();
    const call = client(ACME);
    time.nowMs = Math.ceil(time.nowMs / 10_000) * 10_000 + 1_500;
    const standing = async () => {
      const { headers } = await call('GET', '/me');
      return [headers['x-ratelimit-remaining'], Number(headers['x-ratelimit-reset']) * 1000 - time.nowMs];
    };
    state.faults = { rateLimited: {} };
    expect(await standing()).toEqual(['0', 8_500]);
    state.faults = { rateLimited: { ms: 500 } };
    expect(await standing()).toEqual(['0', 500]);
  });

  it('can lose the answer of a note that was written all the same', async () => {
    const { client, state, conversationTitled } = sandboxUnderTest();
    const call = client(ACME);
    const conversation = conversationTitled('Invoice question');
    const before = conversation.parts.length;
    const note = { message_type: 'note', type: 'admin', admin_id: BO, body: 'x' };
    state.faults = { serverError: { afterEffect: true, times: 1 } };
    const lost = await call('POST', `/conversations/${conversation.id}/reply`, note);
    expect(refusal(lost)).toEqual([500, 'error.list', 'server_error']);
    expect(conversation.parts.length).toBe(before + 1);
    state.faults = { serverError: {} };
    expect((await call('POST', `/conversations/${conversation.id}/reply`, note)).status).toBe(500);
    expect(conversation.parts.length).toBe(before + 1);
    expect(state.requests.map(({ status }) => status)).toEqual([500, 500]);
  });

  it('can end the token, and can merge a contact away', async () => {
    const { client, state, contactNamed } = sandboxUnderTest();
    const call = client(ACME);
    const [jo, priya] = [contactNamed('Jo Vance').id, contactNamed('Priya Raman').id];
    state.faults = { contactMerged: { contactId: priya, intoContactId: jo } };
    const merged = await call('GET', `/contacts/${priya}`);
    expect(refusal(merged)).toEqual([410, 'error.list', 'contact_merged']);
    expect(merged.headers.link).toBe(`</contacts/${jo}>; rel="canonical"`);
    expect((await call('GET', `/contacts/${jo}`)).status).toBe(200);
    state.faults = { tokenRevoked: {} };
    expect(refusal(await call('GET', '/me'))).toEqual([401, 'error.list', 'token_revoked']);
    state.faults = {};
    expect((await call('GET', '/me')).body.id).toBe(ADA);
  });

  it('can send half of an answer and never the rest', async () => {
    const { app, install, state } = sandboxUnderTest();
    const url = await app.listen({ host: '127.0.0.1', port: 0 });
    state.faults = { stalledBody: { route: 'GET /admins' } };
    const asking = httpRequest(`${url}/admins`, { headers: { authorization: `Bearer ${install(ACME)}` } }).end();
    const [answer] = await once(asking, 'response');
    const [half] = await once(answer, 'data');
    expect(answer.statusCode).toBe(200);
    expect(String(half)).toMatch(/^\{"type":"admin\.list"/);
    expect(() => JSON.parse(String(half))).toThrow();
    const ended = once(answer, 'close').catch(() => undefined);
    await app.close();
    await ended;
    expect(answer.complete).toBe(false);
  });

  it('can make an answer slow, without holding up the end of the sandbox', async () => {
    const { app, client, state } = sandboxUnderTest();
    const call = client(ACME);
    state.faults = { slowMs: { ms: 100_000, times: 1 } };
    const slow = call('GET', '/me');
    expect((await call('GET', '/me')).status).toBe(200);
    await app.close();
    expect((await slow).status).toBe(200);
  });
});

describe('faults over HTTP', () => {
  it('are put all at once, in a short or a long form, and told as they can be put again', async () => {
    const { ask } = sandboxUnderTest();
    const faults = { slowMs: 300, rateLimited: true, serverError: { status: 502, route: 'GET /fin_voice/*' } };
    expect(
      (await ask('PUT', '/api/sandbox/faults', { ...faults, stalledBody: false, tokenRevoked: null })).body,
    ).toEqual(faults);
    expect((await ask('GET', '/api/sandbox/faults')).body).toEqual(faults);
    expect((await ask('PUT', '/api/sandbox/faults', { slowMs: 0 })).body).toEqual({});
    expect((await ask('GET', '/api/sandbox/faults')).body).toEqual({});
  });

  it('that make no sense are refused with what is wrong, and change nothing', async () => {
    const { ask } = sandboxUnderTest();
    await ask('PUT', '/api/sandbox/faults', { rateLimited: true });
    for (const nonsense of [
      { meteor: true },
      { slowMs: -1 },
      { serverError: { status: 404 } },
      { rateLimited: { route: 'fin' } },
    ]) {
      const refused = await ask('PUT', '/api/sandbox/faults', nonsense);
      expect([refused.status, refused.body.message]).toEqual([
        400,
        expect.stringContaining(Object.keys(nonsense)[0] ?? ''),
      ]);
    }
    expect((await ask('GET', '/api/sandbox/faults')).body).toEqual({ rateLimited: true });
  });
});

describe('what was asked', () => {
  it('is recorded with body, workspace, version and outcome', async () => {
    const { client, ask, state, time, tagNamed } = sandboxUnderTest();
    const body = { id: tagNamed('VIP').id, admin_id: BO };
    await client(ACME)('POST', '/us/conversations/5/tags?x=1', body);
    await ask('GET', '/me');
    expect(state.requests).toEqual([
      {
        method: 'POST',
        path: '/conversations/5/tags',
        query: { x: '1' },
        body,
        workspaceId: ACME,
        intercomVersion: '2.16',
        status: 404,
        atMs: time.nowMs,
      },
      {
        method: 'GET',
        path: '/me',
        query: {},
        body: undefined,
        workspaceId: undefined,
        intercomVersion: undefined,
        status: 401,
        atMs: time.nowMs,
      },
    ]);
  });

  it('is recorded even when there is no such operation', async () => {
    const { client, state } = sandboxUnderTest();
    await client(ACME)('POST', '/events', { event_name: 'phone-call-ended' });
    expect(state.requests).toEqual([
      expect.objectContaining({
        method: 'POST',
        path: '/events',
        body: { event_name: 'phone-call-ended' },
        status: 404,
      }),
    ]);
  });

  it('is kept up to a bound', async () => {
    const { client, state } = sandboxUnderTest({ rateLimitPerWindow: 1_000_000 });
    const call = client(ACME);
    await call('GET', '/me');
    const [first] = state.requests;
    if (first === undefined) throw new Error('Nothing was recorded');
    for (let count = state.requests.length; count < 2000; count += 1) state.requests.push({ ...first });
    await call('GET', '/teams');
    expect([state.requests.length, state.requests.at(-1)?.path]).toEqual([2000, '/teams']);
  });
});
