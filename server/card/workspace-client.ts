import type { FastifyBaseLogger } from 'fastify';
import type { Workspace } from '../../db/ports.ts';
import { SealError } from '../../db/seal.ts';
import type { Deps } from '../deps.ts';
import { tokenContext } from '../install/token-context.ts';
import type { IntercomClient } from '../intercom/intercom-client.ts';
import type { CallEvent } from '../intercom/transport.ts';

/**
 * Intercom's API as this workspace, or undefined when its token cannot be opened (a key that was thrown away), which
 * only connecting again can mend. A token sealed with an older key is sealed anew on the way; a token that Intercom
 * refuses marks the workspace disconnected.
 */
export function workspaceClient(
  workspace: Workspace,
  { intercom, seal, store, clock }: Deps,
  log: FastifyBaseLogger,
  onCall?: (event: CallEvent) => void,
): IntercomClient | undefined {
  const { workspaceId, epoch, region, sealedToken } = workspace;
  const context = tokenContext(workspaceId);
  let token: string;
  try {
    const opened = seal.open(sealedToken, context);
    token = opened.plaintext;
    if (opened.stale) {
      store.workspaces
        .resealToken({ workspaceId, previous: sealedToken, sealedToken: seal.seal(token, context) })
        .catch((err: unknown) => log.warn({ err, workspaceId }, 'the token keeps its old key for now'));
    }
  } catch (err) {
    if (!(err instanceof SealError)) throw err;
    log.error({ err, workspaceId }, 'the token of this workspace cannot be opened');
    return undefined;
  }
  return intercom.connect({
    workspaceId,
    region,
    token,
    ...(onCall && { onCall }),
    onUnauthorized: (reason) => {
      log.warn({ workspaceId, epoch, reason }, 'Intercom no longer accepts the token of this workspace');
      store.workspaces
        .markDisconnected({ workspaceId, epoch, reason, atMs: clock() })
        .catch((err: unknown) => log.error({ err, workspaceId }, 'the workspace could not be marked disconnected'));
    },
  });
}
