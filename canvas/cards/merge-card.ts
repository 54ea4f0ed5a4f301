import type { MergeFacts, MergeSide } from '../caller-facts.ts';
import { writeId } from '../component-id.ts';
import { type Fact, isUnknown } from '../facts.ts';
import {
  button,
  type Canvas,
  type Component,
  dataTable,
  type FieldValue,
  fieldValue,
  submit,
  text,
} from '../kit/components.ts';
import { contactUrl } from '../links.ts';
import type { CardTexts } from '../texts/catalogue.ts';
import { clip, link, plain } from '../words.ts';
import { unavailableText, when } from './describe.ts';
import { type Frame, framed, wayBack } from './frame.ts';
import { numberWords } from './number-words.ts';

/** What a merge will do, and the only button that does it. */
export function mergeCard(facts: MergeFacts, view: { leadId: string; userId: string }, frame: Frame): Canvas {
  const { texts } = frame;
  const { lead, user, isPossible } = facts;
  const key = `${view.leadId} ${view.userId}`;
  const isUnclear = isPossible === undefined || isUnknown(lead, user, isPossible);
  const again = isUnclear ? writeId('merge', 'ask', key) : undefined;
  const components: Component[] = [
    text(texts.merge.heading, { style: 'header' }),
    ...side(texts.merge.lead, lead, facts, texts),
    ...side(texts.merge.user, user, facts, texts),
  ];
  const isOffered = isPossible?.state === 'known' && isPossible.value;
  if (isOffered && lead.state === 'known' && user.state === 'known') {
    const names = [plain(nameOf(lead.value, texts)), plain(nameOf(user.value, texts))] as const;
    components.push(
      text(texts.merge.moves(...names)),
      text(texts.merge.gone(names[0])),
      text(texts.merge.forGood, { style: 'error' }),
      button({ id: writeId('merge', 'do', key), label: texts.merge.confirm, style: 'primary', action: submit() }),
    );
  } else if (isPossible === undefined) components.push(text(texts.who.cannotTell, { style: 'muted' }));
  else if (isPossible.state === 'unavailable') {
    components.push(unavailableText(texts.sections.callers, isPossible, texts));
  } else if (!isUnclear) components.push(text(texts.merge.impossible, { style: 'error' }));
  const toWho = button({ id: writeId('who'), label: texts.who.heading, style: 'link', action: submit() });
  const [line, ...rest] = wayBack(frame, again);
  return framed([...components, ...(line === undefined ? [] : [line]), toWho, ...rest], { view: 'merge' }, frame);
}

function side(role: string, fact: Fact<MergeSide>, { place }: MergeFacts, texts: CardTexts): Component[] {
  if (fact.state === 'unavailable') return [unavailableText(role, fact, texts)];
  if (fact.state === 'absent') return [text(`${role}: ${texts.caller.unread.gone}`, { style: 'muted' })];
  const { contactId, email, phone, lastSeenAtMs } = fact.value;
  const rows: [string, string | undefined][] = [
    [texts.merge.email, email === undefined ? undefined : clip(email, 80)],
    [texts.merge.phone, phone === undefined ? undefined : numberWords(phone, texts)],
    [texts.merge.lastSeen, when(lastSeenAtMs, place)],
  ];
  const known = rows.flatMap(([name, value]): FieldValue[] => (value === undefined ? [] : [fieldValue(name, value)]));
  const heading = `${role}: ${link(nameOf(fact.value, texts), contactUrl(place, contactId))}`;
  return [text(heading, { bottom_margin: 'none' }), ...(known.length === 0 ? [] : [dataTable(known)])];
}

function nameOf({ name, email, phone }: MergeSide, texts: CardTexts): string {
  const known = [name, email, phone?.international].find((one) => one !== undefined && plain(one) !== '');
  return clip(known ?? texts.caller.unknown, 60);
}
