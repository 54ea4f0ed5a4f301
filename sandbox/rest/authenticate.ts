import type { Region } from '../state/region.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import type { Caller } from './rest-context.ts';
import { RestError } from './rest-error.ts';

/**
 * Finds who calls by the bearer token. A token works on the host of its own workspace's region and on the host that
 * routes by itself (`region` undefined); anywhere else it is as unknown as at Intercom.
 */
export function authenticate(
  state: SandboxState,
  authorization: string | undefined,
  region: Region | undefined,
): Caller {
  const presented = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
  const token = presented === undefined ? undefined : state.installs.tokens.get(presented);
  const workspace = token === undefined ? undefined : state.workspaces.get(token.workspaceId);
  if (token === undefined || workspace === undefined || (region !== undefined && region !== workspace.region)) {
    throw new RestError(401, 'unauthorized', 'Access Token Invalid');
  }
  if (token.revoked) throw new RestError(401, 'token_revoked', 'Access token has been revoked');
  return { token, workspace };
}
