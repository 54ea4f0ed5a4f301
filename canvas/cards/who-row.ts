import type { NumberSharing } from '../caller-facts.ts';
import { writeId } from '../component-id.ts';
import { date } from '../dates.ts';
import type { HomeFacts } from '../facts.ts';
import { item, type ListItem, submit } from '../kit/components.ts';
import type { CardTexts } from '../texts/catalogue.ts';
import { clip } from '../words.ts';
import { teammateName } from './describe.ts';

/** The row of the first card that leads to who has the caller's number; or that makes a lead where nobody has it. */
export function whoRow(facts: HomeFacts, texts: CardTexts, { tight }: { tight: boolean }): ListItem[] {
  const { number } = facts;
  const sharing = sharingOf(facts);
  if (sharing !== undefined) {
    const subtitle = tight ? {} : { subtitle: clip(whoAnswer(sharing, facts, texts), 90) };
    const title =
      tight && sharing.answer !== undefined ? whoAnswer(sharing, facts, texts) : whoTitle(sharing, facts, texts);
    return [item({ id: writeId('who'), title: clip(title, 90), ...subtitle, action: submit() })];
  }
  if (number?.e164 === undefined || !isNobodys(facts)) return [];
  const subtitle = number.phone.international ?? number.e164;
  const id = writeId('lead', 'create', number.e164);
  return [item({ id, title: texts.who.createLead, subtitle, action: submit() })];
}

/** Undefined: nobody but the contact of the conversation has the number or may have it, or nobody can tell. */
export function sharingOf({ callers, caller }: HomeFacts): NumberSharing | undefined {
  if (callers?.state !== 'known') return undefined;
  const { count, possible, includesContact } = callers.value;
  if (possible > 0) return callers.value;
  const isOnlyHere = count === 1 && includesContact && caller.state === 'known';
  return count === 0 || isOnlyHere ? undefined : callers.value;
}

/** Certainly nobody has the number, and nobody is in the conversation. */
function isNobodys({ caller, callers }: HomeFacts): boolean {
  const hasNoContact = caller.state === 'absent' || (caller.state === 'known' && caller.value.unread === 'gone');
  if (!hasNoContact || callers?.state !== 'known') return false;
  const { count, possible, more } = callers.value;
  return count === 0 && possible === 0 && !more;
}

function whoTitle(sharing: NumberSharing, { caller }: Pick<HomeFacts, 'caller'>, { who }: CardTexts): string {
  const { count, possible, more, includesContact } = sharing;
  if (caller.state === 'absent') return haveWords(sharing, { who });
  const isAlone = count === 0 || (includesContact && count === 1);
  if (isAlone && possible > 0) return possible === 1 ? who.oneOtherMay : who.othersMay(possible);
  if (isAlone) return who.oneHas;
  const many = more ? who.moreThan(count) : String(count);
  const others = count === 1 ? who.oneOther : who.others(many);
  const have = includesContact ? who.share(many) : others;
  return possible === 0 ? have : who.andMay(have, possible);
}

/** How many have the number, and how many more may have it. */
export function haveWords(
  { count, possible, more }: Pick<NumberSharing, 'count' | 'possible' | 'more'>,
  { who }: Pick<CardTexts, 'who'>,
): string {
  if (count === 0) return possible === 1 ? who.oneMay : who.may(possible);
  const have = count === 1 && !more ? who.oneHas : who.have(more ? who.moreThan(count) : String(count));
  return possible === 0 ? have : who.andMay(have, possible);
}

function whoAnswer(sharing: NumberSharing, { directory, place, number }: HomeFacts, texts: CardTexts): string {
  const { answer, isDuplicate } = sharing;
  if (answer === undefined) return isDuplicate ? texts.who.duplicate : texts.who.ask;
  const name = answer.name ?? number?.phone.international ?? texts.caller.unknown;
  return texts.who.answered(teammateName(answer.teammateId, directory, texts), date(answer.atMs, place.timeZone), name);
}
