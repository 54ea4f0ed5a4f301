/** What Intercom does: things change in it, and notifications of them arrive, late, twice, in any order or never. */
import { pickFrom, weighted } from './happen.ts';
import { HAPPENINGS } from './happenings.ts';
import type { Letter } from './letters.ts';
import type { Weather } from './model-intercom.ts';
import type { ModelWorkspace } from './model-workspace.ts';
import { lose, post } from './post.ts';
import { anyProcess, anyWorkspace, type Step } from './step.ts';
import type { World } from './world.ts';

const LONGEST_LIMIT_MS = 15_000;

export const somethingChanges: Step = (world) => happen(world, anyWorkspace(world), HAPPENINGS);

export function happen(world: World, workspace: ModelWorkspace, happenings: typeof HAPPENINGS): string | undefined {
  const { random, intercom, letters } = world;
  const told = weighted(random, happenings)({ workspace, atMs: world.intercomClock(), random });
  if (told === undefined) return undefined;
  for (const { topic, touched } of told) {
    // A company is first heard of in an answer: what changes while that is on its way may be missed.
    if (topic === 'company.updated' && intercom.isStalled(workspace.id, '/companies'))
      world.excuse(workspace.id, touched);
  }
  if (workspace.installed) letters.write(workspace.id, told);
  const topics = told.map(({ topic }) => topic).join(', ') || 'something that nobody tells';
  return `${topics} in ${workspace.id}`;
}

const nameOf = ({ notificationId, topic, workspaceId }: Letter) => `${notificationId ?? ''} ${topic} of ${workspaceId}`;

export function ready({ letters }: World): Letter[] {
  return letters.waiting.filter(({ isUnderWay }) => !isUnderWay);
}

export const deliverOne: Step = (world) => {
  const letters = ready(world);
  // More often than not in order.
  const letter = world.random.whole(3) > 0 ? letters[0] : pickFrom(world.random, letters);
  if (letter === undefined) return undefined;
  post(world, anyProcess(world), letter);
  return `delivers ${nameOf(letter)}`;
};

export const deliverManyBackwards: Step = (world) => {
  const letters = ready(world).slice(-5).toReversed();
  if (letters.length < 2) return undefined;
  for (const letter of letters) post(world, anyProcess(world), letter);
  return `delivers at once ${letters.map(nameOf).join(', ')}`;
};

export const deliverAgain: Step = (world) => {
  const letter = pickFrom(
    world.random,
    world.letters.arrived.filter(({ notificationId }) => notificationId !== undefined),
  );
  if (letter === undefined) return undefined;
  post(world, anyProcess(world), letter);
  return `delivers again ${nameOf(letter)}`;
};

export const loseOne: Step = (world) => {
  const letter = pickFrom(world.random, ready(world));
  if (letter === undefined) return undefined;
  lose(world, letter);
  return `loses ${nameOf(letter)}`;
};

export const weatherChanges: Step = (world) => {
  const { random, intercom } = world;
  const { id } = anyWorkspace(world);
  const limited: Weather = { is: 'limited', untilMs: world.intercomClock() + random.whole(LONGEST_LIMIT_MS) };
  const next = random.pick<Weather>([{ is: 'fine' }, limited, { is: 'failing' }, { is: 'stalling' }]);
  if (intercom.weather.get(id)?.is === next.is) return undefined;
  intercom.weather.set(id, next);
  return `Intercom is ${next.is} for ${id}`;
};

export const letsGo: Step = ({ intercom }) => {
  intercom.letGo();
  return 'what stalled goes on';
};
