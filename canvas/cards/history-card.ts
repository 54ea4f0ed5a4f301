import { writeId } from '../component-id.ts';
import type { HistoryFacts } from '../facts.ts';
import { FRESH } from '../flow.ts';
import { type Canvas, type Component, list, text } from '../kit/components.ts';
import { conversationItem } from './conversation-item.ts';
import { currencyLines } from './currency.ts';
import { unavailableText } from './describe.ts';
import { type Frame, framed, wayBack } from './frame.ts';
import { pager, slice } from './paging.ts';

/** The contact's other conversations, newest first. */
export function historyCard(facts: HistoryFacts, view: { page: number }, frame: Frame): Canvas {
  const { texts } = frame;
  const { conversations } = facts;
  const page = slice(conversations.state === 'known' ? conversations.value : [], view.page);
  const components: Component[] = [text(texts.history.heading, { style: 'header' })];
  if (conversations.state === 'unavailable') {
    components.push(unavailableText(texts.sections.history, conversations, texts));
  } else if (page.rows.length === 0) {
    components.push(text(texts.history.none, { style: 'muted' }));
  } else {
    components.push(list(page.rows.map((one) => conversationItem(one, facts.directory, facts.place, texts))));
  }
  const parts = [
    [texts.sections.history, conversations],
    [texts.sections.names, facts.directory],
  ] as const;
  components.push(...currencyLines({ parts }, facts.place, texts));
  return framed(
    [...components, ...pager('history', page, frame), ...wayBack(frame, writeId('history', FRESH))],
    { view: 'history', page: page.page },
    frame,
  );
}
