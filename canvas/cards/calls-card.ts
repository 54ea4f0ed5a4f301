import { writeId } from '../component-id.ts';
import type { CallFact, Fact } from '../facts.ts';
import { FRESH } from '../flow.ts';
import { type Canvas, type Component, list, text } from '../kit/components.ts';
import type { CallsFacts } from '../phone/phone-facts.ts';
import type { CardTexts } from '../texts/catalogue.ts';
import { bold } from '../words.ts';
import { callItem } from './call-items.ts';
import { currencyLines } from './currency.ts';
import { unavailableText } from './describe.ts';
import { type Frame, framed, wayBack } from './frame.ts';
import { pager, slice } from './paging.ts';

interface Row {
  call: CallFact;
  isHere: boolean;
}

/** Every call of the conversation, then every other call of the contact, each newest first. */
export function callsCard(facts: CallsFacts, view: { page: number }, frame: Frame): Canvas {
  const { texts } = frame;
  const { calls, otherCalls, directory, place } = facts;
  const page = slice([...rowsOf(calls, true), ...rowsOf(otherCalls, false)], view.page);
  const isFirst = page.page === 1;
  const isLast = page.page === page.pages;
  const parts = [
    [texts.sections.calls, calls],
    [texts.contactCalls.section, otherCalls],
    [texts.sections.names, directory],
  ] as const;
  const section = (heading: string, isHere: boolean) => {
    const rows = page.rows.filter((row) => row.isHere === isHere);
    if (rows.length === 0) return [];
    const items = rows.map(({ call }) => callItem(call, directory, place, texts));
    return [text(bold(heading), { bottom_margin: 'none' }), list(items)];
  };
  const components: Component[] = [
    text(texts.contactCalls.heading, { style: 'header' }),
    ...(isFirst ? whyNone(calls, texts.sections.calls, texts.call.none, texts) : []),
    ...section(texts.contactCalls.here, true),
    ...section(texts.contactCalls.others, false),
    ...(isLast ? ending(facts, texts) : []),
    ...currencyLines({ calls: shown(page.rows), parts }, place, texts),
    ...pager('calls', page, frame),
    ...wayBack(frame, writeId('calls', FRESH)),
  ];
  return framed(components, { view: 'calls', page: page.page }, frame);
}

const rowsOf = (calls: Fact<CallFact[]>, isHere: boolean): Row[] =>
  calls.state === 'known' ? calls.value.map((call) => ({ call, isHere })) : [];

const shown = (rows: readonly Row[]) => ({ state: 'known', value: rows.map(({ call }) => call) }) as const;

function whyNone(calls: Fact<CallFact[]>, section: string, none: string, texts: CardTexts): Component[] {
  if (calls.state === 'unavailable') return [unavailableText(section, calls, texts)];
  return calls.state === 'absent' || calls.value.length === 0 ? [text(none, { style: 'muted' })] : [];
}

/** What is said of the contact's other calls below those that are known. */
function ending({ otherCalls, areAllOthers }: CallsFacts, texts: CardTexts): Component[] {
  if (otherCalls.state === 'absent') return [];
  const words = texts.contactCalls;
  const isCertain = otherCalls.state === 'unavailable' || areAllOthers;
  return [
    ...(isCertain ? whyNone(otherCalls, words.section, words.noOthers, texts) : []),
    ...(isCertain ? [] : [text(words.mayBeMore, { style: 'muted' })]),
  ];
}
