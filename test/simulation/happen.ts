import type { Random } from '../abuse/random.ts';
import type { ModelWorkspace, Touched } from './model-workspace.ts';

/** One notification, before it is put into its envelope. */
export interface Told {
  topic: string;
  item: unknown;
  touched: Touched[];
}

/** Where, when and by which chance something happens at Intercom. */
export interface Happening {
  workspace: ModelWorkspace;
  /** By Intercom's clock. */
  atMs: number;
  random: Random;
}

/** Undefined: nothing there that it could happen to. No notifications: nobody tells of it. */
export type Happen = (happening: Happening) => Told[] | undefined;

export function pickFrom<T>(random: Random, all: Iterable<T>): T | undefined {
  const list = [...all];
  return list.length === 0 ? undefined : list[random.whole(list.length)];
}

/** One of these, each as often as its weight says. */
export function weighted<T>(random: Random, all: readonly (readonly [T, number])[]): T {
  let left = random.whole(all.reduce((sum, [, weight]) => sum + weight, 0));
  for (const [one, weight] of all) {
    left -= weight;
    if (left < 0) return one;
  }
  throw new Error('nothing to choose from');
}
