import type { CallcardProcess } from './callcard-process.ts';
import { changeContact } from './people-changes.ts';
import { install, isCutOff, post } from './post.ts';
import { anyProcess } from './step.ts';
import { begin, finishAll, pass } from './tasks.ts';
import type { World } from './world.ts';

const MINUTE_MS = 60_000;

/** Nothing is wrong any more, all letters arrive, and all work is done. */
export async function comeToRest(world: World): Promise<CallcardProcess> {
  const { intercom, random } = world;
  intercom.weather.clear();
  intercom.letGo();
  for (const { life } of world.processes) life.setFuse(Number.POSITIVE_INFINITY);
  await finishAll(world);
  const process = world.processes[0] ?? (await world.start());
  world.setClock(0);
  await waitForInstalls(world);
  await deliverAll(world, () => random.whole(world.letters.waiting.length));
  for (const workspace of installed(world)) {
    if (await isCutOff(world, workspace)) install(world, process, workspace);
  }
  await finishAll(world);
  await workAllOff(world);

  // A reconcile looks for what was lost; then Intercom shows that it tells what changes.
  await pass(world, 16 * MINUTE_MS);
  begin(world, { name: 'housekeeping', process }, process.keepHouse);
  await finishAll(world);
  await workAllOff(world);
  for (const workspace of installed(world)) {
    const told = changeContact({ workspace, atMs: world.intercomClock(), random });
    if (told !== undefined) world.letters.write(workspace.id, told);
  }
  await deliverAll(world, () => 0);
  await workAllOff(world);
  return process;
}

export const installed = ({ intercom }: World) => [...intercom.workspaces.values()].filter((one) => one.installed);

/** An install that was made while the clock was ahead takes no notifications until then. */
async function waitForInstalls(world: World): Promise<void> {
  const latestMs = Math.max(
    ...[...world.intercom.workspaces.keys()].map((id) => world.intake.installOf(id)?.installedAtMs ?? 0),
  );
  await pass(world, Math.max(0, latestMs - world.time.clock()) + MINUTE_MS);
}

async function deliverAll(world: World, next: () => number): Promise<void> {
  for (let letter = world.letters.waiting[next()]; letter !== undefined; letter = world.letters.waiting[next()]) {
    post(world, anyProcess(world), letter);
    await finishAll(world);
  }
}

/** Until no job is left but those that wait for longer than anybody would. */
async function workAllOff(world: World): Promise<void> {
  const { store, time, intercom } = world;
  for (let rounds = 0; rounds < 200; rounds += 1) {
    for (const process of world.processes) begin(world, { name: 'work', process }, () => process.worker.runUntilIdle());
    await finishAll(world);
    const all = await store.jobs.list({ limit: 1_000 });
    // Where Callcard was not told that it was uninstalled, work waits for somebody to connect it.
    const jobs = all.filter(({ workspaceId }) => intercom.workspaces.get(workspaceId)?.installed);
    for (const job of jobs) if (job.state === 'dead') await store.jobs.redrive(job, time.clock());
    if (jobs.length === 0) return;
    // One that was due and is still there waits behind another one.
    const times = jobs.map(({ runAtMs, leaseExpiresAtMs }) => leaseExpiresAtMs ?? runAtMs);
    const nextMs = Math.min(...times.filter((atMs) => atMs > time.clock()), time.clock() + MINUTE_MS);
    await pass(world, Math.max(1_000, nextMs - time.clock()));
  }
  world.violate(
    `work is left at ${time.clock()} with ${world.processes.map((one) => one.name)}: ${JSON.stringify(await store.jobs.list({ limit: 5 }))}`,
  );
}
