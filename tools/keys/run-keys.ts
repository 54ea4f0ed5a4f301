import { newApiKey } from '../../server/api/api-key.ts';
import { atDatabase, type OpenDatabase, unknownWorkspace } from '../shell/database.ts';
import { exitCode } from '../shell/exit-code.ts';
import type { Environment } from '../shell/settings.ts';
import { oneLine, type Streams } from '../shell/streams.ts';
import { UnusableError } from '../shell/unusable-error.ts';
import { type KeysCommand, readCommandLine } from './command-line.ts';
import { keyAsJson, keyLine, TITLES } from './describe-key.ts';
import { HELP } from './help.ts';

export interface Surroundings {
  environment: Environment;
  /** Epoch milliseconds. */
  clock: () => number;
}

interface Desk extends OpenDatabase {
  streams: Pick<Streams, 'stdout' | 'stderr'>;
  clock: () => number;
}

/** Answers with the exit code: 0 done, 2 could not be done. */
export function runKeys(args: readonly string[], streams: Streams, surroundings: Surroundings): Promise<number> {
  const { environment, clock } = surroundings;
  return exitCode(streams, async () => {
    const command = readCommandLine(args);
    if (command.verb === 'help') {
      streams.stdout.write(HELP);
      return 0;
    }
    await atDatabase(environment, (database) => carryOut(command, { ...database, streams, clock }));
    return 0;
  });
}

async function carryOut(command: Exclude<KeysCommand, { verb: 'help' }>, desk: Desk): Promise<void> {
  await checkWorkspace(command, desk);
  switch (command.verb) {
    case 'create':
      return create(command, desk);
    case 'list':
      return list(command, desk);
    case 'revoke':
      return revoke(command, desk);
  }
}

/** Whoever has a key of a workspace that is gone would only be refused. */
async function checkWorkspace({ workspaceId, verb }: { workspaceId: string; verb: string }, desk: Desk): Promise<void> {
  const workspace = await desk.store.workspaces.find(workspaceId);
  if (workspace === undefined) throw unknownWorkspace(workspaceId, desk);
  if (verb === 'create' && workspace.status === 'uninstalled') {
    throw new UnusableError('wrong_state', `Callcard is uninstalled from ${workspaceId}: install it again first.`);
  }
}

async function create(
  { workspaceId, name, quiet }: Extract<KeysCommand, { verb: 'create' }>,
  { store, streams: { stdout, stderr }, clock }: Desk,
): Promise<void> {
  const { key, keyId, secretHash } = newApiKey();
  await store.apiKeys.create({ workspaceId, keyId, secretHash, name, atMs: clock() });
  stdout.write(`${key}\n`);
  if (quiet) return;
  stderr.write(`${oneLine(`This is ${keyId}, "${name}", a key to the API for the workspace ${workspaceId}.`)}\n`);
  stderr.write('Keep it now, where only that program finds it: it is not shown again.\n');
}

async function list(
  { workspaceId, json }: Extract<KeysCommand, { verb: 'list' }>,
  { store, streams: { stdout, stderr } }: Desk,
): Promise<void> {
  const keys = await store.apiKeys.list(workspaceId);
  if (keys.length === 0) stderr.write('There are no keys: make one with create.\n');
  else if (!json) stdout.write(`${TITLES}\n`);
  for (const key of keys) stdout.write(`${json ? keyAsJson(key) : keyLine(key)}\n`);
}

async function revoke(
  { workspaceId, keyId }: Extract<KeysCommand, { verb: 'revoke' }>,
  { store, streams: { stdout }, clock }: Desk,
): Promise<void> {
  if (await store.apiKeys.revoke({ workspaceId, keyId, atMs: clock() })) {
    stdout.write(`${oneLine(keyId)} is refused from now on.\n`);
    return;
  }
  const known = (await store.apiKeys.list(workspaceId)).some((key) => key.keyId === keyId);
  if (known) throw new UnusableError('wrong_state', `${keyId} was revoked before.`);
  throw new UnusableError('no_such_key', `There is no key ${keyId} of ${workspaceId}. See list for those there are.`);
}
