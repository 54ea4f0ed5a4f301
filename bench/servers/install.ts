import { openStore } from '../../db/open-store.ts';
import { createSeal } from '../../db/seal.ts';
import { tokenContext } from '../../server/install/token-context.ts';

/** Installs workspaces in a database, with tokens that the benchmark's server can open. */
export async function installWorkspaces(databaseUrl: string, workspaceIds: readonly string[]): Promise<void> {
  const store = await openStore(databaseUrl);
  const seal = createSeal([{ id: 'k1', key: Buffer.alloc(32, 1) }]);
  for (const workspaceId of workspaceIds) {
    await store.workspaces.install({
      workspaceId,
      region: 'us',
      name: workspaceId,
      timeZone: 'UTC',
      installingAdminId: '7',
      sealedToken: seal.seal(`token-${workspaceId}`, tokenContext(workspaceId)),
      atMs: Date.now() - 60_000,
    });
  }
  await store.close();
}
