import type { CallcardProcess } from './callcard-process.ts';
import { pickFrom } from './happen.ts';
import type { ModelWorkspace } from './model-workspace.ts';
import type { World } from './world.ts';

/** One thing that may happen: what it was, in words; undefined when it could not happen now. */
export type Step = (world: World) => Promise<string | undefined> | string | undefined;

export function anyWorkspace({ random, intercom }: World): ModelWorkspace {
  const workspace = pickFrom(random, intercom.workspaces.values());
  if (workspace === undefined) throw new Error('there is no workspace');
  return workspace;
}

export function anyProcess({ random, processes }: World): CallcardProcess {
  const process = pickFrom(random, processes);
  if (process === undefined) throw new Error('no Callcard runs');
  return process;
}
