import { writeCallReference } from '../../server/calls/call-reference.ts';
import { TOPICS } from '../../server/webhooks/topics.ts';
import { makeKey } from '../api/api-room.ts';
import { ACME, type OpenCard, type Room } from '../card/room.ts';
import { notification } from '../webhooks/notifications.ts';
import type { World } from './hostile-request.ts';

/** Requests as Intercom would send them: to be spoilt. */
export interface RealRequests {
  payloads: readonly [object, ...object[]];
  /** The same, as JSON. */
  texts: readonly [string, ...string[]];
  /** What stands at the top of them. */
  keys: readonly [string, ...string[]];
  /** What can be clicked; for canvas requests only. */
  componentIds: readonly [string, ...string[]];
}

/** Everything that Intercom would send to this Callcard, and what must not help anybody who knows it. */
export async function realWorld(room: Room, secret: string): Promise<World> {
  const card = await room.open(room.conversationOf('Jo Vance', 'phone_call'));
  const workspace = await room.store.workspaces.find(ACME);
  if (workspace === undefined) throw new Error('nobody is connected');
  return {
    secret,
    canvas: await everyClick(card),
    notification: { right: everyTopic('signed'), wrong: everyTopic('forged') },
    uninstall: { right: requests([{ app_id: 'nobody' }]), wrong: requests([{ app_id: ACME }]) },
    health: requests([{ workspace_id: ACME }]),
    sealedToken: workspace.sealedToken,
    workspaceName: workspace.name,
    callReference: writeCallReference(room.deps.seal, { workspaceId: ACME, epoch: workspace.epoch, callId: '3822001' }),
    apiKey: (await makeKey(room.store, ACME)).key,
  };
}

function requests(payloads: RealRequests['payloads'], componentIds = ['note:save']): RealRequests {
  const texts = payloads.map((payload) => JSON.stringify(payload));
  const keys = [...new Set(payloads.flatMap((payload) => Object.keys(payload)))];
  return { payloads, texts: some(texts), keys: some(keys), componentIds: some(componentIds) };
}

function some<T>([first, ...others]: readonly T[]): [T, ...T[]] {
  if (first === undefined) throw new Error('there is nothing to spoil');
  return [first, ...others];
}

/** What Intercom sends for each thing that a teammate can click on the first card and on what comes of that. */
async function everyClick(card: OpenCard): Promise<RealRequests> {
  const texts = [card.payload('refresh')];
  const componentIds = ['note:save', 'tag:search', 'tag:create', 'assign:search'];
  for (const id of clickable(card)) {
    const view = await card.click(id);
    texts.push(view.payload(id, { text: 'a note', menu: id }));
    componentIds.push(id, ...clickable(view));
  }
  return requests(some(texts.map((text): object => JSON.parse(text))), componentIds);
}

function clickable({ canvas }: OpenCard): string[] {
  return canvas.content.components.flatMap((one) => {
    if (one.type === 'list') return one.items.map(({ id }) => id);
    if (one.type === 'single-select') return one.options.map(({ id }) => id);
    return one.type === 'button' ? [one.id] : [];
  });
}

const everyTopic = (what: string) =>
  requests(some([...TOPICS.keys()].map((topic) => notification(topic, { app_id: ACME, id: `${what} ${topic}` }))));
