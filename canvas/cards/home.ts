import { writeId } from '../component-id.ts';
import { type HomeFacts, isUnknown } from '../facts.ts';
import { MENU_ID } from '../flow.ts';
import {
  type Canvas,
  type Component,
  divider,
  item,
  type ListItem,
  list,
  option,
  singleSelect,
  submit,
  text,
} from '../kit/components.ts';
import { estimateHeightPx } from '../kit/estimate-height.ts';
import { LIMITS } from '../kit/limits.ts';
import { insightLines, isWarning } from '../phone/insight-words.ts';
import type { CardTexts } from '../texts/catalogue.ts';
import type { Outcome } from '../view.ts';
import { clip } from '../words.ts';
import { callItem, finVoiceItem, handedItem } from './call-items.ts';
import { callerSection } from './caller-section.ts';
import { conversationItem } from './conversation-item.ts';
import { currencyLines } from './currency.ts';
import { unavailableText } from './describe.ts';
import { type Frame, framed, outcomeLines } from './frame.ts';
import { type Shape, shapesFor } from './home-shapes.ts';
import { sharingOf, whoRow } from './who-row.ts';

/** A section of the card: rows when something is known, else a sentence that says which it is. */
interface Section {
  rows?: ListItem[];
  /** Certainly nothing there. */
  none?: string;
  /** Not known. */
  unknown?: Component;
}

/** The first card: the caller, their last conversation, the phone, and what to do about it. */
export function homeCard(facts: HomeFacts, frame: Frame, outcome?: Outcome): Canvas {
  let components: Component[] = [];
  for (const shape of shapesFor(facts.insights)) {
    components = [...outcomeLines(outcome, frame), ...drawn(facts, shape, frame)];
    if (estimateHeightPx(components) <= LIMITS.firstCanvasHeightPx) break;
  }
  return framed(components, { view: 'home' }, frame);
}

function drawn(facts: HomeFacts, shape: Shape, frame: Frame): Component[] {
  const sections = [lastConversation(facts, shape, frame), calls(facts, shape, frame), finVoice(facts, shape, frame)];
  const rows = [...(shape.who === 'row' ? whoRow(facts, frame.texts, shape) : []), ...sections.flatMap(rowsOf)].map(
    (row) => (shape.tight ? { ...row, title: clip(row.title, LIMITS.sidebar.charactersPerLine) } : row),
  );
  const none = sections.flatMap((section) => section.none ?? []);
  return [
    ...callerSection(facts, frame.texts, shape),
    ...(shape.divided ? [divider()] : []),
    ...(rows.length > 0 ? [list(rows)] : []),
    ...insightLines(chosen(facts.insights, shape), facts.place, facts.directory, frame.texts),
    ...currency(facts, shape, frame),
    ...sections.flatMap((section) => section.unknown ?? []),
    ...(shape.tight ? [] : namesUnknown(facts, frame)),
    ...(none.length > 0 ? [text(`${none.join('. ')}.`, { style: 'muted' })] : []),
    menu(frame, shape.who === 'menu' && sharingOf(facts) !== undefined),
  ];
}

const chosen = (insights: HomeFacts['insights'], { insights: room }: Shape) =>
  room === 'warning' ? insights.filter(isWarning).slice(0, 1) : insights.slice(0, room);

const rowsOf = (section: Section): ListItem[] => section.rows ?? [];

function lastConversation(facts: HomeFacts, shape: Shape, { texts }: Frame): Section {
  const { otherConversations: others, caller, directory, place } = facts;
  if (others.state === 'unavailable') {
    return { unknown: unavailableText(texts.sections.lastConversation, others, texts) };
  }
  const [last, ...more] = others.state === 'known' ? others.value : [];
  if (last === undefined) return caller.state === 'absent' ? {} : { none: texts.lastConversation.none };
  const rows = [conversationItem(last, directory, place, texts, shape.tight)];
  if (more.length > 0) {
    rows.push(item({ id: writeId('history'), title: texts.lastConversation.more(more.length), action: submit() }));
  }
  return { rows };
}

function calls(facts: HomeFacts, shape: Shape, { texts }: Frame): Section {
  const { calls: fact, directory, place } = facts;
  if (fact.state === 'unavailable') return { unknown: unavailableText(texts.sections.calls, fact, texts) };
  const all = fact.state === 'known' ? fact.value : [];
  const [newest] = all;
  const others = shape.otherCalls ? otherCalls(facts.otherPhoneConversations, texts) : [];
  if (newest === undefined) return { none: texts.call.none, rows: others };
  if (shape.tight) {
    const row = callItem(newest, directory, place, texts, true);
    if (all.length === 1) return { rows: [row] };
    return { rows: [{ ...row, id: writeId('calls'), title: texts.call.several(row.title, all.length) }] };
  }
  const rows = all.slice(0, shape.calls).map((call) => callItem(call, directory, place, texts));
  const hidden = all.length - rows.length;
  if (hidden > 0) rows.push(item({ id: writeId('calls'), title: texts.call.earlier(hidden), action: submit() }));
  return { rows: hidden > 0 ? rows : [...rows, ...others] };
}

/** Leads to all calls of the contact, unless another row does. */
function otherCalls(conversations: number, { contactCalls }: CardTexts): ListItem[] {
  if (conversations === 0) return [];
  const title = contactCalls.otherPhoneConversations(conversations);
  return [item({ id: writeId('calls'), title, action: submit() })];
}

function finVoice({ finVoice: fact, handed, place }: HomeFacts, shape: Shape, { texts }: Frame): Section {
  const unknown = fact.state === 'unavailable' ? { unknown: unavailableText(texts.sections.fin, fact, texts) } : {};
  if (shape.tight && fact.state === 'unavailable') return unknown;
  const records = fact.state === 'known' ? fact.value : [];
  const rows = [
    ...records.map((record) => finVoiceItem(record, texts, shape.tight)),
    ...(handed.state === 'known' ? handed.value : []).map((call) => handedItem(call, place, texts, shape.tight)),
  ].slice(0, shape.finVoice);
  if (rows.length > 0) return { rows, ...unknown };
  return isUnknown(fact, handed) ? unknown : { none: texts.fin.none };
}

/** What the teammate must not take for the last word. */
function currency(facts: HomeFacts, { brief }: Shape, { texts }: Frame): Component[] {
  const { calls, finVoice } = facts;
  const { sections } = texts;
  const parts = [
    [sections.caller, facts.caller],
    [sections.caller, facts.companies],
    [sections.lastConversation, facts.otherConversations],
    [sections.calls, calls],
    [sections.fin, finVoice],
    [sections.names, facts.directory],
  ] as const;
  return currencyLines({ calls, finVoice, parts }, facts.place, texts, brief);
}

/** Owners are shown by id then. */
function namesUnknown({ directory }: HomeFacts, { texts }: Frame): Component[] {
  return directory.state === 'unavailable' ? [unavailableText(texts.sections.names, directory, texts)] : [];
}

/** One row of actions: a select that submits at once takes the room of one button. */
function menu({ texts }: Frame, asksWho: boolean): Component {
  return singleSelect({
    id: MENU_ID,
    options: [
      option(writeId('tag'), texts.menu.tag),
      option(writeId('note'), texts.menu.note),
      option(writeId('assign'), texts.menu.assign),
      ...(asksWho ? [option(writeId('who'), texts.who.menu)] : []),
      option(writeId('refresh'), texts.menu.refresh),
    ],
    action: submit(),
  });
}
