import { connectWorkspace } from '../../server/install/connect-workspace.ts';
import { InstallFailure } from '../../server/install/failures.ts';
import { IntercomError } from '../../server/intercom/errors.ts';
import type { CallcardProcess } from './callcard-process.ts';
import type { Letter } from './letters.ts';
import type { ModelWorkspace } from './model-workspace.ts';
import { begin } from './tasks.ts';
import type { World } from './world.ts';

/** Intercom sends a notification twice at most. */
const MOST_TRIES = 2;

/** Posts a letter, for the first time or once more. What is answered with 200 is kept, or needs nothing. */
export function post(world: World, process: CallcardProcess, letter: Letter): void {
  const { path, body: payload, headers, topic, notificationId = topic, workspaceId } = letter;
  const name = `${notificationId} of ${workspaceId}`;
  letter.isUnderWay = true;
  begin(world, { name, process }, () => process.app.inject({ method: 'POST', url: path, payload, headers }), {
    done({ statusCode }) {
      letter.isUnderWay = false;
      if (statusCode !== 200) world.violate(`${name} was answered with ${statusCode}`);
      if (!world.letters.waiting.includes(letter)) return;
      world.letters.arrive(letter);
      if (letter.notificationId !== undefined) noteRefusal(world, letter, letter.notificationId);
    },
    crashed() {
      letter.isUnderWay = false;
      letter.failures += 1;
      if (letter.failures >= MOST_TRIES) lose(world, letter);
    },
  });
}

/** It never arrives. Whatever was not taken of it nobody knows. */
export function lose(world: World, letter: Letter): void {
  const { workspaceId, notificationId } = letter;
  world.letters.remove(letter);
  if (notificationId !== undefined && world.intake.lastOf(workspaceId, notificationId) === undefined) {
    world.excuse(workspaceId, letter.touched);
  }
}

/** It was answered, but not taken: where the install that it came after was made by a clock that was ahead, it is lost. */
function noteRefusal(world: World, letter: Letter, notificationId: string): void {
  const { workspaceId } = letter;
  const result = world.intake.lastOf(workspaceId, notificationId);
  if (result === undefined) world.violate(`${notificationId} of ${workspaceId} was answered with 200 and not taken`);
  const isLater = letter.writtenAtMs >= (world.installedAtMs(workspaceId) ?? 0);
  if (result === 'before_install' && isLater) world.excuse(workspaceId, letter.touched);
}

/** Whether Callcard can ask Intercom nothing, so that an admin has to connect it. */
export async function isCutOff(world: World, { id, liveTokens }: ModelWorkspace): Promise<boolean> {
  if (!liveTokens.has(world.tokenOf(id) ?? '')) return true;
  return (await world.store.workspaces.find(id))?.status !== 'connected';
}

/** An admin installs Callcard, or connects it again. Whatever Intercom does not answer in time fails the install. */
export function install(world: World, process: CallcardProcess, workspace: ModelWorkspace): void {
  const token = `token ${workspace.id} ${world.random.whole(1_000_000)}`;
  workspace.installed = true;
  workspace.liveTokens.add(token);
  const name = `the install of ${workspace.id}`;
  const connect = async () => {
    try {
      const start = { region: 'us', source: 'website' } as const;
      await connectWorkspace(process.deps, { token, start, timeoutMs: 10_000 });
    } catch (error) {
      if (!(error instanceof IntercomError || error instanceof InstallFailure)) throw error;
    }
  };
  begin(world, { name, process }, connect);
}

/** An admin removes Callcard: its tokens are dead at once, and Callcard is told. */
export function uninstall(world: World, workspace: ModelWorkspace): void {
  workspace.installed = false;
  workspace.liveTokens.clear();
  world.letters.writeUninstall(workspace.id, { signed: world.random.whole(3) > 0 });
}
