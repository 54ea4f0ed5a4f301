import { describe, expect, test } from 'vitest';
import { ACME, BOREA, openRoom } from './room.ts';

describe('the first card', () => {
  test('tells who calls, what they last talked about and what Fin Voice does', async () => {
    const room = await openRoom();
    const { text } = await room.open(room.conversationOf('Jo Vance', 'phone_call'));
    expect(text).toMatchInlineSnapshot(`
      "# Jo Vance <https://app.intercom.com/a/apps/acmeus1/users/66a1f000064259c8d9000001/all-conversations>
      ~ User at Lumen Labs · Scale · 1,200 a month
      Phone  +1 415 555 0100, United States
      Email  jo.vance@lumenlabs.example
      ----------------------------------------
      > Call with Jo Vance -> https://app.intercom.com/a/inbox/acmeus1/inbox/conversation/215470000000115
          Open · Phone Support • Jan 8, 2026 at 1:03PM
      > 2 more conversations {history}
      > Inbound call, answered {call:open:3822001}
          Dec 26, 2025 at 1:05PM · 2 min 35 s • Bo Lindqvist · recording · transcript
      ~ Not a Fin Voice call.
      [ Tag | Note | Assign | Refresh ] {menu} submits"
    `);
  });

  test('of a Fin Voice call in progress says so', async () => {
    const room = await openRoom();
    const running = [...(room.sandbox.workspaces.get(ACME)?.finVoiceCalls.values() ?? [])].find(
      (one) => one.status === 'in-progress',
    );
    const { text } = await room.open(running?.conversationId ?? '');
    expect(text).toMatchInlineSnapshot(`
      "# Jo Vance <https://app.intercom.com/a/apps/acmeus1/users/66a1f000064259c8d9000001/all-conversations>
      ~ User at Lumen Labs · Scale · 1,200 a month
      Phone  +1 415 555 0100, United States
      Email  jo.vance@lumenlabs.example
      > Can I add 20 seats before the renewal,… -> https://app.intercom.com/a/inbox/acmeus1/inbox/conversation/215470000000102
          Open · Billing • Jan 8, 2026 at 12:20PM
      > 2 more conversations {history}
      > Inbound call, in progress {call:open:3822009}
          Jan 8, 2026 at 1:03PM · still running
      > Fin Voice: in progress {fin:open:12001}
          Customer called about adding seats before the…
      ~ Call still going on. Refresh to see its end.
      [ Tag | Note | Assign | Refresh ] {menu} submits"
    `);
  });

  test('warns when a caller without email cannot be answered in writing', async () => {
    const room = await openRoom();
    const { text } = await room.open(room.conversationOf('Sam Okafor', 'phone_call'));
    expect(text).toContain('No email address: replies will not reach them.');
    expect(text).toContain('in progress');
  });

  test('of a caller without a name shows the number', async () => {
    const room = await openRoom();
    const { text } = await room.open(room.conversationOf(undefined, 'phone_call'));
    expect(text).toMatchInlineSnapshot(`
      "# Unknown caller <https://app.intercom.com/a/apps/acmeus1/users/66a1f000064259c8d9000006/all-conversations>
      ~ Lead
      ~ Callers who withhold their number share this contact: it may be several people.
      Phone  Number withheld
      ! No email address: replies will not reach them.
      ----------------------------------------
      > Inbound call, answered {call:open:3822006}
          Jan 6, 2026 at 8:05AM · 1 min 4 s • Carmen Lindqvist
      ! Hidden number: it cannot be called back.
      ~ No earlier conversation. Not a Fin Voice call.
      [ Tag | Note | Assign | Refresh ] {menu} submits"
    `);
  });

  test('of a written conversation says that there was no call', async () => {
    const room = await openRoom();
    const { text } = await room.open(room.conversationOf('Walter Maximilian Featherstonehaugh-Nguyen'));
    expect(text).toContain('No calls in this conversation. Not a Fin Voice call.');
  });

  test('links to the contact and the conversation in the workspace’s own region', async () => {
    const room = await openRoom();
    await room.installIn(BOREA);
    const workspace = room.sandbox.workspaces.get(BOREA);
    const [conversation] = [...(workspace?.conversations.values() ?? [])];
    const { canvas } = await room.open(conversation?.id ?? '', { workspaceId: BOREA });
    expect(JSON.stringify(canvas)).toContain(`https://app.eu.intercom.com/a/apps/${BOREA}/users/`);
    expect(JSON.stringify(canvas)).not.toContain('https://app.intercom.com');
  });

  test('has controls for tag, note, assign and refresh', async () => {
    const room = await openRoom();
    const { canvas } = await room.open(room.conversationOf('Jo Vance'));
    const menu = canvas.content.components.find((one) => one.type === 'single-select');
    expect(menu?.options.map((one) => one.id)).toEqual(['tag', 'note', 'assign', 'refresh']);
  });
});

describe('when something is not there or cannot be told', () => {
  test('a source that hangs costs its own section and the deadline, not the card', async () => {
    const room = await openRoom({ deadlineMs: 600 });
    room.sandbox.faults = { stalledBody: { route: 'GET /fin_voice/*' } };
    const { text } = await room.open(room.conversationOf('Tomás Rivera', 'phone_call'));
    expect(text).toContain('Fin Voice: not known, Intercom did not answer in time. Refresh to try again.');
    expect(text).toContain('Tomás Rivera');
    expect(text).toContain('Inbound call, answered');
  });

  test('a caller is shown from what Intercom sent when its API is down', async () => {
    const room = await openRoom();
    room.sandbox.faults = { serverError: {} };
    const { text } = await room.open(room.conversationOf('Jo Vance', 'phone_call'));
    expect(text).toContain('Jo Vance');
    expect(text).toContain('Last conversation: not known, Intercom has a problem. Refresh to try again.');
    expect(text).toContain('Calls: not known, Intercom has a problem. Refresh to try again.');
    expect(text).not.toContain('No calls');
  });

  test('a contact that was merged away is followed to the one that remains', async () => {
    const room = await openRoom();
    const contacts = [...(room.sandbox.workspaces.get(ACME)?.contacts.values() ?? [])];
    const [dana, marcus] = ['Dana Bell', 'Marcus Bell'].map((name) => contacts.find((one) => one.name === name));
    room.sandbox.faults = { contactMerged: { contactId: dana?.id ?? '', intoContactId: marcus?.id ?? '' } };
    const { text } = await room.open(room.conversationOf('Dana Bell'));
    expect(text).toContain('Marcus Bell');
    expect(text).toContain('Merged');
  });

  test('a dead token marks the workspace disconnected, and the card offers to reconnect', async () => {
    const room = await openRoom();
    room.sandbox.faults = { tokenRevoked: {} };
    const conversationId = room.conversationOf('Jo Vance');
    expect((await room.open(conversationId)).text).toContain('https://callcard.test/install?region=us');
    expect(await room.store.workspaces.find(ACME)).toMatchObject({
      status: 'disconnected',
      disconnectedReason: 'token_revoked',
    });
    const asked = room.sandbox.requests.length;
    expect((await room.open(conversationId)).text).toContain('Callcard has lost its connection');
    expect(room.sandbox.requests.length).toBe(asked);
  });

  test('a workspace that never connected gets a card with the way to connect', async () => {
    const room = await openRoom();
    const workspace = room.sandbox.workspaces.get(BOREA);
    const [conversation] = [...(workspace?.conversations.values() ?? [])];
    const { text } = await room.open(conversation?.id ?? '', { workspaceId: BOREA });
    expect(text).toContain('Callcard is not connected here');
    expect(text).toContain('https://callcard.test/install?region=eu');
  });

  test('a database that does not answer is never taken for a workspace that is not connected', async () => {
    const room = await openRoom();
    await room.store.close();
    const { text } = await room.open(room.conversationOf('Jo Vance'));
    expect(text).toContain('Callcard has a problem');
    expect(text).not.toContain('not connected');
  });
});

describe('a card request', () => {
  test('with a wrong, missing or malformed signature is 401 without a word', async () => {
    const room = await openRoom();
    const body = JSON.stringify({ workspace_id: ACME });
    for (const options of [{ secret: 'another' }, { signature: '' }, { signature: 'x' }]) {
      for (const path of ['/canvas/initialize', '/canvas/submit']) {
        expect(await room.post(path, body, options)).toEqual({ status: 401, body: '' });
      }
    }
    expect(room.sandbox.requests).toEqual([]);
  });

  test.each(['', '{', '[]', 'null', '{"workspace_id":7.5}', '{"workspace_id":"nobody"}'])(
    'signed by Intercom is answered with a card even when it says only %j',
    async (body) => {
      const room = await openRoom();
      for (const path of ['/canvas/initialize', '/canvas/submit']) {
        const answer = await room.post(path, body);
        expect(answer.status).toBe(200);
        expect(JSON.parse(answer.body).canvas.content.components.length).toBeGreaterThan(0);
      }
    },
  );

  test('with most things missing gets a card from what there is', async () => {
    const room = await openRoom();
    const conversationId = room.conversationOf('Jo Vance', 'phone_call');
    const answer = await room.post(
      '/canvas/initialize',
      JSON.stringify({ workspace_id: ACME, context: { conversation_id: Number(conversationId) } }),
    );
    expect(answer.body).toContain('Jo Vance');
    const bare = await room.post('/canvas/initialize', JSON.stringify({ workspace_id: ACME }));
    expect(bare.body).toContain('No contact on this conversation');
  });

  test('may call the person customer', async () => {
    const room = await openRoom();
    const contacts = [...(room.sandbox.workspaces.get(ACME)?.contacts.values() ?? [])];
    const jo = contacts.find((one) => one.name === 'Jo Vance');
    const answer = await room.post(
      '/canvas/initialize',
      JSON.stringify({ workspace_id: ACME, customer: { id: jo?.id } }),
    );
    expect(answer.body).toContain('Jo Vance');
  });

  test('for an unknown component gets the first card again', async () => {
    const room = await openRoom();
    const card = await room.open(room.conversationOf('Jo Vance'));
    expect((await card.click('no-such-thing')).text).toBe(card.text);
  });

  test('never shows one workspace what another one has', async () => {
    const room = await openRoom();
    await room.installIn(BOREA);
    for (const [mine, other] of [
      [ACME, BOREA],
      [BOREA, ACME],
    ] as const) {
      room.sandbox.requests.length = 0;
      const [conversation] = [...(room.sandbox.workspaces.get(mine)?.conversations.values() ?? [])];
      const { canvas } = await room.open(conversation?.id ?? '', { workspaceId: mine });
      const names = [...(room.sandbox.workspaces.get(other)?.contacts.values() ?? [])].map((one) => one.name);
      for (const name of names) if (name !== undefined) expect(JSON.stringify(canvas)).not.toContain(name);
      expect(new Set(room.sandbox.requests.map((one) => one.workspaceId))).toEqual(new Set([mine]));
    }
  });
});
