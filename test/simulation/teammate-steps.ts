/** What teammates do: open cards and click on them. */
import { askForCard, type Card, cardPayload, clickPayload, saysNoted } from './cards.ts';
import { pickFrom } from './happen.ts';
import { RACES } from './happenings.ts';
import { happen, ready } from './intercom-steps.ts';
import { type ModelWorkspace, newWords, serialIn } from './model-workspace.ts';
import { isCutOff, post } from './post.ts';
import { anyProcess, anyWorkspace, type Step } from './step.ts';
import { begin, settle } from './tasks.ts';
import type { World } from './world.ts';

const cardsOf = new WeakMap<World, Card[]>();
const MOST_CARDS = 6;

function keepCard(world: World, card: Card): void {
  const cards = cardsOf.get(world) ?? [];
  cards.push(card);
  cardsOf.set(world, cards.slice(-MOST_CARDS));
}

export const opensCard: Step = (world) => opensCardOf(world, anyWorkspace(world));

function opensCardOf(world: World, workspace: ModelWorkspace): string | undefined {
  const talk = pickFrom(world.random, workspace.conversations.values());
  if (talk === undefined) return undefined;
  const process = anyProcess(world);
  const payload = cardPayload(workspace, talk, { bare: world.random.whole(4) === 0 });
  const name = `card of ${talk.id} in ${workspace.id}`;
  askForCard(world, process, { path: '/canvas/initialize', payload, name }, (card) => keepCard(world, card));
  return `opens a ${name} at ${process.name}`;
}

/** While Intercom's answers to a card are on their way, what they say changes, and the notifications of it overtake them. */
export const isOvertaken: Step = async (world) => {
  const { random, intercom } = world;
  const workspace = anyWorkspace(world);
  const isOpen = (await isCutOff(world, workspace)) || world.tasks.size > 2;
  if (isOpen || intercom.weather.get(workspace.id)?.is === 'limited') return undefined;
  intercom.weather.set(workspace.id, { is: 'stalling' });
  const card = pickFrom(
    random,
    (cardsOf.get(world) ?? []).filter(({ workspaceId }) => workspaceId === workspace.id),
  );
  if (card === undefined) opensCardOf(world, workspace);
  else submit(world, clickPayload(card, { componentId: 'refresh' }), `refresh in ${workspace.id}`);
  await settle(world);
  intercom.weather.set(workspace.id, { is: 'fine' });
  const what: (string | undefined)[] = [];
  for (let times = 1 + random.whole(4); times > 0; times -= 1) what.push(happen(world, workspace, RACES));
  for (const letter of ready(world).filter(({ workspaceId }) => workspaceId === workspace.id)) {
    if (world.processes.length > 0) post(world, anyProcess(world), letter);
  }
  await settle(world);
  for (const process of world.processes) {
    begin(world, { name: `work of ${process.name}`, process }, () => process.worker.runUntilIdle());
  }
  await settle(world);
  intercom.letGo();
  return `opens a card in ${workspace.id}; before it is answered: ${what.filter(Boolean).join(', ')}`;
};

/** A component, and what is stored in the canvas besides what it had. */
type Clicked = readonly [componentId: string, storedData: Record<string, unknown>];

const CLICKS: readonly [Clicked, ...Clicked[]] = [
  ['tag:add:1', {}],
  ['tag:add:2', { target: 'contact' }],
  ['tag:remove:1', {}],
  ['tag:remove:2', { target: 'contact' }],
  ['assign:me', {}],
  ['assign:nobody', {}],
  ['assign:team:t1', {}],
  ['refresh', {}],
  ['history', {}],
  ['calls', {}],
];

export const clicks: Step = (world) => {
  const { random } = world;
  const card = pickFrom(random, cardsOf.get(world) ?? []);
  const workspace = card && world.intercom.workspaces.get(card.workspaceId);
  if (card === undefined || workspace === undefined) return undefined;
  if (random.whole(2) === 0) return note(world, card, workspace);
  const [componentId, storedData] = random.pick(CLICKS);
  const conversationId = conversationOf(card);
  if (componentId === 'tag:remove:1' && conversationId !== undefined) {
    // Nobody tells that a tag was taken off, so a crash in between leaves it in the mirror.
    world.excuse(workspace.id, [{ kind: 'conversation', key: conversationId, isReconciled: false }]);
  }
  return submit(world, clickPayload(card, { componentId, storedData }), `click on ${componentId} in ${workspace.id}`);
};

function conversationOf({ payload }: Card): string | undefined {
  const { conversation, context } = payload as { conversation?: { id: string }; context?: { conversation_id: string } };
  return conversation?.id ?? context?.conversation_id;
}

/** Once or twice at once; now and then again much later. */
function submit(world: World, payload: Record<string, unknown>, name: string, then?: (card: Card) => void): string {
  const times = world.random.whole(4) === 0 ? 2 : 1;
  for (let time = 0; time < times; time += 1) {
    askForCard(world, anyProcess(world), { path: '/canvas/submit', payload, name }, then);
  }
  return times === 2 ? `${name}, twice` : name;
}

function note(world: World, card: Card, workspace: ModelWorkspace): string {
  const text = newWords(workspace, 'Note');
  const payload = clickPayload(card, { componentId: 'note:save', inputValues: { text } });
  const name = `note in ${workspace.id}`;
  const isThere = () => workspace.notes.some((one) => serialIn(one) === serialIn(text));
  const done = (shown: Card) => {
    if (saysNoted(shown) && !isThere()) world.violate(`"${text}" was said to be written, and is not`);
    keepCard(world, { ...card, payload });
  };
  return submit(world, payload, name, done);
}

export const clicksOld: Step = (world) => {
  const card = pickFrom(
    world.random,
    (cardsOf.get(world) ?? []).filter(({ payload }) => payload.component_id !== undefined),
  );
  if (card === undefined) return undefined;
  return submit(world, card.payload, `old click in ${card.workspaceId}`);
};
