import { expect, test } from 'vitest';
import { tokenKey } from '../card/callcard.ts';
import { ACME, BOREA, openRoom, type Room } from '../card/room.ts';
import { newDatabasePath } from '../db/open-store.ts';

const [K1, K2, K3] = [tokenKey('k1', 3), tokenKey('k2', 4), tokenKey('k3', 5)];

/** Jo's conversation in a room whose database outlives a restart, installed while `k1` was the only key. */
async function openKeptRoom() {
  const room = await openRoom({ databasePath: newDatabasePath() });
  return { room, jo: room.conversationOf('Jo Vance', 'email') };
}

async function keyOf(room: Room, workspaceId = ACME): Promise<string | undefined> {
  return (await room.store.workspaces.find(workspaceId))?.sealedToken.split('.')[1];
}

test('the token key is exchanged in three restarts without a workspace losing its connection', async () => {
  const { room, jo } = await openKeptRoom();
  const before = (await room.open(jo)).text;
  expect(await keyOf(room)).toBe('k1');

  await room.restart({ TOKEN_KEYS: `${K2},${K1}` });
  expect((await room.open(jo)).text).toBe(before);
  expect(await keyOf(room)).toBe('k2');

  await room.restart({ TOKEN_KEYS: K2 });
  expect((await room.open(jo)).text).toBe(before);
  expect(await keyOf(room)).toBe('k2');
});

test('a workspace that nobody looked at keeps its old key until somebody does', async () => {
  const { room, jo } = await openKeptRoom();
  await room.installIn(BOREA);
  await room.restart({ TOKEN_KEYS: `${K2},${K1}` });
  await room.open(jo);
  expect([await keyOf(room), await keyOf(room, BOREA)]).toEqual(['k2', 'k1']);
  const [conversation] = [...(room.sandbox.workspaces.get(BOREA)?.conversations.keys() ?? [])];
  await room.open(conversation ?? '', { workspaceId: BOREA });
  expect(await keyOf(room, BOREA)).toBe('k2');
});

test('an old key that is only read may stand in any place behind the new one', async () => {
  const { room, jo } = await openKeptRoom();
  await room.restart({ TOKEN_KEYS: `${K2},${K3},${K1}` });
  expect((await room.open(jo)).text).toContain('Jo Vance');
  expect(await keyOf(room)).toBe('k2');
});

test('when the key is gone the card asks to reconnect, and the log names the key that is missing', async () => {
  const { room, jo } = await openKeptRoom();
  const sealed = (await room.store.workspaces.find(ACME))?.sealedToken;
  await room.restart({ TOKEN_KEYS: K3 });
  const { text } = await room.open(jo);
  expect(text).toContain('Callcard has lost its connection');
  expect(text).toContain('https://callcard.test/install?region=us');
  // A click is answered the same way, and nothing was thrown away: the key may come back.
  const body = JSON.stringify({ workspace_id: ACME, component_id: 'note:save', input_values: { text: 'hello' } });
  expect((await room.post('/canvas/submit', body)).body).toContain('Callcard has lost its connection');
  expect(room.writes()).toEqual([]);
  expect(await room.store.workspaces.find(ACME)).toMatchObject({ status: 'connected', sealedToken: sealed });

  const errors = room
    .logged()
    .split('\n')
    .filter((line) => line.includes('"level":50'));
  expect(errors.length).toBeGreaterThan(0);
  for (const line of errors) {
    expect(JSON.parse(line)).toMatchObject({
      workspaceId: ACME,
      err: { code: 'seal_unknown_key', message: expect.stringContaining('"k1", which is not among TOKEN_KEYS') },
    });
    expect(line).not.toContain(String(sealed));
  }
});

test('a key that was taken away too early and comes back brings the workspace back', async () => {
  const { room, jo } = await openKeptRoom();
  await room.restart({ TOKEN_KEYS: K3 });
  await room.open(jo);
  await room.restart({ TOKEN_KEYS: `${K3},${K1}` });
  expect((await room.open(jo)).text).toContain('Jo Vance');
});

test('connecting again mends a workspace whose key is gone', async () => {
  const { room, jo } = await openKeptRoom();
  await room.restart({ TOKEN_KEYS: K3 });
  await room.open(jo);
  await room.installIn(ACME);
  expect((await room.open(jo)).text).toContain('Jo Vance');
  expect(await keyOf(room)).toBe('k3');
});

test('a key with the right name and the wrong bytes opens nothing and breaks nothing', async () => {
  const { room, jo } = await openKeptRoom();
  await room.restart({ TOKEN_KEYS: tokenKey('k1', 9) });
  expect((await room.open(jo)).text).toContain('Callcard has lost its connection');
  expect(room.logged()).toContain('"code":"seal_broken"');
});
