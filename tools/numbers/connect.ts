import type { Store, Workspace } from '../../db/ports.ts';
import { createSeal, SealError } from '../../db/seal.ts';
import { type Config, readConfig } from '../../server/config.ts';
import { tokenContext } from '../../server/install/token-context.ts';
import { IntercomError } from '../../server/intercom/errors.ts';
import { createIntercom } from '../../server/intercom/intercom.ts';
import type { IntercomClient } from '../../server/intercom/intercom-client.ts';
import { atDatabase, unknownWorkspace } from '../shell/database.ts';
import { type Environment, settingsOf } from '../shell/settings.ts';
import { UnusableError } from '../shell/unusable-error.ts';
import { type Ask, createPatience } from './patience.ts';
import type { Surroundings } from './surroundings.ts';

/** A workspace as the database has it. */
export interface KnownWorkspace {
  store: Store;
  workspace: Workspace;
}

/** A workspace's Intercom, asked as one with time asks. */
export interface Access {
  client: IntercomClient;
  ask: Ask;
}

/**
 * Opens the database, looks the workspace up, and closes the database when `work` is done.
 *
 * @throws UnusableError `unknown_workspace`
 */
export async function withWorkspace<T>(
  workspaceId: string,
  environment: Environment,
  work: (known: KnownWorkspace) => Promise<T>,
): Promise<T> {
  return atDatabase(environment, async (database) => {
    const { store } = database;
    const workspace = await store.workspaces.find(workspaceId);
    if (workspace === undefined) throw unknownWorkspace(workspaceId, database);
    return work({ store, workspace });
  });
}

/**
 * Connects to the workspace's Intercom with its kept token, and closes all connections when `work` is done.
 *
 * @throws UnusableError `disconnected` without a token that Intercom accepts, `intercom_failed`
 */
export async function withIntercom<T>(
  { store, workspace }: KnownWorkspace,
  surroundings: Surroundings,
  work: (access: Access) => Promise<T>,
): Promise<T> {
  const { environment, clock, wait } = surroundings;
  const config = readConfig(await settingsOf(environment));
  const { workspaceId, epoch, region } = workspace;
  const token = openToken(workspace, config);
  const intercom = createIntercom({ apiUrls: config.intercom.apiUrls, clock, ...(wait && { wait }) });
  let dead: string | undefined;
  const client = intercom.connect({ workspaceId, region, token, onUnauthorized: (reason) => (dead = reason) });
  try {
    return await work({ client, ask: createPatience(client, surroundings) });
  } catch (error) {
    if (!(error instanceof IntercomError)) throw error;
    if (dead === undefined) throw new UnusableError('intercom_failed', error.message, { cause: error });
    await store.workspaces.markDisconnected({ workspaceId, epoch, reason: dead, atMs: clock() });
    throw disconnected(workspace, config, error);
  } finally {
    await intercom.close();
  }
}

function openToken(workspace: Workspace, config: Config): string {
  const { workspaceId, sealedToken, status } = workspace;
  if (status !== 'connected') throw disconnected(workspace, config);
  try {
    return createSeal(config.tokenKeys).open(sealedToken, tokenContext(workspaceId)).plaintext;
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    throw disconnected(workspace, config, error);
  }
}

function disconnected({ name, workspaceId, region }: Workspace, { publicUrl }: Config, cause?: Error): UnusableError {
  const reason = cause === undefined ? '' : `: ${cause.message}`;
  const message = `Callcard is not connected to ${name} (${workspaceId})${reason}`;
  const next = `An admin has to connect it again at ${publicUrl}/install?region=${region}.`;
  return new UnusableError('disconnected', `${message}${reason === '' ? '.' : ''} ${next}`, { cause });
}
