import type { CallcardProcess } from './callcard-process.ts';
import type { Task, World } from './world.ts';

/** So long nothing happens before what is under way is taken to wait for something. */
const QUIET_TURNS = 12;
const MOST_TURNS = 2_000;

/**
 * Begins something in a process. When the process dies under it, it is over without a result; what it throws is a
 * violation.
 */
export function begin<T>(
  world: World,
  task: { name: string; process: CallcardProcess },
  work: () => Promise<T>,
  after: { done?: (result: T) => void; crashed?: () => void } = {},
): Task {
  const started: Task = { ...task, isOver: false };
  world.tasks.add(started);
  const end = (then: () => void) => {
    if (started.isOver) return;
    started.isOver = true;
    world.tasks.delete(started);
    then();
  };
  work().then(
    (result) => end(() => after.done?.(result)),
    (error: unknown) => end(() => world.violate(`${task.name} broke: ${error instanceof Error ? error.stack : error}`)),
  );
  task.process.life.died.then(() => end(() => after.crashed?.()));
  return started;
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Until everything is over, or waits for time to pass or for Intercom. Processes that died on the way are taken away. */
export async function settle(world: World): Promise<void> {
  const stepsOf = () => world.processes.reduce((sum, { life }) => sum + life.steps(), world.intercom.asked());
  let seen = -1;
  let quietTurns = 0;
  for (let turns = 0; quietTurns < QUIET_TURNS && world.tasks.size > 0; turns += 1) {
    if (turns === MOST_TURNS) throw new Error('What is under way does not come to an end.');
    await turn();
    const steps = stepsOf() + world.tasks.size;
    quietTurns = steps === seen ? quietTurns + 1 : 0;
    seen = steps;
  }
  for (const process of [...world.processes]) if (!process.life.isAlive()) world.crash(process);
}

/** Time passes, for everybody. */
export async function pass(world: World, ms: number): Promise<void> {
  await world.time.advance(ms);
  await settle(world);
}

/** Lets time pass until everything that is under way is over. */
export async function finishAll(world: World): Promise<void> {
  await settle(world);
  for (let rounds = 0; world.tasks.size > 0; rounds += 1) {
    if (rounds === 100) throw new Error(`These never end: ${[...world.tasks].map(({ name }) => name).join(', ')}`);
    await pass(world, 5_000);
  }
}
