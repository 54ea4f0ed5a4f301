import { writeId } from '../../canvas/component-id.ts';
import type { Canvas } from '../../canvas/kit/components.ts';
import { renderText } from '../../canvas/kit/render-text.ts';
import { textsFor } from '../../canvas/texts/catalogue.ts';
import { type CardClick, cardPayload } from '../../sandbox/card/payload.ts';
import type { ConversationState } from '../../sandbox/state/conversation.ts';
import { bodySignature } from '../../sandbox/to-app/sign.ts';
import type { Random } from '../abuse/random.ts';
import type { Fleet } from './fleet.ts';
import type { Intercom } from './intercom.ts';
import { CLIENT } from './settings.ts';
import type { Turnstile } from './turnstile.ts';

/**
 * What the card said in the end. `unknown`: that nobody can tell whether it was done. `failed`: that nothing was
 * changed.
 */
export type Said = 'done' | 'unknown' | 'failed';

/** Something a teammate did, once. */
export interface Click {
  what: 'note' | 'tag' | 'assign';
  conversationId: string;
  /** The words of the note, the name of the tag, the id of the new assignee. */
  key: string;
  said: Said;
  /** The card as it was in the end. */
  text: string;
}

export interface Clicks {
  /** Each lane's in the order in which they were made. */
  made: readonly Click[];
  /** Where the card changed its mind about a click that it had told the end of. */
  contradictions: readonly string[];
  /** Works on a conversation, one click after the other, until `stop`. */
  work(conversation: ConversationState): Promise<void>;
  stop(): void;
}

const { done, failed } = textsFor('en');
/** Every outcome that went well begins with it. */
const [WELL = ''] = done.unassigned;

/** Of so many clicks one is made twice at once, and as many once more afterwards. */
const TWICE = 5;

interface ClicksOptions {
  intercom: Intercom;
  fleet: Fleet;
  random: Random;
  turnstile: Turnstile;
  /** Makes every click that has no end yet one that was begun half a minute earlier. */
  age: () => Promise<void>;
}

/** A teammate at the card: opens it, clicks, and clicks again on the same card when no answer comes. */
export function createClicks({ intercom, fleet, random, turnstile, age }: ClicksOptions): Clicks {
  const { workspace } = intercom;
  const made: Click[] = [];
  const contradictions: string[] = [];
  let stopped = false;

  const post = (path: string, body: string) =>
    fleet.post(path, { 'x-body-signature': bodySignature(Buffer.from(body), CLIENT.clientSecret) }, body);

  async function canvasOf(path: string, body: string): Promise<Canvas | undefined> {
    const answer = await post(path, body);
    if (answer?.status !== 200 || answer.body === undefined) return undefined;
    return (JSON.parse(answer.body) as { canvas: Canvas }).canvas;
  }

  function payload(conversation: ConversationState, click?: CardClick): string {
    const admin = workspace.admins.get(workspace.installingAdminId);
    if (admin === undefined) throw new Error('The sandbox has lost its admin.');
    return JSON.stringify(cardPayload(workspace, { conversation, admin }, click));
  }

  /** Looking changes nothing: it is done until there is an answer. */
  async function look(path: string, body: string): Promise<Canvas> {
    for (;;) {
      const canvas = await canvasOf(path, body);
      if (canvas !== undefined) return canvas;
    }
  }

  /** Undefined: there is no end yet. */
  async function click(body: string): Promise<{ said: Said; text: string } | undefined> {
    const canvas = await turnstile.together(() => canvasOf('/canvas/submit', body));
    if (canvas === undefined) return undefined;
    const text = renderText(canvas);
    if (text.includes(WELL)) return { said: 'done', text };
    if (text.includes(failed.under_way)) return undefined;
    return { said: text.includes(failed.unknown) ? 'unknown' : 'failed', text };
  }

  async function clickUntilEnded(body: string): Promise<{ said: Said; text: string }> {
    const twice = random.whole(TWICE) === 0;
    const [ended] = await Promise.all([click(body), twice ? click(body) : undefined]);
    if (ended !== undefined) return ended;
    for (;;) {
      // Half a minute later: Intercom has long done whatever it was asked for.
      await turnstile.alone(async () => {
        await intercom.settled();
        await age();
      });
      const again = await click(body);
      if (again !== undefined) return again;
    }
  }

  async function prepare(conversation: ConversationState): Promise<Pick<Click, 'what' | 'key'> & { body: string }> {
    const home = await look('/canvas/initialize', payload(conversation));
    const submit = (from: Canvas, componentId: string, inputValues: Record<string, unknown> = {}) =>
      payload(conversation, { componentId, inputValues, currentCanvas: from });
    const menu = (chosen: string) => look('/canvas/submit', submit(home, 'menu', { menu: writeId(chosen) }));
    const number = made.length;
    const what = random.pick(['note', 'note', 'assign', 'assign', 'tag']);
    if (what === 'note') {
      const key = `Note ${conversation.id}-${number}.`;
      return { what, key, body: submit(await menu('note'), writeId('note', 'save'), { text: key }) };
    }
    if (what === 'assign') {
      const others = [...workspace.admins.keys()].filter((id) => id !== conversation.adminAssigneeId);
      const key = others[random.whole(others.length)] ?? '';
      return { what, key, body: submit(await menu('assign'), writeId('assign', 'teammate', key)) };
    }
    const attached = new Set(conversation.tags.map(({ tagId }) => tagId));
    const known = [...workspace.tags.values()].filter(({ id }) => !attached.has(id));
    const tag = random.whole(3) === 0 ? undefined : known[random.whole(known.length)];
    const card = await menu('tag');
    if (tag !== undefined) return { what: 'tag', key: tag.name, body: submit(card, writeId('tag', 'add', tag.id)) };
    const key = `Tag ${conversation.id}-${number}`;
    const input = { [writeId('tag', 'search')]: key };
    const found = await look('/canvas/submit', submit(card, writeId('tag', 'search'), input));
    return { what: 'tag', key, body: submit(found, writeId('tag', 'create'), input) };
  }

  return {
    made,
    contradictions,
    async work(conversation) {
      while (!stopped) {
        const { body, ...meant } = await prepare(conversation);
        const ended = await clickUntilEnded(body);
        made.push({ ...meant, conversationId: conversation.id, ...ended });
        if (ended.said === 'failed' || random.whole(TWICE) !== 0) continue;
        const again = await clickUntilEnded(body);
        if (again.said !== ended.said) {
          contradictions.push(`${meant.what} ${meant.key}: first ${ended.said}, then ${again.said}\n${again.text}`);
        }
      }
    },
    stop: () => {
      stopped = true;
    },
  };
}
