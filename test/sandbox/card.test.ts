import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import fastify from 'fastify';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ACME, BO, BOREA, HELENE, type Json, marketplaceApp, sandboxUnderTest } from './sandbox-under-test.ts';

interface Received {
  path: string;
  bytes: Buffer;
  signature: unknown;
  body: Json;
}

const HELLO = { canvas: { content: { components: [{ type: 'text', text: 'Hello' }] } } };

/** An app on the network that keeps what it is asked and answers as told. */
async function listeningApp(answer: (received: Received) => { status?: number; body: unknown }) {
  const received: Received[] = [];
  const app = fastify({ forceCloseConnections: true });
  onTestFinished(() => app.close());
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.post('/*', async (request, reply) => {
    const bytes = request.body as Buffer;
    const asked = {
      path: request.url,
      bytes,
      signature: request.headers['x-body-signature'],
      body: JSON.parse(bytes.toString()),
    };
    received.push(asked);
    const { status = 200, body } = answer(asked);
    return reply.code(status).send(body);
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return { url, received };
}

function withApp(url: string, options: { cardTimeoutMs?: number } = {}) {
  const app = {
    ...marketplaceApp,
    initializeUrl: () => `${url}/canvas/initialize`,
    submitUrl: () => `${url}/canvas/submit`,
  };
  const sandbox = sandboxUnderTest({ marketplaceApp: app, ...options });
  sandbox.install(ACME);
  const conversation = sandbox.conversationTitled('Invoice question');
  const path = `/api/inbox/${ACME}/conversations/${conversation.id}/card`;
  const open = () => sandbox.ask('POST', `${path}/initialize`, { adminId: BO });
  const click = (body: Json) => sandbox.ask('POST', `${path}/submit`, { adminId: BO, ...body });
  return { ...sandbox, conversation, path, open, click };
}

describe('opening a card', () => {
  it('sends the conversation, the contact and the teammate, signed over the very bytes', async () => {
    const { url, received } = await listeningApp(() => ({ body: HELLO }));
    const { open, conversation, contactNamed } = withApp(url);
    const { body } = await open();
    expect(body).toMatchObject({
      ok: true,
      status: 200,
      issues: [],
      canvas: HELLO.canvas,
      durationMs: expect.any(Number),
    });
    expect(body.html).toMatch(/^<div class="ck-canvas">.*Hello/s);
    const [asked] = received;
    expect(received).toHaveLength(1);
    expect(asked?.path).toBe('/canvas/initialize');
    expect(asked?.signature).toBe(
      createHmac('sha256', 'secret-1')
        .update(asked?.bytes ?? '')
        .digest('hex'),
    );
    expect(asked?.body).toMatchObject({
      workspace_id: ACME,
      workspace_region: 'US',
      admin: { type: 'admin', id: BO },
      conversation: { type: 'conversation', id: conversation.id },
      contact: { type: 'contact', id: contactNamed('Jo Vance').id },
    });
    expect(Object.keys(asked?.body ?? {})).not.toContain('component_id');
  });

  it('leads links into Intercom to the sandbox itself, and no other links', async () => {
    const link = (id: string, url: string) => ({
      type: 'button',
      id,
      label: id,
      style: 'link',
      action: { type: 'url', url },
    });
    const components = [
      link('us', `https://app.intercom.com/a/inbox/${ACME}/inbox/conversation/1`),
      link('eu', `https://app.eu.intercom.com/a/apps/${BOREA}/users/2`),
      link('other', 'https://app.intercom.com.evil.example/a/x'),
    ];
    const { url } = await listeningApp(() => ({ body: { canvas: { content: { components } } } }));
    const { html, canvas } = (await withApp(url).open()).body;
    expect(html).toContain(`href="/a/inbox/${ACME}/inbox/conversation/1"`);
    expect(html).toContain(`href="/a/apps/${BOREA}/users/2"`);
    expect(html).toContain('href="https://app.intercom.com.evil.example/a/x"');
    expect(canvas.content.components).toEqual(components);
  });

  it('shows a card that review would complain about, with the complaint', async () => {
    const primary = { type: 'button', id: 'go', label: 'Go', style: 'primary', action: { type: 'submit' } };
    const { url } = await listeningApp(() => ({ body: { canvas: { content: { components: [primary] } } } }));
    const { open, click } = withApp(url);
    const opened = (await open()).body;
    expect([opened.ok, opened.issues.map((issue: { code: string }) => issue.code)]).toEqual([
      true,
      ['first_canvas_primary_button'],
    ]);
    const clicked = (await click({ componentId: 'go', currentCanvas: {} })).body;
    expect([clicked.ok, clicked.issues]).toEqual([true, []]);
  });
});

describe('clicking on a card', () => {
  it('sends what was clicked, what was typed and the card as it was', async () => {
    const { url, received } = await listeningApp(() => ({ body: HELLO }));
    const { click } = withApp(url);
    const currentCanvas = { content: { components: [] }, stored_data: { nonce: 'n1' } };
    const { body } = await click({ componentId: 'save', inputValues: { note: 'x', flags: ['a'] }, currentCanvas });
    expect(body.ok).toBe(true);
    expect(received[0]?.path).toBe('/canvas/submit');
    expect(received[0]?.body).toMatchObject({
      component_id: 'save',
      input_values: { note: 'x', flags: ['a'] },
      current_canvas: currentCanvas,
      admin: { id: BO },
      workspace_id: ACME,
    });
  });

  it('needs a component', async () => {
    const { click } = withApp('http://127.0.0.1:9');
    expect((await click({ currentCanvas: {} })).status).toBe(400);
  });
});

describe('a card that cannot be shown', () => {
  it('says so when the app is not installed, without asking it', async () => {
    const { url, received } = await listeningApp(() => ({ body: HELLO }));
    const { ask, workspaceOf } = withApp(url);
    const [id] = [...workspaceOf(BOREA).conversations.keys()];
    const { body } = await ask('POST', `/api/inbox/${BOREA}/conversations/${id}/card/initialize`, { adminId: HELENE });
    expect(body).toMatchObject({
      ok: false,
      reason: 'not_installed',
      message: 'Callcard is not installed in Borea Energy.',
    });
    expect(received).toEqual([]);
  });

  it('tells a bad status, bad JSON and a bad canvas apart', async () => {
    let answer: { status?: number; body: unknown } = { body: HELLO };
    const { url } = await listeningApp(() => answer);
    const { open } = withApp(url);
    answer = { status: 401, body: { error: 'signature' } };
    expect((await open()).body).toMatchObject({ ok: false, reason: 'http_error', status: 401 });
    for (const text of ['<h1>Oops</h1>', '"text"', '[1]', '']) {
      answer = { body: text };
      expect((await open()).body).toMatchObject({ ok: false, reason: 'bad_json', status: 200 });
    }
    answer = { body: { canvas: { content: { components: [{ type: 'hologram' }] } } } };
    const invalid = (await open()).body;
    expect(invalid).toMatchObject({ ok: false, reason: 'invalid_canvas', status: 200 });
    expect(invalid.issues[0]).toMatchObject({ pointer: expect.any(String), code: 'unknown_component' });
    answer = { body: {} };
    expect((await open()).body.reason).toBe('invalid_canvas');
  });

  it('says that the app is slow, or not there', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void silent.close());
    await once(silent, 'listening');
    const address = silent.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const sockets: { destroy(): void }[] = [];
    silent.on('connection', (socket) => sockets.push(socket));
    const slow = (await withApp(`http://127.0.0.1:${port}`, { cardTimeoutMs: 40 }).open()).body;
    expect(slow).toMatchObject({ ok: false, reason: 'timeout' });
    for (const socket of sockets) socket.destroy();
    silent.close();
    await once(silent, 'close');
    const gone = (await withApp(`http://127.0.0.1:${port}`).open()).body;
    expect(gone).toMatchObject({
      ok: false,
      reason: 'unreachable',
      message: expect.stringContaining('Is it running?'),
    });
  });

  it('is a plain refusal when the teammate, the conversation or the workspace does not exist', async () => {
    const { ask, path } = withApp('http://127.0.0.1:9');
    expect((await ask('POST', `${path}/initialize`, { adminId: '1' })).status).toBe(404);
    expect((await ask('POST', `${path}/initialize`, {})).status).toBe(400);
    expect((await ask('POST', `/api/inbox/${ACME}/conversations/5/card/initialize`, { adminId: BO })).status).toBe(404);
    expect(
      (await ask('POST', '/api/inbox/nowhere/conversations/5/card/initialize', { adminId: BO })).body.message,
    ).toContain('nowhere');
  });
});
