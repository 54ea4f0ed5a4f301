import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { checkBodySignature, checkHubSignature } from '../../server/http/body-signature.ts';
import { canvasEvent } from '../../tools/receive/canvas-event.ts';
import { NOTIFICATIONS, QUESTIONS } from '../../tools/receive/events.ts';
import { runReceive } from '../../tools/receive/run-receive.ts';
import { type FakeIntercom, startFakeIntercom } from '../intercom/fake-intercom.ts';
import { captureStreams } from './capture-streams.ts';
import { freshFolder } from './fresh-folder.ts';
import { SECRET, startCallcard, tokenKey } from './start-callcard.ts';

/** Knows one tag and nothing else, which is enough for cards. */
async function intercom(): Promise<FakeIntercom> {
  const tag = { type: 'tag', id: '86', name: 'Billing' };
  const fake = await startFakeIntercom(({ path }) =>
    path === '/tags'
      ? { json: { type: 'list', data: [tag] } }
      : { status: 404, json: { type: 'error.list', errors: [{ code: 'not_found', message: 'Not Found' }] } },
  );
  onTestFinished(() => fake.close());
  return fake;
}

async function run(environment: Record<string, string>, args: readonly string[], input = '') {
  const streams = captureStreams(input);
  const exitCode = await runReceive(args, streams, environment);
  return { exitCode, out: streams.out(), err: streams.err() };
}

/** A server that answers everything with this. `received` has what it got. */
async function answering(status: number, body: string) {
  const received: { url: string | undefined; signature: unknown; body: string }[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { url, headers } = request;
    const signature = headers['x-body-signature'] ?? headers['x-hub-signature'];
    received.push({ url, signature, body: Buffer.concat(chunks).toString() });
    response.writeHead(status).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received };
}

/** Settings of a Callcard that nobody needs to reach. */
const settings = () => ({
  PUBLIC_URL: 'https://callcard.test',
  INTERCOM_CLIENT_ID: 'client-id',
  INTERCOM_CLIENT_SECRET: SECRET,
  TOKEN_KEYS: tokenKey('k1', 7),
  DATABASE_URL: `file:${join(freshFolder(), 'callcard.db')}`,
});

describe('a running Callcard', () => {
  test('is sent a sample for its first connected workspace, and its card is shown as text', async () => {
    const fake = await intercom();
    const callcard = await startCallcard(fake.url);
    await callcard.install('abc');
    await callcard.store.workspaces.markDisconnected({ workspaceId: 'abc', epoch: 1, reason: 'gone', atMs: 1 });
    await callcard.install('acme');
    const { exitCode, out, err } = await run(callcard.environment, ['--event', 'initialize']);
    expect([exitCode, err]).toEqual([0, '']);
    expect(out).toMatch(/^POST \/canvas\/initialize to http:\/\/127\.0\.0\.1:\d+: 200 OK in \d+ ms\n\n/);
    expect(out).toContain('[ Tag | Note | Assign | Refresh ] {menu} submits');
    expect(fake.requests.length).toBeGreaterThan(0);
  });

  test('is sent a click with what was entered', async () => {
    const callcard = await startCallcard((await intercom()).url);
    await callcard.install('acme');
    const { exitCode, out } = await run(callcard.environment, [
      ...['--event', 'submit', '--workspace', 'acme', '--conversation', '499'],
      ...['--component', 'menu', '--input', 'menu=tag'],
    ]);
    expect(exitCode).toBe(0);
    expect(out).toContain('Billing');
  });

  test('that has another client secret is told apart from one that is broken', async () => {
    const callcard = await startCallcard((await intercom()).url);
    const environment = { ...callcard.environment, INTERCOM_CLIENT_SECRET: 'another-secret' };
    const { exitCode, out } = await run(environment, ['--event', 'initialize', '--workspace', 'acme']);
    expect(exitCode).toBe(1);
    expect(out).toContain('401 Unauthorized');
    expect(out).toContain('INTERCOM_CLIENT_SECRET must be the same here and there');
  });

  test('gets the bytes of a file as they are, with their signature', async () => {
    const { url, received } = await answering(200, '{"canvas":{"content":{"components":[]}}}');
    const bytes = '{ "workspace_id":\t"acme", "n": 1.0 }\n';
    const file = join(freshFolder(), 'payload.json');
    writeFileSync(file, bytes);
    await run(settings(), ['--event', 'submit', '--file', file, '--url', `${url}/`]);
    await run(settings(), ['--event', 'submit', '--file', '-', '--url', url], bytes);
    expect(received).toHaveLength(2);
    for (const request of received) {
      expect([request.url, request.body]).toEqual(['/canvas/submit', bytes]);
      expect(checkBodySignature(request.signature, Buffer.from(bytes), [SECRET])).toMatchObject({ ok: true });
    }
  });
});

describe('what Intercom asks and tells besides cards', () => {
  test('is answered by a running Callcard: it takes a notification, and says how it is doing', async () => {
    const callcard = await startCallcard((await intercom()).url);
    await callcard.install('acme');
    const told = await run(callcard.environment, ['--event', 'conversation.admin.closed', '--conversation', '499']);
    expect([told.exitCode, told.err]).toEqual([0, '']);
    expect(told.out).toMatch(/^POST \/webhooks\/intercom to http:\S+: 200 OK in \d+ ms\n\nTaken, or /);
    const jobs = await callcard.store.jobs.list({ workspaceId: 'acme', limit: 10 });
    expect(jobs.map(({ orderingKey }) => orderingKey)).toEqual(['conversation:499']);
    const asked = await run(callcard.environment, ['--event', 'health']);
    expect([asked.exitCode, asked.err]).toEqual([0, '']);
    expect(asked.out).toMatch(/^POST \/intercom\/health to \S+: 200 OK in \d+ ms\n\nOK\n$/);
    await callcard.store.workspaces.markDisconnected({ workspaceId: 'acme', epoch: 1, reason: 'gone', atMs: 1 });
    const sick = await run(callcard.environment, ['--event', 'health', '--workspace', 'acme']);
    expect(sick.out).toContain(`\n[ Connect again ] ${callcard.url}/install?region=us&from=appstore\n`);
  });

  test('ends an install only of the workspace that was named', async () => {
    const callcard = await startCallcard((await intercom()).url);
    await callcard.install('abc');
    await callcard.install('acme');
    const { exitCode, out } = await run(callcard.environment, ['--event', 'uninstall', '--workspace', 'acme']);
    expect(exitCode).toBe(0);
    expect(out).toContain('Callcard has ended the install');
    const statuses = (await callcard.store.workspaces.list({ limit: 10 })).map(({ status }) => status);
    expect(statuses).toEqual(['connected', 'uninstalled']);
  });

  test('is signed as Intercom signs each of them', async () => {
    const { url, received } = await answering(200, '');
    await run(settings(), ['--event', 'call.ended', '--workspace', 'acme', '--url', url]);
    await run(settings(), ['--event', 'uninstall', '--workspace', 'acme', '--url', url]);
    const [notification, notice] = received;
    const bytes = (one: typeof notification) => Buffer.from(one?.body ?? '');
    expect(checkHubSignature(notification?.signature, bytes(notification), [SECRET])).toMatchObject({ ok: true });
    expect(checkBodySignature(notice?.signature, bytes(notice), [SECRET])).toMatchObject({ ok: true });
    expect(JSON.parse(notice?.body ?? '')).toEqual({ app_id: 'acme' });
  });

  test.each(['', 'Hello', '{"state":"FINE"}'])('is a problem when the health is %j', async (body) => {
    const { url } = await answering(200, body);
    const { exitCode, out } = await run(settings(), ['--event', 'health', '--workspace', 'acme', '--url', url]);
    expect(exitCode).toBe(1);
    expect(out).toContain('The answer has no state in it: one of OK, UNHEALTHY, UNKNOWN is expected.');
  });
});

describe('an answer that Intercom cannot use exits with 1', () => {
  test('with the issues of its canvas', async () => {
    const primary = { type: 'button', id: 'go', label: 'Go', style: 'primary', action: { type: 'submit' } };
    const { url } = await answering(200, JSON.stringify({ canvas: { content: { components: [primary] } } }));
    const first = await run(settings(), ['--event', 'initialize', '--url', url]);
    expect(first.exitCode).toBe(1);
    expect(first.out).toContain('[ Go ] primary {go}\nIntercom would refuse this canvas: 1 issue.\n');
    expect(first.out).toContain('first_canvas_primary_button');
    expect((await run(settings(), ['--event', 'submit', '--url', url])).exitCode).toBe(0);
  });

  test.each([
    [200, 'Hello', 'The answer has no canvas in it'],
    [200, '{"content":{}}', 'The answer has no canvas in it'],
    [404, 'Not Found', 'not Callcard: see --url'],
    [500, '{"error":{"code":"internal"}}', 'Intercom would show an error'],
    [302, '', 'Intercom would show an error'],
  ])('with what is wrong about %i %j', async (status, body, message) => {
    const { url } = await answering(status, body);
    const { exitCode, out } = await run(settings(), ['--event', 'initialize', '--url', url]);
    expect(exitCode).toBe(1);
    expect(out).toContain(message);
    expect(out).toContain(body);
  });

  test('and nothing in it steers the terminal', async () => {
    const { url } = await answering(500, 'a\u001b[2Jb');
    expect((await run(settings(), ['--event', 'initialize', '--url', url])).out).toContain('a\\u001b[2Jb');
  });
});

describe('--in-process', () => {
  test('needs no Callcard that listens, and works on the database of the settings', async () => {
    const fake = await intercom();
    const callcard = await startCallcard(fake.url);
    await callcard.install('acme');
    const environment = { ...callcard.environment, PUBLIC_URL: 'http://127.0.0.1:9' };
    const { exitCode, out } = await run(environment, ['--event', 'initialize', '--in-process']);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^POST \/canvas\/initialize to Callcard in this process: 200 OK in \d+ ms\n/);
    expect(out).toContain('{menu} submits');
    expect(await callcard.store.deliveries.list({ workspaceId: 'acme', limit: 10 })).toHaveLength(1);
  });

  test('says that a workspace is made up, and shows the card of one that is not connected', async () => {
    const { exitCode, out, err } = await run(settings(), ['--event', 'initialize', '--in-process']);
    expect(exitCode).toBe(0);
    expect(err).toBe("There is no connected workspace in Callcard's database. The sample names sample_workspace.\n");
    expect(out).toContain('Callcard is not connected here');
  });

  test('logs to standard error at the level of the settings', async () => {
    const args = ['--event', 'initialize', '--in-process', '--workspace', 'acme'];
    expect((await run({ ...settings(), LOG_LEVEL: '' }, args)).err).not.toContain('"msg"');
    expect((await run({ ...settings(), LOG_LEVEL: 'info' }, args)).err).toContain('"msg":"request"');
  });
});

describe('what cannot be sent exits with 2 and says what to do', () => {
  test.each([
    [['--event', 'initialize', '--url', 'localhost:3000'], 'is not an http or https address'],
    [['--event', 'initialize', '--url', 'http://127.0.0.1:9'], 'Start it with npm start, or use --in-process.'],
    [['--event', 'submit', '--file', '-', '--in-process'], 'There is no JSON in standard input'],
    [['--event', 'submit', '--file', 'no-such.json', '--in-process'], 'no-such.json cannot be read'],
  ])('%j', async (args, message) => {
    const { exitCode, out, err } = await run(settings(), args, 'no json');
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).toContain(message);
  });

  test('for settings that cannot be used, with all of them at once', async () => {
    const { exitCode, err } = await run({ INTERCOM_CLIENT_ID: 'id', PORT: 'x' }, ['--event', 'submit']);
    expect(exitCode).toBe(2);
    for (const name of ['PORT', 'TOKEN_KEYS', 'INTERCOM_CLIENT_SECRET']) expect(err).toContain(`\n  ${name} `);
  });

  test.each([
    [[], 'Say what to send, with --event: initialize, submit, health, uninstall, or a topic such as call.ended.'],
    [
      ['--event', 'ping'],
      'There is no event ping: use one of initialize, submit, health, uninstall, or a topic such as',
    ],
    [['--event', 'initialize', '--component', 'menu'], 'Nothing is clicked in initialize'],
    [['--event', 'initialize', '--input', 'a=b'], 'Nothing is clicked in initialize'],
    [['--event', 'uninstall'], 'Say to which workspace uninstall is to happen, with --workspace.'],
    [['--event', 'submit', '--input', 'menu'], '--input menu is not of the form ID=VALUE.'],
    [['--event', 'submit', '--file', '-', '--workspace', 'a'], '--file is sent as it is'],
    [['--event', 'submit', '--url', 'http://a.example', '--in-process'], 'Use --url or --in-process, not both.'],
    [['submit'], "Unexpected argument 'submit'"],
  ])('for %j', async (args, message) => {
    const { exitCode, out, err } = await run({}, args);
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).toContain(message);
    expect(err).toMatch(/For help: npm run receive -- --help\n$/);
  });
});

describe('a sample', () => {
  const subject = { workspaceId: 'acme', region: 'eu', admin: { id: '7', name: 'Ada' }, conversationId: undefined };
  const click = { componentId: 'flags', inputValues: { flags: ['a', 'b'] } };

  test('has a click and a canvas of its own only when something is clicked', () => {
    expect(canvasEvent('initialize').sample(subject, click)).not.toHaveProperty('component_id');
    const submit = canvasEvent('submit');
    const [one, other] = [submit.sample(subject, click), submit.sample(subject, click)];
    expect(one).toMatchObject({ workspace_region: 'EU', component_id: 'flags', input_values: { flags: ['a', 'b'] } });
    expect(one).not.toEqual(other);
  });

  test('of a conversation in Intercom leaves it to Intercom who the contact is', () => {
    const about = { ...subject, conversationId: '499' };
    expect(canvasEvent('initialize').sample(about, click)).toMatchObject({ conversation: { id: '499' } });
    expect(canvasEvent('initialize').sample(about, click)).not.toHaveProperty('contact');
    expect(canvasEvent('initialize').sample(subject, click)).toHaveProperty('contact.id');
  });

  test('takes an input that is given twice as several choices', async () => {
    const { url, received } = await answering(200, '{}');
    const inputs = ['--input', 'flags=a', '--input', 'flags=b', '--input', 'text=x=y'];
    await run(settings(), ['--event', 'submit', '--component', 'go', ...inputs, '--url', url]);
    expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({
      component_id: 'go',
      input_values: { flags: ['a', 'b'], text: 'x=y' },
    });
  });
});

test('--help tells every event, the options and the exit codes', async () => {
  const { exitCode, out, err } = await run({}, ['--help']);
  expect([exitCode, err]).toEqual([0, '']);
  for (const { name, path } of QUESTIONS) expect(out).toMatch(new RegExp(`  ${name} .*POST ${path}`));
  for (const { name } of NOTIFICATIONS) expect(out).toContain(`    ${name}\n`);
  for (const word of ['--workspace', '--conversation', '--component', '--input', '--file', '--url', '--in-process'])
    expect(out).toContain(word);
  expect(out).toContain('Exit codes');
});
