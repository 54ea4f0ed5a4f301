import { weighted } from './happen.ts';
import {
  deliverAgain,
  deliverManyBackwards,
  deliverOne,
  letsGo,
  loseOne,
  somethingChanges,
  weatherChanges,
} from './intercom-steps.ts';
import {
  clockIsSet,
  crashes,
  crashesSoon,
  isDisconnected,
  isInstalled,
  isRemoved,
  keepsHouse,
  starts,
  timePasses,
  worksOff,
} from './operator-steps.ts';
import type { Step } from './step.ts';
import { clicks, clicksOld, isOvertaken, opensCard } from './teammate-steps.ts';
import type { World } from './world.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const MOST_TASKS = 6;

/** Each as often as its weight says. */
const STEPS: readonly [Step, number][] = [
  [somethingChanges, 26],
  [deliverOne, 22],
  [deliverManyBackwards, 4],
  [deliverAgain, 5],
  [loseOne, 1],
  [worksOff, 20],
  [opensCard, 18],
  [isOvertaken, 6],
  [clicks, 6],
  [clicksOld, 2],
  [keepsHouse, 3],
  [timePasses(12 * SECOND_MS), 10],
  [timePasses(5 * MINUTE_MS), 4],
  [timePasses(2 * HOUR_MS), 1],
  [clockIsSet, 1],
  [weatherChanges, 5],
  [letsGo, 3],
  [crashes, 1],
  [crashesSoon, 1],
  [starts, 1],
  [isRemoved, 1],
  [isInstalled, 8],
  [isDisconnected, 1],
];

/** Does one thing, whatever chance wants. */
export async function doSomething(world: World): Promise<void> {
  if (world.processes.length === 0) await world.start();
  for (;;) {
    const step = world.tasks.size >= MOST_TASKS ? timePasses(12 * SECOND_MS) : weighted(world.random, STEPS);
    const what = await step(world);
    if (what === undefined) continue;
    world.story.push(what);
    return;
  }
}
