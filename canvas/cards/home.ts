import { writeId } from '../component-id.ts';
import type { HomeFacts } from '../facts.ts';
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
import { clip } from '../words.ts';
import { callItem, finVoiceItem } from './call-items.ts';
import { type CallerRoom, callerSection } from './caller-section.ts';
import { conversationItem } from './conversation-item.ts';
import { currencyLines } from './currency.ts';
import { unavailableText } from './describe.ts';
import { type Frame, framed } from './frame.ts';

/** How much is shown; tried from generous to tight until the card is no taller than Intercom's review allows. */
interface Shape extends CallerRoom {
  calls: number;
  finVoice: number;
  divided: boolean;
  brief: boolean;
}
const SHAPES: readonly Shape[] = [
  { calls: 3, finVoice: 2, divided: true, roleLines: 2, brief: false, tight: false, close: false },
  { calls: 2, finVoice: 1, divided: true, roleLines: 2, brief: false, tight: false, close: false },
  { calls: 1, finVoice: 1, divided: true, roleLines: 2, brief: false, tight: false, close: false },
  { calls: 1, finVoice: 1, divided: false, roleLines: 2, brief: false, tight: false, close: false },
  // Brief: what may not be so any more is told in one line.
  { calls: 1, finVoice: 1, divided: false, roleLines: 2, brief: true, tight: false, close: true },
  // Tight: every row on one line, and several calls behind one row.
  { calls: 1, finVoice: 1, divided: true, roleLines: 2, brief: true, tight: true, close: false },
  { calls: 1, finVoice: 1, divided: false, roleLines: 2, brief: true, tight: true, close: false },
  { calls: 1, finVoice: 1, divided: false, roleLines: 1, brief: true, tight: true, close: false },
  // Close: no space below what is said of the caller.
  { calls: 1, finVoice: 1, divided: false, roleLines: 1, brief: true, tight: true, close: true },
];

/** A section of the card: rows when something is known, else a sentence that says which it is. */
interface Section {
  rows?: ListItem[];
  /** Certainly nothing there. */
  none?: string;
  /** Not known. */
  unknown?: Component;
}

/** The first card: the caller, their last conversation, the phone, and what to do about it. */
export function homeCard(facts: HomeFacts, frame: Frame): Canvas {
  let components: Component[] = [];
  for (const shape of SHAPES) {
    components = drawn(facts, shape, frame);
    if (estimateHeightPx(components) <= LIMITS.firstCanvasHeightPx) break;
  }
  return framed(components, { view: 'home' }, frame);
}

function drawn(facts: HomeFacts, shape: Shape, frame: Frame): Component[] {
  const sections = [lastConversation(facts, shape, frame), calls(facts, shape, frame), finVoice(facts, shape, frame)];
  const rows = sections
    .flatMap((section) => section.rows ?? [])
    .map((row) => (shape.tight ? { ...row, title: clip(row.title, LIMITS.sidebar.charactersPerLine) } : row));
  const none = sections.flatMap((section) => section.none ?? []);
  return [
    ...callerSection(facts, frame.texts, shape),
    ...(shape.divided ? [divider()] : []),
    ...(rows.length > 0 ? [list(rows)] : []),
    ...currency(facts, shape, frame),
    ...sections.flatMap((section) => section.unknown ?? []),
    ...(shape.tight ? [] : namesUnknown(facts, frame)),
    ...(none.length > 0 ? [text(`${none.join('. ')}.`, { style: 'muted' })] : []),
    menu(frame),
  ];
}

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
  if (newest === undefined) return { none: texts.call.none };
  if (shape.tight) {
    const row = callItem(newest, directory, place, texts, true);
    if (all.length === 1) return { rows: [row] };
    return { rows: [{ ...row, id: writeId('calls'), title: texts.call.several(row.title, all.length) }] };
  }
  const rows = all.slice(0, shape.calls).map((call) => callItem(call, directory, place, texts));
  const hidden = all.length - rows.length;
  if (hidden > 0) rows.push(item({ id: writeId('calls'), title: texts.call.earlier(hidden), action: submit() }));
  return { rows };
}

function finVoice({ finVoice: fact }: HomeFacts, shape: Shape, { texts }: Frame): Section {
  if (fact.state === 'unavailable') return { unknown: unavailableText(texts.sections.fin, fact, texts) };
  const records = fact.state === 'known' ? fact.value : [];
  if (records.length === 0) return { none: texts.fin.none };
  return { rows: records.slice(0, shape.finVoice).map((record) => finVoiceItem(record, texts, shape.tight)) };
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
function menu({ texts }: Frame): Component {
  return singleSelect({
    id: MENU_ID,
    options: [
      option(writeId('tag'), texts.menu.tag),
      option(writeId('note'), texts.menu.note),
      option(writeId('assign'), texts.menu.assign),
      option(writeId('refresh'), texts.menu.refresh),
    ],
    action: submit(),
  });
}
