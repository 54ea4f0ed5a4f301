import type { Store } from '../../db/ports.ts';
import { delivery } from '../db/delivery-store-suite.ts';
import { installation } from '../db/open-store.ts';

const EARLY = {
  region: 'us',
  source: 'website',
  createdAtMs: 1_767_877_500_123,
  expiresAtMs: 1_767_878_100_123,
} as const;

/** Puts something of everything into a store: unusual texts, nothing where there may be nothing, more than one page. */
export async function fill(store: Store): Promise<void> {
  for (const workspaceId of ['acme', 'Ünï☎️', 'zero\0 and \ufdd0']) {
    await store.workspaces.install(
      installation(workspaceId, { name: `Of ${workspaceId}`, installingAdminName: undefined }),
    );
  }
  await store.workspaces.install(installation('acme', { sealedToken: 'v1.k1.again', atMs: 1_767_877_500_124 }));
  await store.workspaces.markDisconnected({ workspaceId: 'Ünï☎️', epoch: 1, reason: 'token_revoked', atMs: 5 });
  for (const stateHash of ['new', 'used', 'old']) await store.oauthStates.issue({ ...EARLY, stateHash });
  await store.oauthStates.consume('used', EARLY.createdAtMs + 1);
  await store.oauthStates.consume('old', EARLY.expiresAtMs);
  await store.clicks.begin({ workspaceId: 'acme', clickHash: 'begun', atMs: 1 });
  await store.clicks.finish({ workspaceId: 'acme', clickHash: 'done', outcome: '{"ok":true}', atMs: 2 });
  await store.recentTags.record({ workspaceId: 'acme', adminId: '1', tagId: 't', atMs: 3 });
  for (const workspaceId of ['acme', 'zero\0 and \ufdd0']) {
    for (let nth = 1; nth <= 300; nth += 1)
      await store.deliveries.record(delivery(workspaceId, { requestId: `r${nth}` }));
  }
}

/** Everything that a store can tell of what `fill` put there. Changes nothing. */
export async function contentsOf(store: Store): Promise<unknown> {
  const workspaces = await store.workspaces.list({ limit: 100 });
  const deliveries = workspaces.map(({ workspaceId }) => store.deliveries.list({ workspaceId, limit: 1_000 }));
  return {
    workspaces: workspaces.toSorted((one, two) => (one.workspaceId < two.workspaceId ? -1 : 1)),
    states: await Promise.all(['new', 'used', 'old', 'none'].map((hash) => store.oauthStates.peek(hash))),
    ended: await Promise.all(['used', 'old'].map((hash) => store.oauthStates.consume(hash, EARLY.createdAtMs))),
    clicks: await Promise.all(
      ['begun', 'done'].map((clickHash) => store.clicks.begin({ workspaceId: 'acme', clickHash, atMs: 9 })),
    ),
    tags: await store.recentTags.list({ workspaceId: 'acme', adminId: '1', limit: 10 }),
    deliveries: new Map((await Promise.all(deliveries)).map((kept) => [kept[0]?.workspaceId, kept])),
  };
}
