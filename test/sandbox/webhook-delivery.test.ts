import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hubSignature } from '../../sandbox/to-app/sign.ts';
import { withWrittenTimes } from '../../sandbox/webhooks/notification.ts';
import { ACME, BOREA, type Json } from './sandbox-under-test.ts';
import { sandboxWithToldApp } from './told-app.ts';

/** An installed sandbox, and a change that makes one notification each time. */
async function room() {
  const sandbox = await sandboxWithToldApp();
  sandbox.install(ACME);
  const { control, contactNamed, webhooks, ask, told } = sandbox;
  const path = `${ACME}/contacts/${contactNamed('Jo Vance').id}`;
  const rename = async (name: string) => {
    expect((await control('PUT', path, { name })).status).toBe(200);
  };
  const log = async () => (await ask('GET', `/api/sandbox/${ACME}/webhooks`)).body;
  const names = () => told.told.map(({ body }) => body.data.item.name);
  const settled = () => webhooks.settled();
  return { ...sandbox, rename, log, names, settled };
}

describe('a notification that was not taken', () => {
  it.each([
    ['the app answers 500', 500, 'The app answered 500.'],
    ['the app answers 404', 404, 'The app answered 404.'],
  ])('because %s is sent once more after a minute, and then given up', async (_why, status, message) => {
    const { rename, log, settled, timers, told } = await room();
    told.answers = [status, status];
    await rename('One');
    await settled();
    expect((await log()).deliveries).toEqual([
      expect.objectContaining({ status: 'waiting', attempts: 1, httpStatus: status, message }),
    ]);
    expect(timers.waiting.map(({ ms }) => ms)).toEqual([60_000]);
    timers.pass();
    await settled();
    expect((await log()).deliveries).toEqual([expect.objectContaining({ status: 'failed', attempts: 2 })]);
    expect(timers.waiting).toEqual([]);
    const [first, second] = told.told.map(({ body }) => body);
    expect([first.delivery_attempts, second.delivery_attempts]).toEqual([1, 2]);
    expect(second).toEqual({ ...first, delivery_attempts: 2 });
  });

  it('in time is as good as lost, and may come twice', async () => {
    const sandbox = await sandboxWithToldApp({}, { webhookTimeoutMs: 400 });
    sandbox.install(ACME);
    const { told, timers, webhooks } = sandbox;
    told.answers = [undefined];
    webhooks.ping(ACME);
    await webhooks.settled();
    const [delivery] = webhooks.deliveriesOf(ACME);
    expect([delivery?.status, delivery?.message]).toEqual(['waiting', 'The app gave no answer within 0.4 s.']);
    timers.pass();
    await webhooks.settled();
    expect([delivery?.status, told.told.length]).toEqual(['delivered', 2]);
  });

  it('by an app that is down does not fail the change that caused it', async () => {
    const sandbox = await sandboxWithToldApp({ webhookUrl: 'http://127.0.0.1:9/webhooks/intercom' });
    const { client, contactNamed, webhooks } = sandbox;
    const jo = contactNamed('Jo Vance').id;
    expect((await client(ACME)('PUT', `/contacts/${jo}`, { name: 'Joanna' })).body.name).toBe('Joanna');
    await webhooks.settled();
    expect(webhooks.deliveriesOf(ACME)).toEqual([
      expect.objectContaining({ status: 'waiting', message: expect.stringMatching(/^The app cannot be reached at /) }),
    ]);
  });
});

it('after a 410 nothing more is sent, until somebody turns it on again', async () => {
  const { ask, rename, log, names, settled, timers, told } = await room();
  told.answers = [410];
  await rename('One');
  await settled();
  await rename('Two');
  expect(timers.waiting).toEqual([]);
  expect(await log()).toMatchObject({ isOff: true, deliveries: [{ status: 'not_sent' }, { status: 'failed' }] });
  expect((await ask('POST', '/api/sandbox/webhooks/turn-on')).body).toEqual({ isOff: false });
  await rename('Three');
  await settled();
  expect(names()).toEqual(['One', 'Three']);
});

it('a notification is sent again by hand under the id that it had', async () => {
  const { ask, rename, log, settled, told } = await room();
  await rename('One');
  await settled();
  const [{ id }] = (await log()).deliveries;
  const again = await ask('POST', `/api/sandbox/${ACME}/webhooks/${id}/redeliver`);
  expect(again.body).toMatchObject({ id, status: 'delivered', attempts: 2 });
  expect(told.told.map(({ body }) => body.id)).toEqual([id, id]);
  expect((await ask('POST', `/api/sandbox/${BOREA}/webhooks/${id}/redeliver`)).status).toBe(404);
});

it('the last 200 notifications of a workspace are kept', async () => {
  const { ask, rename, log, webhooks } = await room();
  await ask('PUT', '/api/sandbox/faults', { dropWebhooks: true });
  for (let count = 0; count < 205; count += 1) webhooks.ping(ACME);
  await rename('Last');
  const { deliveries } = await log();
  expect([deliveries.length, deliveries[0].topic, deliveries[199].topic]).toEqual([
    200,
    'contact.user.updated',
    'ping',
  ]);
});

describe('a fault of notifications', () => {
  const put = ({ ask }: Awaited<ReturnType<typeof room>>, faults: Json) => ask('PUT', '/api/sandbox/faults', faults);

  it('loses them, of one topic and as often as it was told', async () => {
    const sandbox = await room();
    await put(sandbox, { dropWebhooks: { topic: 'contact.*', times: 1, workspaceId: ACME } });
    sandbox.webhooks.ping(ACME);
    await sandbox.rename('Lost');
    await sandbox.rename('Found');
    await sandbox.settled();
    expect(sandbox.told.topics().toSorted()).toEqual(['contact.user.updated', 'ping']);
    expect((await sandbox.log()).deliveries.map(({ status }: Json) => status)).toEqual([
      'delivered',
      'dropped',
      'delivered',
    ]);
  });

  it('doubles them, with the same id', async () => {
    const sandbox = await room();
    await put(sandbox, { duplicateWebhooks: true });
    await sandbox.rename('Twice');
    await sandbox.settled();
    const ids = sandbox.told.told.map(({ body }) => body.id);
    expect([ids.length, new Set(ids).size]).toEqual([2, 1]);
    expect((await sandbox.log()).deliveries).toEqual([expect.objectContaining({ status: 'delivered', attempts: 2 })]);
  });

  it('holds them back until it ends, and then sends the newest first', async () => {
    const sandbox = await room();
    await put(sandbox, { holdWebhooks: true });
    for (const name of ['One', 'Two', 'Three']) await sandbox.rename(name);
    await sandbox.settled();
    expect(sandbox.names()).toEqual([]);
    await put(sandbox, {});
    await sandbox.settled();
    expect(sandbox.names()[0]).toBe('Three');
    expect(sandbox.names().toSorted()).toEqual(['One', 'Three', 'Two']);
  });

  it('holds them back for a time, and then sends the newest first', async () => {
    const sandbox = await room();
    expect((await put(sandbox, { holdWebhooks: 2_000 })).body).toEqual({ holdWebhooks: 2_000 });
    for (const name of ['One', 'Two']) await sandbox.rename(name);
    expect(sandbox.timers.waiting.map(({ ms }) => ms)).toEqual([2_000]);
    sandbox.timers.pass();
    await sandbox.settled();
    expect([sandbox.names()[0], sandbox.names().length]).toEqual(['Two', 2]);
  });

  it('tells times as text, where they were text once', async () => {
    const sandbox = await room();
    await put(sandbox, { writtenWebhookTimes: true });
    await sandbox.rename('Written');
    await sandbox.settled();
    const body = sandbox.told.told[0]?.body;
    const { updatedAtMs } = sandbox.contactNamed('Written');
    expect(body.data.item.updated_at).toBe(new Date(updatedAtMs).toISOString().replace('Z', '+00:00'));
    expect(body.created_at).toEqual(expect.any(Number));
  });

  it('that makes no sense is refused', async () => {
    const sandbox = await room();
    const refused = await put(sandbox, { dropWebhooks: { topic: 'Contact updated' } });
    expect([refused.status, refused.body.message]).toEqual([
      400,
      expect.stringContaining('must look like "contact.*"'),
    ]);
  });
});

it('written times name the same seconds as numbers, and nothing else is changed', () => {
  const item = fc.record({
    created_at: fc.integer({ min: 0, max: 4_000_000_000 }),
    name: fc.string(),
    age: fc.integer(),
    parts: fc.array(fc.record({ updated_at: fc.option(fc.integer({ min: 0, max: 4_000_000_000 })), id: fc.string() })),
  });
  fc.assert(
    fc.property(item, (before) => {
      const after = withWrittenTimes(before) as typeof before;
      expect(Date.parse(String(after.created_at)) / 1000).toBe(before.created_at);
      expect([after.name, after.age]).toEqual([before.name, before.age]);
      const partTimes = after.parts.map((part) =>
        part.updated_at === null ? null : Date.parse(String(part.updated_at)) / 1000,
      );
      expect(partTimes).toEqual(before.parts.map((part) => part.updated_at));
    }),
  );
});

it('the signature of a notification is the one that Intercom’s documentation describes', () => {
  // RFC 2202's second test case.
  expect(hubSignature(Buffer.from('what do ya want for nothing?'), 'Jefe')).toBe(
    'sha1=effcdf6ae5eb2fa2d27416d5f184df9c259a7c79',
  );
});

describe('the address for notifications', () => {
  it('is asked with HEAD until the app is up, and then pinged for every workspace that has it', async () => {
    const { install, told, webhooks, log } = await room();
    install(BOREA);
    told.answers = [503];
    await webhooks.check();
    await webhooks.settled();
    expect(told.told.map(({ method }) => method)).toEqual(['HEAD', 'HEAD', 'POST', 'POST']);
    expect(told.told.slice(2).map(({ body }) => [body.app_id, body.id])).toEqual(
      expect.arrayContaining([
        [ACME, null],
        [BOREA, null],
      ]),
    );
    expect((await log()).endpoint).toEqual({ state: 'ready' });
  });

  it('that never answers does not keep the sandbox from stopping', async () => {
    const { app, webhooks } = await sandboxWithToldApp({ webhookUrl: 'http://127.0.0.1:9/' });
    const checked = webhooks.check();
    await app.close();
    await checked;
    expect(webhooks.endpoint.state).not.toBe('ready');
  });
});

it('a reset forgets what was sent, what waits and what is held back', async () => {
  const sandbox = await room();
  sandbox.told.answers = [500];
  await sandbox.rename('Waits');
  await sandbox.settled();
  await sandbox.ask('PUT', '/api/sandbox/faults', { holdWebhooks: true });
  await sandbox.rename('Held');
  await sandbox.ask('POST', '/api/sandbox/reset');
  expect([sandbox.timers.waiting, (await sandbox.log()).deliveries]).toEqual([[], []]);
  await sandbox.rename('After');
  await sandbox.settled();
  expect(sandbox.names()).toEqual(['Waits', 'After']);
});
