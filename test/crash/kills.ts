import type { Random } from '../abuse/random.ts';

/** Where in its own work a Callcard can be told to kill itself. */
export const POINTS = [
  // A notification: its signature is right and nothing is kept; it is kept and nobody was told so.
  'notification-verified',
  'notification-committed',
  // A job: taken and not begun; something of it is written; all of it is written and it is still there; it is gone.
  'job-claimed',
  'job-midway',
  'job-carried-out',
  'job-completed',
  // A click: written down and nothing sent; Intercom has answered; its outcome is kept and nobody was told.
  'click-begun',
  'click-carried-out',
  'click-finished',
  // The same click after a crash: it is this process's now, and nothing was looked up.
  'click-taken-over',
] as const;
export type Point = (typeof POINTS)[number];

/** At the `nth` time that the process comes to this point. */
export interface PointKill {
  by: 'itself';
  at: Point;
  nth: number;
}

export type Kill =
  | PointKill
  /** Intercom has got its `nth` change from now on and not carried it out yet, or has and did not answer. */
  | { by: 'intercom'; at: 'change-received' | 'change-carried-out'; nth: number }
  /** At no point in particular. */
  | { by: 'clock'; afterMs: number };

export interface PlannedKill {
  /** Which of the instances. */
  victim: number;
  kill: Kill;
}

const LATEST_NOTIFICATION = 10;
const LATEST_JOB = 12;
const LATEST_CLICK = 2;
const LATEST_MS = 120;

/** Every kind of kill in turn, each round of them in another order, at instances and moments that chance chooses. */
export function planKills(random: Random, { kills, instances }: { kills: number; instances: number }): PlannedKill[] {
  const plan: PlannedKill[] = [];
  while (plan.length < kills) plan.push(...oneRound(random, instances));
  return plan.slice(0, kills);
}

function oneRound(random: Random, instances: number): PlannedKill[] {
  const kinds = shuffled(random, [...POINTS, 'change-received', 'change-carried-out', 'clock'] as const);
  return kinds
    .filter((kind) => kind !== 'click-taken-over')
    .flatMap((kind) => {
      const victim = random.whole(instances);
      const planned = { victim, kill: killOf(random, kind) };
      if (kind !== 'click-begun') return [planned];
      // Only a click that was cut off is ever taken over, by whichever instance is there.
      return [planned, { victim: (victim + 1) % instances, kill: killOf(random, 'click-taken-over') }];
    });
}

function killOf(random: Random, kind: Point | 'change-received' | 'change-carried-out' | 'clock'): Kill {
  if (kind === 'clock') return { by: 'clock', afterMs: random.whole(LATEST_MS) };
  if (kind === 'change-received' || kind === 'change-carried-out') {
    return { by: 'intercom', at: kind, nth: 1 + random.whole(LATEST_CLICK) };
  }
  return { by: 'itself', at: kind, nth: kind === 'click-taken-over' ? 1 : 1 + random.whole(latest(kind)) };
}

function latest(point: Point): number {
  if (point.startsWith('click')) return LATEST_CLICK;
  return point.startsWith('job') ? LATEST_JOB : LATEST_NOTIFICATION;
}

function shuffled<T>(random: Random, from: readonly T[]): T[] {
  const left = [...from];
  return from.flatMap(() => left.splice(random.whole(left.length), 1));
}

/** For the plan that a failure prints. */
export function describeKill({ victim, kill }: PlannedKill): string {
  const when = kill.by === 'clock' ? `after ${kill.afterMs} ms` : `${kill.at} ${kill.nth}`;
  return `instance ${victim}: ${when}`;
}
