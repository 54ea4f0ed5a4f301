import type { Store } from '../../db/ports.ts';
import { createChecker } from './check.ts';
import { type Compared, compareWithIntercom } from './compare.ts';
import { install } from './post.ts';
import { comeToRest } from './rest.ts';
import { doSomething } from './steps.ts';
import { finishAll, settle } from './tasks.ts';
import { createWorld, type World } from './world.ts';

export interface SimulationOptions {
  seed: number;
  steps: number;
  /** For a store that does not do what it should. */
  storeFrom?: (store: Store) => Store;
}

/** Something that must never happen did. */
export class SimulationFailure extends Error {
  readonly seed: number;
  constructor(seed: number, what: string, story: readonly string[]) {
    const steps = story.map((step, index) => `${index + 1}. ${step}`).join('\n');
    super(`With SEED=${seed}: ${what}\n\nWhat happened before, the last thing last:\n${steps}`);
    this.name = 'SimulationFailure';
    this.seed = seed;
  }
}

/** What came of a run: how much could be compared in the end, and what happened before. */
export interface Simulated extends Compared {
  story: readonly string[];
}

/** One run from beginning to rest. Throws `SimulationFailure`, whose seed repeats it. */
export async function simulate({ seed, steps, storeFrom }: SimulationOptions): Promise<Simulated> {
  const world = await createWorld({ seed, ...(storeFrom && { storeFrom }) });
  const checker = createChecker(world);
  const check = async () => {
    await checker.check();
    if (world.violations.length > 0) throw new Error(world.violations.join('\n'));
  };
  try {
    await begin(world);
    for (let step = 0; step < steps; step += 1) {
      await doSomething(world);
      await settle(world);
      await check();
    }
    world.story.push('everything comes to rest');
    const process = await comeToRest(world);
    await check();
    const compared = await compareWithIntercom(world, process);
    await check();
    return { ...compared, story: world.story };
  } catch (error) {
    throw new SimulationFailure(seed, error instanceof Error ? (error.stack ?? '') : String(error), world.story);
  } finally {
    await world.close();
  }
}

async function begin(world: World): Promise<void> {
  const process = await world.start();
  for (const workspace of world.intercom.workspaces.values()) install(world, process, workspace);
  await finishAll(world);
}
