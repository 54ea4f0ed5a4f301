import { expect, test } from 'vitest';
import type { Store } from '../../db/ports.ts';
import type { IntercomClient } from '../../server/intercom/intercom-client.ts';
import { openWorkshop, recording } from './workshop.ts';

test('a job of an older install is gone without being run, and the log says that it was void', async () => {
  const shop = await openWorkshop();
  await shop.install('acme');
  await shop.add('acme', 'of-before');
  await shop.install('acme');
  await shop.add('acme', 'of-now');
  const { seen, handler } = recording();
  await shop.hire({ work: handler }).runUntilIdle();
  expect(seen).toEqual(['of-now']);
  expect(await shop.states()).toEqual({});
  expect(shop.attempts().find(({ jobId }) => jobId === 'of-before')).toMatchObject({ outcome: 'void' });
});

test.each([
  ['is uninstalled', (store: Store) => store.workspaces.find('gone')],
  ['is not there any more', async () => undefined],
])('nothing is done for a workspace that %s', async (_, find) => {
  const shop = await openWorkshop({
    storeFrom: (store) => ({
      ...store,
      workspaces: { ...store.workspaces, find: () => find(store) },
    }),
  });
  await shop.install('acme');
  await shop.install('gone');
  await shop.store.workspaces.markUninstalled({ workspaceId: 'gone', epoch: 1, atMs: 2_000 });
  await shop.add('acme', 'j');
  const { seen, handler } = recording();
  await shop.hire({ work: handler }).runUntilIdle();
  expect(seen).toEqual([]);
  expect(await shop.states()).toEqual({});
});

test('a job of a disconnected workspace waits, and is done some minutes after somebody connected it again', async () => {
  const shop = await openWorkshop();
  await shop.install('acme');
  await shop.add('acme', 'j');
  await shop.store.workspaces.markDisconnected({ workspaceId: 'acme', epoch: 1, reason: 'token_revoked', atMs: 2_000 });
  const { seen, handler } = recording(async ({ client }) => {
    client();
    return { done: true };
  });
  const worker = shop.hire({ work: handler });
  await worker.runUntilIdle();
  expect(await shop.job('acme', 'j')).toMatchObject({ state: 'waiting', attempts: 0 });
  expect(shop.attempts()).toMatchObject([{ outcome: 'disconnected' }]);
  await shop.install('acme');
  await shop.time.advance(300_000);
  await worker.runUntilIdle();
  expect(seen).toEqual(['j', 'j']);
  expect(await shop.states()).toEqual({});
});

test('a job whose workspace has a token that no key opens waits for somebody to connect again', async () => {
  const shop = await openWorkshop();
  await shop.install('acme', { sealedToken: 'sealed with a key that was thrown away' });
  await shop.add('acme', 'j');
  const worker = shop.hire({
    work: async ({ client }) => {
      client();
      return { done: true };
    },
  });
  await worker.step();
  expect(shop.attempts()).toMatchObject([{ outcome: 'disconnected', workspaceId: 'acme' }]);
});

test('a job that needs nothing of Intercom is done while its workspace is disconnected', async () => {
  const shop = await openWorkshop();
  await shop.install('acme');
  await shop.add('acme', 'j');
  await shop.store.workspaces.markDisconnected({ workspaceId: 'acme', epoch: 1, reason: 'token_revoked', atMs: 2_000 });
  await shop.hire({ work: async () => ({ done: true }) }).runUntilIdle();
  expect(await shop.states()).toEqual({});
});

test('all calls of one attempt go through one client', async () => {
  const shop = await openWorkshop();
  await shop.install('acme');
  await shop.add('acme', 'j');
  const clients = new Set<IntercomClient>();
  await shop
    .hire({
      work: async ({ client }) => {
        clients.add(client()).add(client());
        return { done: true };
      },
    })
    .runUntilIdle();
  expect(clients.size).toBe(1);
});
