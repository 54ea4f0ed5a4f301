import { type Command, readId } from './component-id.ts';
import type { TagTarget } from './facts.ts';
import type { Action, View } from './view.ts';

/** A click as the flow sees it: what was clicked, what was typed, and what the canvas had stored. */
export interface Click {
  componentId: string;
  inputValues: Readonly<Record<string, unknown>>;
  storedData: Readonly<Record<string, unknown>>;
}

/** What to do next: change something or not, then show a view. */
export interface Step {
  action: Action | undefined;
  view: View;
  /** The teammate pressed Refresh: nothing is shown from memory that Intercom can be asked for. */
  fresh?: true;
}

export const HOME: Step = { action: undefined, view: { name: 'home' } };

/** The id of the select on the first card whose options are the actions. */
export const MENU_ID = 'menu';

/** The most an Intercom canvas can carry is 64 KB: a note must fit into it with room to spare, should it come back. */
export const MAX_NOTE_LENGTH = 10_000;
const MAX_QUERY_LENGTH = 200;
const MAX_PAGE = 10_000;

/**
 * The whole conversation between a teammate and the card: (what was clicked) -> what to do and what to show. Pure, and
 * total: whatever it does not understand leads to the first card.
 */
export function nextStep(click: Click): Step {
  const command = readId(chosenId(click));
  const handler = command && HANDLERS.get(command.card);
  return (command && handler?.(command, click)) ?? HOME;
}

/** A select that submits sends its own id, and its chosen option's id among the input values. */
function chosenId(click: Click): string {
  const chosen = click.inputValues[click.componentId];
  const isSelect = click.componentId === MENU_ID || click.componentId === 'tag:target';
  return isSelect && typeof chosen === 'string' ? chosen : click.componentId;
}

/** The verb of a Refresh button in a view that may be shown from memory. */
export const FRESH = 'fresh';
const orFresh = (verb: string | undefined, step: Step): Step => (verb === FRESH ? { ...step, fresh: true } : step);

type Handler = (command: Command, click: Click) => Step | undefined;

const show = (view: View): Step => ({ action: undefined, view });

const HANDLERS = new Map<string, Handler>([
  ['refresh', () => ({ ...HOME, fresh: true })],
  ['home', () => HOME],
  ['tag', tagStep],
  ['note', noteStep],
  ['assign', assignStep],
  ['call', callStep],
  ['calls', ({ verb, key }) => orFresh(verb, show({ name: 'calls', page: readPage(key) }))],
  ['fin', finStep],
  ['who', whoStep],
  ['merge', mergeStep],
  ['lead', leadStep],
  ['history', ({ verb, key }) => orFresh(verb, show({ name: 'history', page: readPage(key) }))],
]);

function tagStep({ verb, key }: Command, click: Click): Step | undefined {
  const target = readTarget(click.storedData.target);
  const storedQuery = readText(click.storedData.query, MAX_QUERY_LENGTH);
  // What stands in the search box counts, whichever button was pressed.
  const query = typeof click.inputValues['tag:search'] === 'string' ? typed(click, 'tag:search') : storedQuery;
  const view: View = { name: 'tag', target, query: '', page: 1 };
  switch (verb) {
    case undefined:
      return show(view);
    case 'target':
      return show({ ...view, target: readTarget(key) });
    case 'search':
      return show({ ...view, query });
    case 'page':
      return show({ ...view, query: storedQuery, page: readPage(key) });
    case 'add':
      return key ? { action: { name: 'attach-tag', target, tagId: key }, view } : undefined;
    case 'remove':
      return key ? { action: { name: 'detach-tag', target, tagId: key }, view } : undefined;
    case 'create':
      // The name is the one that the button showed, not what may have been typed since.
      return { action: { name: 'create-tag', target, tagName: storedQuery || query }, view };
    default:
      return undefined;
  }
}

function noteStep({ verb }: Command, click: Click): Step | undefined {
  if (verb === undefined) return show({ name: 'note', draft: '' });
  if (verb !== 'save') return undefined;
  const written = click.inputValues.text;
  const draft = typeof written === 'string' ? written.trim() : '';
  return { action: { name: 'add-note', text: draft }, view: { name: 'note', draft: draft.slice(0, MAX_NOTE_LENGTH) } };
}

function assignStep({ verb, key }: Command, click: Click): Step | undefined {
  const storedQuery = readText(click.storedData.query, MAX_QUERY_LENGTH);
  const view: View = { name: 'assign', query: storedQuery, page: readPage(click.storedData.page) };
  switch (verb) {
    case undefined:
      return show({ name: 'assign', query: '', page: 1 });
    case 'search':
      return show({ name: 'assign', query: typed(click, 'assign:search'), page: 1 });
    case 'page':
      return show({ ...view, page: readPage(key) });
    case 'teammate':
      return key ? { action: { name: 'assign', to: { type: 'admin', id: key } }, view } : undefined;
    case 'team':
      return key ? { action: { name: 'assign', to: { type: 'team', id: key } }, view } : undefined;
    case 'me':
      return { action: { name: 'assign', to: { type: 'viewer' } }, view };
    case 'nobody':
      return { action: { name: 'assign', to: { type: 'nobody' } }, view };
    default:
      return undefined;
  }
}

function callStep({ verb, key }: Command): Step | undefined {
  if (!key) return undefined;
  switch (verb) {
    case 'open':
    case 'all':
      return show({ name: 'call', callId: key, wholeTranscript: verb === 'all' });
    case 'log':
      return show({ name: 'call', callId: key, wholeTranscript: false, wholeLog: true });
    default:
      return undefined;
  }
}

function finStep({ verb, key }: Command): Step | undefined {
  if (!key) return undefined;
  switch (verb) {
    case 'open':
      return show({ name: 'fin', finVoiceId: key });
    case 'all':
      return show({ name: 'fin', finVoiceId: key, wholeTranscript: true });
    case 'handed':
      return show({ name: 'handed', externalCallId: key });
    default:
      return undefined;
  }
}

function whoStep({ verb, key }: Command, { storedData }: Click): Step | undefined {
  const phone = readText(storedData.phone, MAX_QUERY_LENGTH);
  const view: View = { name: 'who', page: readPage(storedData.page) };
  switch (verb) {
    case undefined:
    case FRESH:
      return orFresh(verb, show({ name: 'who', page: 1 }));
    case 'page':
      return show({ name: 'who', page: readPage(key) });
    case 'is':
      return key ? { action: { name: 'answer-caller', contactId: key, phone }, view } : undefined;
    case 'forget':
      return { action: { name: 'forget-caller', phone }, view };
    default:
      return undefined;
  }
}

/** The key names the lead and the user. */
function mergeStep({ verb, key }: Command): Step | undefined {
  const [leadId, userId, ...more] = (key ?? '').split(' ');
  if (!leadId || !userId || more.length > 0) return undefined;
  if (verb === 'ask') return show({ name: 'merge', leadId, userId });
  if (verb !== 'do') return undefined;
  return { action: { name: 'merge-contacts', leadId, userId }, view: { name: 'who', page: 1 } };
}

function leadStep({ verb, key }: Command): Step | undefined {
  if (verb !== 'create' || !key) return undefined;
  return { action: { name: 'create-lead', phoneE164: key }, view: { name: 'home' } };
}

function typed(click: Click, inputId: string): string {
  return readText(click.inputValues[inputId], MAX_QUERY_LENGTH);
}

function readText(value: unknown, maxLength: number): string {
  return typeof value === 'string' ? value.trim().slice(0, maxLength).toWellFormed() : '';
}

function readTarget(value: unknown): TagTarget {
  return value === 'contact' ? 'contact' : 'conversation';
}

function readPage(value: unknown): number {
  // Anything else may come back too, and an object need not let itself be made a number.
  const page = typeof value === 'number' || typeof value === 'string' ? Number(value) : 1;
  return Number.isInteger(page) && page >= 1 && page <= MAX_PAGE ? page : 1;
}
