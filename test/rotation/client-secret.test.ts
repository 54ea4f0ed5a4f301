import { expect, test } from 'vitest';
import { CLIENT_SECRET, openRoom } from '../card/room.ts';
import { newDatabasePath } from '../db/open-store.ts';

const NEW = 'the-client-secret-after-the-rotation';
const NEWER = 'the-client-secret-after-the-next-one';

/** What comes of a click on Refresh that is signed with each of the secrets. */
async function openKeptRoom() {
  const room = await openRoom({ databasePath: newDatabasePath() });
  const card = await room.open(room.conversationOf('Jo Vance', 'email'));
  const body = card.payload('refresh');
  const statuses = async (...secrets: string[]) => {
    const answers = [];
    for (const secret of secrets) answers.push(await room.post('/canvas/submit', body, { secret }));
    for (const { status, body } of answers) expect(body).toMatch(status === 200 ? /Jo Vance/ : /^$/);
    return answers.map(({ status }) => status);
  };
  return { room, statuses };
}

test('the client secret is exchanged without a request being refused', async () => {
  const { room, statuses } = await openKeptRoom();
  expect(await statuses(CLIENT_SECRET, NEW)).toEqual([200, 401]);

  await room.restart({ INTERCOM_CLIENT_SECRET: NEW, INTERCOM_CLIENT_SECRET_PREVIOUS: CLIENT_SECRET });
  expect(await statuses(CLIENT_SECRET, NEW)).toEqual([200, 200]);

  await room.restart({ INTERCOM_CLIENT_SECRET: NEW });
  expect(await statuses(CLIENT_SECRET, NEW)).toEqual([401, 200]);
});

test('the log tells when the old secret is no longer used, without either of them', async () => {
  const { room, statuses } = await openKeptRoom();
  await room.restart({ INTERCOM_CLIENT_SECRET: NEW, INTERCOM_CLIENT_SECRET_PREVIOUS: CLIENT_SECRET });
  const uses = () => room.logged().split('signed with the previous client secret').length - 1;
  await statuses(NEW);
  expect(uses()).toBe(0);
  await statuses(CLIENT_SECRET);
  expect(uses()).toBe(1);
  expect(room.logged()).not.toMatch(new RegExp(`${NEW}|${CLIENT_SECRET}`));
});

test('the secret before the previous one is worth nothing', async () => {
  const { room, statuses } = await openKeptRoom();
  await room.restart({ INTERCOM_CLIENT_SECRET: NEWER, INTERCOM_CLIENT_SECRET_PREVIOUS: NEW });
  expect(await statuses(CLIENT_SECRET, NEW, NEWER)).toEqual([401, 200, 200]);
});

test('a workspace stays connected through a rotation: its token does not depend on the secret', async () => {
  const { room, statuses } = await openKeptRoom();
  const before = await room.store.workspaces.find('acmeus1');
  await room.restart({ INTERCOM_CLIENT_SECRET: NEW });
  await statuses(NEW);
  expect(await room.store.workspaces.find('acmeus1')).toEqual(before);
});
