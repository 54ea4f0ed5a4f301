import { describe, expect, it } from 'vitest';
import { ACME, BO, BOREA, sandboxUnderTest } from './sandbox-under-test.ts';

describe('the inbox API', () => {
  it('tells which workspaces have the app installed, and where to install it', async () => {
    const { ask, install } = sandboxUnderTest();
    install(BOREA);
    const { body } = await ask('GET', '/api/inbox/workspaces');
    expect(body.app).toEqual({ name: 'Callcard' });
    expect(body.workspaces).toEqual([
      {
        workspaceId: ACME,
        name: 'Acme Support',
        region: 'us',
        installed: false,
        installUrl: 'http://localhost:3000/install',
      },
      {
        workspaceId: BOREA,
        name: 'Borea Energy',
        region: 'eu',
        installed: true,
        installUrl: 'http://localhost:3000/install',
      },
    ]);
  });

  it('lists teammates with who is away, and teams', async () => {
    const { body } = await sandboxUnderTest().ask('GET', `/api/inbox/${ACME}/teammates`);
    expect(body.teammates).toHaveLength(60);
    expect(body.teammates[1]).toEqual({
      id: BO,
      name: 'Bo Lindqvist',
      email: 'bo.lindqvist@acme.example',
      away: false,
      reassign: false,
      teamIds: ['701001'],
    });
    expect(body.teams[0]).toEqual({ id: '701001', name: 'Phone Support' });
  });

  it('lists conversations newest first, each with a title, a name and a preview', async () => {
    for (const [workspaceId, least] of [
      [ACME, 14],
      [BOREA, 5],
    ] as const) {
      const { body } = await sandboxUnderTest().ask('GET', `/api/inbox/${workspaceId}/conversations`);
      expect(body.conversations.length).toBeGreaterThanOrEqual(least);
      const changed = body.conversations.map((each: { updatedAtMs: number }) => each.updatedAtMs);
      expect(changed).toEqual(changed.toSorted((a: number, b: number) => b - a));
      for (const { title, contactName, preview } of body.conversations) {
        expect([title, contactName, preview].every((text) => typeof text === 'string' && text !== '')).toBe(true);
      }
    }
  });

  it('shows a conversation with its thread: messages, notes, events', async () => {
    const { ask, conversationTitled } = sandboxUnderTest();
    const { id } = conversationTitled('Invoice question');
    const { body } = await ask('GET', `/api/inbox/${ACME}/conversations/${id}`);
    expect(body).toMatchObject({
      id,
      title: 'Invoice question',
      state: 'closed',
      sourceType: 'email',
      contact: {
        name: 'Jo Vance',
        role: 'user',
        phone: '+1 415 555 0100',
        companies: [{ name: 'Lumen Labs', plan: 'Scale', monthlySpend: 1200 }],
        location: 'San Francisco, California, United States',
      },
      teammate: { id: BO, name: 'Bo Lindqvist' },
      team: { id: '701002', name: 'Billing' },
      calls: [],
    });
    expect(body.tags.map((tag: { name: string }) => tag.name)).toEqual(['Billing', 'Invoice']);
    expect(
      body.parts.map((part: { kind: string; bodyText: string }) => [part.kind, part.bodyText.split('\n')[0]]),
    ).toEqual([
      ['message', 'Invoice question'],
      ['event', 'Ada Whitfield assigned this to Billing'],
      ['note', 'Two seats were removed on the 3rd, billing ran on the 2nd.'],
      ['message', 'Hi Jo, you are right. A corrected invoice is on its way.'],
      ['message', 'Perfect, thank you!'],
      ['event', 'Bo Lindqvist closed this'],
    ]);
  });

  it('shows the call of a phone conversation', async () => {
    const { ask, conversationTitled } = sandboxUnderTest();
    const { id } = conversationTitled('Call with Lena Fischer');
    const { body } = await ask('GET', `/api/inbox/${ACME}/conversations/${id}`);
    expect(body.parts[0]).toMatchObject({ kind: 'event', bodyText: 'Ada Whitfield called Lena Fischer' });
    expect(body.calls).toEqual([
      expect.objectContaining({
        direction: 'outbound',
        state: 'completed',
        endedReason: 'answered',
        durationMs: 1_260_000,
        teammateName: 'Ada Whitfield',
        hasRecording: true,
      }),
    ]);
  });

  it('shows at once what was written through the REST API', async () => {
    const { ask, client, conversationTitled } = sandboxUnderTest();
    const { id } = conversationTitled('Call with Priya Raman');
    const call = client(ACME);
    await call('POST', `/conversations/${id}/reply`, {
      message_type: 'note',
      type: 'admin',
      admin_id: BO,
      body: '<p>Called <b>back</b></p>',
    });
    await call('POST', `/conversations/${id}/parts`, {
      message_type: 'assignment',
      type: 'admin',
      admin_id: BO,
      assignee_id: '0',
    });
    const { body } = await ask('GET', `/api/inbox/${ACME}/conversations/${id}`);
    expect(body.parts.slice(-2)).toMatchObject([
      { kind: 'note', authorName: 'Bo Lindqvist', bodyText: 'Called back' },
      { kind: 'event', bodyText: 'Bo Lindqvist assigned this to nobody' },
    ]);
    expect(body.teammate).toBeNull();
  });

  it('shows a contact with its conversations', async () => {
    const { ask, contactNamed } = sandboxUnderTest();
    const { body } = await ask('GET', `/api/inbox/${ACME}/contacts/${contactNamed('Jo Vance').id}`);
    expect(body).toMatchObject({ name: 'Jo Vance', email: 'jo.vance@lumenlabs.example' });
    expect(body.conversations).toHaveLength(4);
  });

  it('says what is not there', async () => {
    const { ask } = sandboxUnderTest();
    for (const path of ['nowhere/teammates', `${ACME}/conversations/5`, `${ACME}/contacts/5`]) {
      const { status, body } = await ask('GET', `/api/inbox/${path}`);
      expect([status, typeof body.message]).toEqual([404, 'string']);
    }
  });

  it('answers no page of another site, and no other name for this machine', async () => {
    const { ask } = sandboxUnderTest();
    const foreign = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { host: 'rebound.example:3001' },
    ];
    for (const headers of foreign) {
      expect((await ask('POST', '/api/sandbox/reset', {}, headers)).status).toBe(403);
      expect((await ask('GET', '/api/inbox/workspaces', undefined, headers)).status).toBe(403);
    }
    const own = { host: 'localhost:3001', origin: 'http://localhost:3001', 'sec-fetch-site': 'same-origin' };
    expect((await ask('POST', '/api/sandbox/reset', {}, own)).status).toBe(200);
    expect((await ask('GET', '/api/inbox/workspaces', undefined, { host: '127.0.0.1:3001' })).status).toBe(200);
  });
});

describe('the pages', () => {
  it('are the inbox at its address and at every deep link, with its assets', async () => {
    const { ask } = sandboxUnderTest();
    const index = await ask('GET', '/');
    expect([index.status, index.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect((await ask('GET', `/inbox/${ACME}/conversation/215470000000101`)).text).toBe(index.text);
    const module = await ask('GET', '/assets/htm-preact.js');
    expect([module.status, module.headers['content-type']]).toEqual([200, expect.stringContaining('javascript')]);
    expect(module.text).toContain('export');
    const style = await ask('GET', '/assets/canvas-kit.css');
    expect([style.status, style.headers['content-type']]).toEqual([200, expect.stringContaining('text/css')]);
    expect(style.text).toContain('.ck-canvas');
    for (const reference of index.text.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)) {
      expect([reference[1], (await ask('GET', reference[1] ?? '')).status]).toEqual([reference[1], 200]);
    }
  });

  it('do not lead out of their folder', async () => {
    const { ask } = sandboxUnderTest();
    for (const path of ['/assets/../main.ts', '/assets/%2e%2e/main.ts', '/assets/..%2fmain.ts']) {
      expect((await ask('GET', path)).text).not.toContain('startSandbox');
    }
  });

  it('stand for those of Intercom: a conversation, a contact, anything else', async () => {
    const { ask, contactNamed } = sandboxUnderTest();
    const leadsTo = async (path: string) => (await ask('GET', path)).headers.location;
    const conversation = `/inbox/${ACME}/conversation/215470000000103`;
    expect(await leadsTo(`/a/inbox/${ACME}/inbox/conversation/215470000000103`)).toBe(conversation);
    expect(await leadsTo(`/a/apps/${ACME}/conversations/215470000000103`)).toBe(conversation);
    const jo = contactNamed('Jo Vance').id;
    expect(await leadsTo(`/a/apps/${ACME}/users/${jo}/all-conversations`)).toBe(
      `/inbox/${ACME}/conversation/215470000000115`,
    );
    expect(await leadsTo(`/a/inbox/${ACME}/inbox/conversation/5`)).toBe(`/?workspace=${ACME}`);
    expect(await leadsTo('/a/inbox/nowhere/inbox/conversation/5')).toBe('/');
    expect(await leadsTo('/a/x//evil.example')).toBe('/');
  });

  it('that do not exist are explained to a browser', async () => {
    const { status, text } = await sandboxUnderTest().ask('GET', '/nothing', undefined, { accept: 'text/html' });
    expect([status, text.includes('There is nothing here')]).toEqual([404, true]);
  });
});
