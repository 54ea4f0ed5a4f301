/** What befalls Callcard itself: work, time, crashes, other instances, and admins who install and remove it. */
import { install, isCutOff, uninstall } from './post.ts';
import { anyProcess, anyWorkspace, type Step } from './step.ts';
import { begin, pass } from './tasks.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const MOST_PROCESSES = 2;
const MOST_STEPS_TO_CRASH = 25;

export const worksOff: Step = (world) => {
  const process = anyProcess(world);
  const name = `work of ${process.name}`;
  if ([...world.tasks].filter((task) => task.name === name).length > 1) return undefined;
  begin(world, { name, process }, () => process.worker.step());
  return name;
};

export const keepsHouse: Step = (world) => {
  const process = anyProcess(world);
  begin(world, { name: `housekeeping of ${process.name}`, process }, process.keepHouse);
  return `housekeeping of ${process.name}`;
};

export const timePasses =
  (mostMs: number): Step =>
  async (world) => {
    const ms = world.random.whole(mostMs);
    await pass(world, ms);
    return `${ms} ms pass`;
  };

export const clockIsSet: Step = (world) => {
  const { random } = world;
  const ahead = random.pick([0, 0, -3 * MINUTE_MS, -20 * MINUTE_MS, 5 * MINUTE_MS, 2 * HOUR_MS]);
  if (ahead === world.aheadMs()) return undefined;
  world.setClock(ahead);
  return `the clock is set to ${ahead} ms ahead`;
};

export const crashes: Step = (world) => {
  const process = anyProcess(world);
  world.crash(process);
  return `${process.name} crashes`;
};

export const crashesSoon: Step = (world) => {
  const process = anyProcess(world);
  const steps = 1 + world.random.whole(MOST_STEPS_TO_CRASH);
  process.life.setFuse(steps);
  return `${process.name} will crash in ${steps} steps`;
};

export const starts: Step = async (world) => {
  if (world.processes.length >= MOST_PROCESSES) return undefined;
  return `${(await world.start()).name} starts`;
};

export const isRemoved: Step = (world) => {
  const workspace = anyWorkspace(world);
  if (!workspace.installed) return undefined;
  uninstall(world, workspace);
  return `${workspace.id} is uninstalled`;
};

export const isInstalled: Step = async (world) => {
  const workspace = anyWorkspace(world);
  if (!(await isCutOff(world, workspace))) return undefined;
  const process = anyProcess(world);
  install(world, process, workspace);
  return `${workspace.id} is installed at ${process.name}`;
};

export const isDisconnected: Step = (world) => {
  const workspace = anyWorkspace(world);
  if (workspace.liveTokens.size === 0) return undefined;
  workspace.liveTokens.clear();
  return `the token of ${workspace.id} dies`;
};
