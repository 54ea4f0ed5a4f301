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

/** Undefined: nobody but the contact of the conversation has the number, or nobody can tell. */
export function sharingOf({ callers, caller }: HomeFacts): NumberSharing | undefined {
  if (callers?.state !== 'known') return undefined;
  const { count, includesContact } = callers.value;
  const isOnlyHere = count === 1 && includesContact && caller.state === 'known';
  return count === 0 || isOnlyHere ? undefined : callers.value;
}

/** Certainly nobody has the number, and nobody is in the conversation. */
function isNobodys({ caller, callers }: HomeFacts): boolean {
  const hasNoContact = caller.state === 'absent' || (caller.state === 'known' && caller.value.unread === 'gone');
  return hasNoContact && callers?.state === 'known' && callers.value.count === 0;
}

function whoTitle(sharing: NumberSharing, { caller }: Pick<HomeFacts, 'caller'>, { who }: CardTexts): string {
  const { count, more, includesContact } = sharing;
  const many = more ? who.moreThan(count) : String(count);
  const hasContact = caller.state !== 'absent';
  if (hasContact && includesContact) return who.share(many);
  if (hasContact) return count === 1 ? who.oneOther : who.others(many);
  return count === 1 ? who.oneHas : who.have(many);
}

function whoAnswer(sharing: NumberSharing, { directory, place, number }: HomeFacts, texts: CardTexts): string {
  const { answer, isDuplicate } = sharing;
  if (answer === undefined) return isDuplicate ? texts.who.duplicate : texts.who.ask;
  const name = answer.name ?? number?.phone.international ?? texts.caller.unknown;
  return texts.who.answered(teammateName(answer.teammateId, directory, texts), date(answer.atMs, place.timeZone), name);
}
