import type { Candidate, WhoFacts } from '../caller-facts.ts';
import { writeId } from '../component-id.ts';
import { date } from '../dates.ts';
import { FRESH } from '../flow.ts';
import {
  button,
  type Canvas,
  type Component,
  dataTable,
  fieldValue,
  item,
  type ListItem,
  list,
  submit,
  text,
} from '../kit/components.ts';
import { contactUrl } from '../links.ts';
import type { CardTexts } from '../texts/catalogue.ts';
import type { Outcome } from '../view.ts';
import { clip, link, plain } from '../words.ts';
import { joined, lines, teammateName, unavailableText, when, wordFor } from './describe.ts';
import { type Frame, framed, outcomeLines, wayBack } from './frame.ts';
import { numberWords } from './number-words.ts';
import { pager, slice } from './paging.ts';
import { haveWords } from './who-row.ts';

const NAME_COLUMNS = 60;

/** All who have the caller's number: to say who it was, and to merge leads into the user that they are. */
export function whoCard(facts: WhoFacts, view: { page: number }, outcome: Outcome | undefined, frame: Frame): Canvas {
  const { texts } = frame;
  const { number, candidates } = facts;
  const all = candidates?.state === 'known' ? candidates.value : [];
  const page = slice(all, view.page);
  const components: Component[] = [
    ...outcomeLines(outcome, frame, nameOfChanged(outcome, facts, texts)),
    text(texts.who.heading, { style: 'header' }),
    ...(number === undefined ? [] : [dataTable([fieldValue(texts.who.number, numberWords(number.phone, texts))])]),
    ...explanation(facts, all, texts),
    ...answerLine(facts, texts),
    ...(page.rows.length > 0 ? [list(page.rows.map((one) => candidateRow(one, facts, texts)))] : []),
    ...pager('who', page, frame),
    ...(facts.answer === undefined ? [] : [linkButton(writeId('who', 'forget'), texts.who.forget)]),
    ...mergeOffers(facts, texts),
    ...wayBack(frame, writeId('who', FRESH)),
  ];
  return framed(components, { view: 'who', page: page.page, phone: number?.lookUp ?? '' }, frame);
}

const linkButton = (id: string, label: string): Component => button({ id, label, style: 'link', action: submit() });

function explanation(
  { number, candidates, more, unread }: WhoFacts,
  all: readonly Candidate[],
  texts: CardTexts,
): Component[] {
  const muted = (words: string) => [text(words, { style: 'muted' as const })];
  if (number === undefined) return muted(texts.who.noNumber);
  if (number.phone.hidden) return muted(texts.who.hidden);
  if (candidates === undefined) return muted(texts.who.cannotTell);
  if (candidates.state === 'unavailable') return [unavailableText(texts.sections.callers, candidates, texts)];
  if (candidates.state === 'absent') return muted(texts.who.unread);
  const notRead = unread === 0 ? [] : muted(texts.who.notRead(unread));
  if (all.length === 0) return unread === 0 ? muted(texts.who.nobodyHas) : notRead;
  const count = all.filter(({ exact }) => exact).length;
  const possible = all.length - count;
  return [
    text(haveWords({ count, possible, more }, texts), { bottom_margin: 'none' }),
    ...(possible === 0 ? [] : muted(texts.who.whyMay)),
    ...notRead,
    ...muted(texts.who.pick),
  ];
}

function answerLine(facts: WhoFacts, texts: CardTexts): Component[] {
  const { answer, directory, place } = facts;
  if (answer === undefined) return [];
  const name = nameOf(answer.contactId, facts, texts) ?? clip(answer.name ?? texts.caller.unknown, NAME_COLUMNS);
  const teammate = plain(teammateName(answer.teammateId, directory, texts));
  const whom = link(name, contactUrl(place, answer.contactId));
  return [text(texts.who.answered(teammate, date(answer.atMs, place.timeZone), whom))];
}

function candidateRow(one: Candidate, facts: WhoFacts, texts: CardTexts): ListItem {
  const { answer, place } = facts;
  const role = wordFor(texts.caller.roles, one.role);
  const seen = when(one.lastSeenAtMs, place);
  return item({
    id: writeId('who', 'is', one.contactId),
    title: candidateName(one, facts, texts),
    ...lines(
      joined(
        answer?.contactId === one.contactId && texts.who.answer,
        !one.exact && texts.who.mayHave,
        role,
        clip(one.company ?? one.email ?? '', NAME_COLUMNS),
        one.isHere && texts.who.here,
      ),
      joined(
        one.hasOpenConversation && texts.who.open,
        seen === undefined ? texts.who.neverSeen : texts.who.lastSeen(seen),
      ),
    ),
    action: submit(),
  });
}

/** Somebody without a name is called by the number, as Intercom does. */
function candidateName(
  { name, email }: Pick<Candidate, 'name' | 'email'>,
  { number }: WhoFacts,
  texts: CardTexts,
): string {
  const known = [name, email, number?.phone.international].find((one) => one !== undefined && plain(one) !== '');
  return clip(known ?? texts.caller.unknown, NAME_COLUMNS);
}

function mergeOffers(facts: WhoFacts, texts: CardTexts): Component[] {
  if (facts.duplicates.length === 0) return [];
  const name = (id: string) => clip(nameOf(id, facts, texts) ?? texts.caller.unknown, 30);
  return [
    text(texts.who.isDuplicate, { style: 'muted', bottom_margin: 'none' }),
    ...facts.duplicates.map(({ leadId, userId }) =>
      button({
        id: writeId('merge', 'ask', `${leadId} ${userId}`),
        label: texts.who.merge(name(leadId), name(userId)),
        style: 'secondary',
        action: submit(),
      }),
    ),
  ];
}

function nameOfChanged(outcome: Outcome | undefined, facts: WhoFacts, texts: CardTexts): string {
  return outcome?.ok === true && 'contactId' in outcome ? (nameOf(outcome.contactId, facts, texts) ?? '') : '';
}

function nameOf(contactId: string, facts: WhoFacts, texts: CardTexts): string | undefined {
  const all = facts.candidates?.state === 'known' ? facts.candidates.value : [];
  const found = all.find((one) => one.contactId === contactId);
  return found && candidateName(found, facts, texts);
}
