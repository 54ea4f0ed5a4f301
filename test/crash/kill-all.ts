import { setTimeout as wait } from 'node:timers/promises';
import type { Instance } from './instance.ts';
import type { Intercom } from './intercom.ts';
import type { Kill, PlannedKill } from './kills.ts';

/** A point that is not come to by then is not waited for any longer. */
const PATIENCE_MS = 5_000;

interface Scene {
  instances: readonly Instance[];
  intercom: Intercom;
  onKill: (count: number) => void;
}

/**
 * Starts the instances and carries out the plan: one is killed, then started again while the others go on. Says how many
 * of the kills came where they were meant to come. Afterwards all instances are up.
 */
export async function killAll(plan: readonly PlannedKill[], { instances, intercom, onKill }: Scene): Promise<number> {
  let onPoint = 0;
  let down = [...instances];
  for (const [index, { victim: number, kill }] of plan.entries()) {
    const victim = instances[number];
    if (victim === undefined) throw new Error(`There is no instance ${number}.`);
    const atOnce = kill.by === 'itself' && down.includes(victim) ? kill : undefined;
    await Promise.all(down.map((instance) => instance.start(instance === victim ? atOnce : undefined)));
    down = [victim];
    victim.prepare();
    const next = plan[index + 1];
    // What is cut off now is taken over at once by another one, if there is one: it has to know before.
    if (next?.victim !== number && next?.kill.by === 'itself' && next.kill.at === 'click-taken-over') {
      instances[next.victim]?.decide(next.kill);
    }
    if (atOnce === undefined) aim(kill, victim, number, intercom);
    const late = new AbortController();
    const patience = wait(PATIENCE_MS, 'late', { signal: late.signal }).catch(() => 'late');
    const ended = await Promise.race([victim.whenDead(), patience]);
    late.abort();
    if (victim.failures() > 0) throw new Error(`A Callcard ended by itself.\n${victim.output()}`);
    if (ended === undefined) onPoint += 1;
    intercom.onChange = () => undefined;
    victim.killNow();
    await victim.whenDead();
    onKill(index + 1);
  }
  await Promise.all(down.map((instance) => instance.start(undefined)));
  return onPoint;
}

function aim(kill: Kill, victim: Instance, number: number, intercom: Intercom): void {
  if (kill.by === 'itself') victim.decide(kill);
  else if (kill.by === 'clock') setTimeout(() => victim.killNow(), kill.afterMs);
  else {
    let times = 0;
    intercom.onChange = (moment, instance) => {
      if (moment !== kill.at || instance !== number) return;
      times += 1;
      if (times === kill.nth) victim.killNow();
    };
  }
}
