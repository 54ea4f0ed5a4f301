/** What must be so at rest: the mirror says what Intercom says. */
import { isDeepStrictEqual } from 'node:util';
import type { Fact } from '../../canvas/facts.ts';
import type { Store, Workspace } from '../../db/ports.ts';
import { IntercomError } from '../../server/intercom/errors.ts';
import { createClient } from '../../server/intercom/intercom.ts';
import type { IntercomClient } from '../../server/intercom/intercom-client.ts';
import type { ReadMode } from '../../server/mirror/read-through.ts';
import { createMirrorReader, createMirrorShelf, type MirrorReader } from '../../server/mirror/reader.ts';
import type { CallcardProcess } from './callcard-process.ts';
import { askForCard, type Card, cardPayload, clickPayload } from './cards.ts';
import { CONTACT_IDS, CONVERSATION_IDS } from './check.ts';
import { pickFrom } from './happen.ts';
import { type ModelWorkspace, wholeSecond } from './model-workspace.ts';
import { presentPeople } from './people-changes.ts';
import { installed } from './rest.ts';
import { finishAll } from './tasks.ts';
import type { World } from './world.ts';

/** How much was compared: a simulation in which nothing is served would prove nothing. */
export interface Compared {
  facts: number;
  cards: number;
}

/** Whatever is served from memory is what Intercom says, and cards show it. */
export async function compareWithIntercom(world: World, process: CallcardProcess): Promise<Compared> {
  const compared: Compared = { facts: 0, cards: 0 };
  for (const workspace of installed(world)) {
    const row = await world.store.workspaces.find(workspace.id);
    if (row?.status !== 'connected') {
      world.violate(`${workspace.id} is installed at Intercom, and ${row?.status} here`);
      continue;
    }
    await checkCallers(world, { workspace, row });
    compared.facts += await compareFacts(world, process, { workspace, row });
    compared.cards += await compareACard(world, process, workspace);
  }
  return compared;
}

/** Whoever has a number is found by it. */
async function checkCallers(
  world: World,
  { workspace, row: { workspaceId, epoch } }: { workspace: ModelWorkspace; row: Workspace },
): Promise<void> {
  for (const { id, phone: phoneE164 } of presentPeople(workspace)) {
    if (phoneE164 === undefined || world.isExcused(workspaceId, `contact ${id}`)) continue;
    const found = await world.store.facts.contactsByPhone({ workspaceId, epoch, phoneE164, limit: 10 });
    if (!found.includes(id)) world.violate(`contact ${id} of ${workspaceId} is not found by ${phoneE164}`);
  }
}

type Ask = [name: string, ask: (mirror: MirrorReader) => Promise<Fact<unknown>>, also: readonly string[]];

function asksOf({ companies, merged }: ModelWorkspace): Ask[] {
  const companyNames = [...companies.keys()].map((id) => `company ${id}`);
  return [
    ...CONTACT_IDS.flatMap((id): Ask[] => [
      [
        `contact ${id}`,
        (mirror) => mirror.contact(id),
        merged.size === 0 ? [] : CONTACT_IDS.map((one) => `contact ${one}`),
      ],
      [`companies ${id}`, (mirror) => mirror.companies(id), companyNames],
      [`contact_tags ${id}`, (mirror) => mirror.contactTags(id), []],
      [`conversations ${id}`, (mirror) => mirror.conversations(id), []],
    ]),
    ...CONVERSATION_IDS.flatMap((id): Ask[] => [
      [`conversation ${id}`, (mirror) => mirror.conversation(id), []],
      [`calls ${id}`, (mirror) => mirror.calls(id), []],
      [`fin_voice ${id}`, (mirror) => mirror.finVoice(id), []],
    ]),
    ['teammates ', (mirror) => mirror.teammates(), []],
    ['teams ', (mirror) => mirror.teams(), []],
    ['tags ', (mirror) => mirror.tags(), []],
  ];
}

async function compareFacts(
  world: World,
  process: CallcardProcess,
  { workspace, row }: { workspace: ModelWorkspace; row: Workspace },
): Promise<number> {
  const deps = { ...process.deps, store: lookingOnly(process.deps.store) };
  const token = world.tokenOf(workspace.id) ?? '';
  const shelf = createMirrorShelf();
  const readerOf = (client: IntercomClient, mode: ReadMode) => {
    const upstream = { signal: new AbortController().signal, deadlineAtMs: deps.clock() + 4_000 };
    return createMirrorReader(shelf, { deps, workspace: row, client, upstream, log: deps.log }, mode);
  };
  const fromMemory = readerOf(deaf, 'kept');
  const fromIntercom = readerOf(
    deps.intercom.connect({ workspaceId: row.workspaceId, region: row.region, token }),
    'now',
  );
  const asks = asksOf(workspace);
  const kept = await Promise.all(asks.map(([, ask]) => ask(fromMemory)));
  let compared = 0;
  for (const [index, [name, ask, also]] of asks.entries()) {
    const fact = kept[index];
    if (fact?.state !== 'known' || fact.standIn !== undefined) continue;
    if ([name, ...also].some((one) => world.isExcused(workspace.id, one))) continue;
    compared += 1;
    const truth = await ask(fromIntercom);
    if (isDeepStrictEqual(inOrder(fact), inOrder(truth))) continue;
    world.violate(`${name} of ${workspace.id} is served as\n${JSON.stringify(fact)}\nand is\n${JSON.stringify(truth)}`);
  }
  await shelf.writeBack.settled();
  return compared;
}

/** To compare is not to keep: what is read for it leaves no trace. */
function lookingOnly(store: Store): Store {
  return {
    ...store,
    facts: {
      ...store.facts,
      begin: async ({ keys }) => keys.map(() => 0),
      change: async ({ changes }) => changes.map(() => false),
      removeContact: async () => {},
    },
    mirrors: { ...store.mirrors, update: async () => {} },
  };
}

/** Lists whose items have the same time come in any order. */
function inOrder(fact: Fact<unknown>): unknown {
  if (fact.state !== 'known' || !Array.isArray(fact.value)) return JSON.parse(JSON.stringify(fact));
  return fact.value.map((one) => JSON.stringify(one)).toSorted();
}

/** An Intercom that does not answer. */
const deaf = createClient({
  call: async () => {
    throw new IntercomError({
      ...{ code: 'intercom_timed_out', message: 'nobody answers', retryable: true, mayHaveHappened: false },
    });
  },
  together: (options = {}) => options,
  headroom: () => undefined,
});

async function compareACard(world: World, process: CallcardProcess, workspace: ModelWorkspace): Promise<number> {
  if (world.hasExcuses(workspace.id)) return 0;
  const talk = pickFrom(world.random, workspace.conversations.values());
  if (talk === undefined || hasTies(workspace)) return 0;
  const payload = cardPayload(workspace, talk, { bare: false });
  const card = await shownAfter(world, (then) =>
    askForCard(world, process, { path: '/canvas/initialize', payload, name: 'the last card' }, then),
  );
  const refresh = clickPayload(card, { componentId: 'refresh' });
  const fresh = await shownAfter(world, (then) =>
    askForCard(world, process, { path: '/canvas/submit', payload: refresh, name: 'the last refresh' }, then),
  );
  if (card.text !== fresh.text) {
    world.violate(`the card of ${talk.id} in ${workspace.id} shows\n${card.text}\nand afresh\n${fresh.text}`);
  }
  const person = workspace.contacts.get(talk.contactId);
  if (person !== undefined && !person.archived && !card.text.includes(person.name)) {
    world.violate(`the card of ${talk.id} in ${workspace.id} does not show ${person.name}:\n${card.text}`);
  }
  return 1;
}

/** Which of two is the last one when both changed within a second cannot be told. */
function hasTies({ conversations, calls }: ModelWorkspace): boolean {
  const times = [
    ...[...conversations.values()].map(({ updatedAtMs }) => `conversation ${wholeSecond(updatedAtMs)}`),
    ...[...calls.values()].map(({ startedAtMs }) => `call ${startedAtMs}`),
  ];
  return new Set(times).size < times.length;
}

async function shownAfter(world: World, ask: (then: (card: Card) => void) => void): Promise<Card> {
  const shown: Card[] = [];
  ask((card) => shown.push(card));
  await finishAll(world);
  const [card] = shown;
  if (card === undefined) throw new Error('no card was shown');
  return card;
}
