import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { everythingIn, failureOf, freshClient, NOTE, TOKEN } from './fresh-client.ts';

const errorList = (code: string, more: object = {}) => ({
  type: 'error.list',
  request_id: 'b68959ea-6328-4f70',
  errors: [{ code, message: 'Something', ...more }],
});

describe('every failure has one of the few codes a caller can act on', () => {
  test.each([
    [400, 'parameter_invalid', 'intercom_refused', false],
    [400, 'intercom_version_invalid', 'intercom_refused', false],
    [401, 'unauthorized', 'intercom_unauthorized', false],
    [401, 'anything_new', 'intercom_unauthorized', false],
    [402, 'payment_required', 'intercom_forbidden', false],
    [403, 'api_plan_restricted', 'intercom_forbidden', false],
    [403, 'token_revoked', 'intercom_unauthorized', false],
    [403, 'token_blocked', 'intercom_unauthorized', false],
    [404, 'token_not_found', 'intercom_unauthorized', false],
    [400, 'token_expired', 'intercom_unauthorized', false],
    [422, 'token_unauthorized', 'intercom_unauthorized', false],
    [404, 'not_found', 'intercom_not_found', false],
    [410, 'contact_merged', 'intercom_not_found', false],
    [409, 'conflict', 'intercom_conflict', false],
    [415, 'media_type', 'intercom_refused', false],
    [422, 'data_invalid', 'intercom_refused', false],
    [408, 'request_timeout', 'intercom_down', true],
    [429, 'rate_limit_exceeded', 'intercom_rate_limited', true],
    [500, 'server_error', 'intercom_down', true],
    [503, 'service_unavailable', 'intercom_down', true],
  ])('%i %s is %s', async (status, intercomCode, code, retryable) => {
    const { client } = await freshClient(() => ({ status, json: errorList(intercomCode) }));
    expect(await failureOf(client.contacts.get('6762'))).toMatchObject({
      name: 'IntercomError',
      code,
      status,
      intercomCode,
      requestId: 'b68959ea-6328-4f70',
      retryable,
      mayHaveHappened: false,
    });
  });

  test('the message names the route, the field and what to do, but not whose data it was', async () => {
    const json = errorList('parameter_invalid', { field: 'admin_id' });
    const { client } = await freshClient(() => ({ status: 422, json }));
    const error = await failureOf(client.conversations.addNote(NOTE));
    expect(error.message).toBe(
      'POST /conversations/{id}/reply: Intercom refuses what was sent. Correct it before sending again (status 422, parameter_invalid, field admin_id).',
    );
  });

  test('a missing scope is named', async () => {
    const message = 'You do not have the required scope (read_conversations) to access this resource';
    const { client } = await freshClient(() => ({ status: 403, json: errorList('forbidden', { message }) }));
    expect((await failureOf(client.conversations.get('499'))).message).toContain('missing scope read_conversations');
  });

  test('the other error shape is read too', async () => {
    const { client } = await freshClient(() => ({
      status: 400,
      headers: { 'x-request-id': 'req-1' },
      json: { error_key: 'bad_request', message: 'no phone' },
    }));
    expect(await failureOf(client.me())).toMatchObject({ intercomCode: 'bad_request', requestId: 'req-1' });
  });

  test.each([
    '<html>Bad gateway</html>',
    '',
    '[]',
    'null',
    '{"errors":{"a":1}}',
    '{"errors":[null]}',
    '{"errors":[{"code":7}]}',
  ])('the page %j behind a 502 does not hide that Intercom is down', async (text) => {
    const { client } = await freshClient(() => ({ status: 502, text }));
    expect(await failureOf(client.me())).toMatchObject({ code: 'intercom_down', intercomCode: undefined });
  });

  test('an error page that is cut off or too large still tells its status', async () => {
    const cut = await freshClient(() => ({ status: 403, text: '{"errors"', ending: 'cut' }));
    expect(await failureOf(cut.client.me())).toMatchObject({ code: 'intercom_forbidden' });
    const large = await freshClient(() => ({ status: 404, text: 'x'.repeat(2000) }), { maxAnswerBytes: 1000 });
    expect(await failureOf(large.client.me())).toMatchObject({ code: 'intercom_not_found' });
  });

  test.each([301, 302, 303, 307, 308])(
    'a %i is not followed, so that no other host ever gets the token',
    async (status) => {
      const { fake, client } = await freshClient(() => ({ status, headers: { location: '/elsewhere' } }));
      expect(await failureOf(client.me())).toMatchObject({ code: 'intercom_bad_answer', status });
      expect(fake.requests.map((request) => request.path)).toEqual(['/me']);
    },
  );

  test('an answer that is not HTTP', async () => {
    const server = createServer((socket) => socket.end('secret customer data\r\n\r\n')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
    const { client } = await freshClient(() => 'cut', { apiUrls: { us: url, eu: url, au: url } });
    const error = await failureOf(client.conversations.addNote(NOTE));
    server.close();
    expect(error).toMatchObject({ code: 'intercom_unreachable', mayHaveHappened: true });
    expect(everythingIn(error)).not.toContain('customer data');
  });
});

describe('a dead token', () => {
  test('is reported once for a connection, however many calls find out', async () => {
    const codes: string[] = [];
    const { client, intercom, connection } = await freshClient(
      () => ({ status: 401, json: errorList('token_revoked') }),
      { connection: { onUnauthorized: (code) => codes.push(code) } },
    );
    await Promise.all([failureOf(client.me()), failureOf(client.tags.list()), failureOf(client.calls.get('1'))]);
    await failureOf(intercom.connect(connection).me());
    expect(codes).toEqual(['token_revoked']);
    await failureOf(intercom.connect({ ...connection }).me());
    expect(codes).toEqual(['token_revoked', 'token_revoked']);
  });

  test('is reported even when Intercom gives no code', async () => {
    const codes: string[] = [];
    const onUnauthorized = (code: string) => codes.push(code);
    const { client } = await freshClient(() => ({ status: 401, text: 'no' }), { connection: { onUnauthorized } });
    await failureOf(client.me());
    expect(codes).toEqual(['unauthorized']);
  });

  test('is not reported for a missing permission', async () => {
    const codes: string[] = [];
    const onUnauthorized = (code: string) => codes.push(code);
    const { client } = await freshClient(() => ({ status: 403 }), { connection: { onUnauthorized } });
    await failureOf(client.me());
    expect(codes).toEqual([]);
  });

  test('still fails as a dead token when whoever is told of it fails', async () => {
    const cause = new Error('database is gone');
    const onUnauthorized = () => {
      throw cause;
    };
    const { client } = await freshClient(() => ({ status: 401 }), { connection: { onUnauthorized } });
    expect(await failureOf(client.me())).toMatchObject({ code: 'intercom_unauthorized', cause });
  });
});

describe('the token', () => {
  test.each([
    [
      'in an error',
      { status: 400, json: errorList(TOKEN, { message: TOKEN, field: TOKEN }), headers: { 'x-request-id': TOKEN } },
    ],
    ['as the scope of a 403', { status: 403, json: errorList('forbidden', { message: `scope (${TOKEN})` }) }],
    ['in a 200 of the wrong shape', { status: 200, json: { data: TOKEN }, headers: { 'x-request-id': TOKEN } }],
    ['in a 200 that is not JSON', { status: 200, text: TOKEN }],
    ['in a broken answer', { status: 200, text: TOKEN, ending: 'cut' as const }],
    ['in a redirect', { status: 302, headers: { location: `/${TOKEN}` } }],
  ])('is in no error and no event, even when Intercom repeats it %s', async (_, reply) => {
    const { client, events } = await freshClient(() => reply);
    const error = await failureOf(client.tags.list());
    expect(everythingIn(error)).not.toContain(TOKEN);
    expect(JSON.stringify(events)).not.toContain(TOKEN);
  });
});

describe('the observer', () => {
  test('is told of every request that went out, with its route and never with an id', async () => {
    const { client, events } = await freshClient((_, nth) =>
      nth === 1
        ? { status: 503, headers: { 'x-request-id': 'req-1' } }
        : { json: { id: '6762' }, headers: { 'x-request-id': 'req-2' } },
    );
    await client.contacts.get('6762');
    const event = { workspaceId: 'ws1', method: 'GET', route: 'GET /contacts/{id}', durationMs: 0 };
    expect(events).toEqual([
      { ...event, status: 503, code: 'intercom_down', attempt: 1, requestId: 'req-1' },
      { ...event, status: 200, code: undefined, attempt: 2, requestId: 'req-2' },
    ]);
  });

  test('that throws does not fail the call', async () => {
    const onCall = () => {
      throw new Error('metrics are broken');
    };
    const { client } = await freshClient(() => ({ json: { id: 1 } }), { onCall });
    expect(await client.me()).toMatchObject({ id: '1' });
  });
});
