import type { Dispatcher } from 'undici';
import { type MarketplaceApp, settled } from '../marketplace-app.ts';
import { revokeInstall } from '../state/installs.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { type PostAnswer, post } from './post.ts';
import { bodySignature } from './sign.ts';

const TIMEOUT_MS = 5_000;

/**
 * Takes the app out of a workspace: its tokens are dead at once, then it is told, once. Intercom does not say whether it
 * signs that; here it can be either. Resolves with undefined when the app has no address to be told at.
 */
export async function uninstall(
  workspaceId: string,
  { state, marketplaceApp, dispatcher, signed }: ToApp & { signed: boolean },
): Promise<PostAnswer | undefined> {
  const { clientId, clientSecret, uninstallUrl } = marketplaceApp;
  revokeInstall(state.installs, { clientId, workspaceId });
  state.health.delete(workspaceId);
  if (uninstallUrl === undefined) return undefined;
  const body = Buffer.from(JSON.stringify({ app_id: workspaceId }));
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (signed) headers['x-body-signature'] = bodySignature(body, clientSecret);
  return post({ url: settled(uninstallUrl), headers, body, timeoutMs: TIMEOUT_MS, dispatcher });
}

export interface ToApp {
  state: SandboxState;
  marketplaceApp: MarketplaceApp;
  dispatcher: Dispatcher;
}
