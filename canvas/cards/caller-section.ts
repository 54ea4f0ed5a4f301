import type { CallersNumber } from '../caller-facts.ts';
import type { Caller, CompanyFact, Fact, HomeFacts } from '../facts.ts';
import { type Component, dataTable, type FieldValue, fieldValue, text } from '../kit/components.ts';
import { LIMITS } from '../kit/limits.ts';
import { columnsOf } from '../kit/text-width.ts';
import { contactUrl } from '../links.ts';
import type { CardTexts } from '../texts/catalogue.ts';
import { bold, clip, link, plain } from '../words.ts';
import { joined, unavailableText, wordFor } from './describe.ts';
import { isSameNumber, numberWords } from './number-words.ts';

/** What fits on one line of the sidebar. */
const LINE = LIMITS.sidebar.charactersPerLine;
/** Words wrap: the end of a line stays empty where the next word does not fit. */
const TWO_LINES = 2 * LINE - 14;

/**
 * How much room the section may take: lines for the role and company, whether what is only good to know is told, and
 * whether lines stand close together.
 */
export interface CallerRoom {
  roleLines: 1 | 2;
  tight: boolean;
  close: boolean;
}

/** Who is calling: name, role and company, phone and email. */
export function callerSection(
  facts: HomeFacts,
  texts: CardTexts,
  { roleLines, tight, close }: CallerRoom,
): Component[] {
  const { caller } = facts;
  if (caller.state === 'unavailable') return [unavailableText(texts.sections.caller, caller, texts)];
  if (caller.state === 'absent') {
    return [text(texts.caller.none, { style: 'muted' }), ...numberAlone(facts, { close }, texts)];
  }
  const who = caller.value;
  const label = clip(nameOf(who, texts), 36);
  const heading = who.contactId === undefined ? bold(label) : link(label, contactUrl(facts.place, who.contactId));
  const components: Component[] = [text(heading, { style: 'header', bottom_margin: 'none' })];
  const margin = close ? ({ bottom_margin: 'none' } as const) : {};
  const muted = (line: string) => components.push(text(line, { style: 'muted', ...margin }));
  const unread = who.unread === undefined ? undefined : texts.caller.unread[who.unread];
  const room = roleLines === 1 ? LINE : TWO_LINES;
  if (!tight || unread === undefined) {
    const role = roleLine(who, facts.companies, texts, room);
    if (role !== '') muted(role);
    if (unread !== undefined) muted(unread);
  } else {
    // Both in one paragraph, which takes less room than two.
    const left = room - columnsOf(unread) - 3;
    muted(joined(left > 0 && roleLine(who, facts.companies, texts, left), unread));
  }
  if (who.merged && !tight) muted(texts.caller.merged);
  if (who.phone?.hidden) muted(tight ? texts.number.pilesUpBriefly : texts.number.pilesUp);
  const email = facts.hasNoEmail ? undefined : who.email;
  const rows = detailRows({ phone: who.phone, email }, facts.number, { tight }, texts);
  if (rows.length > 0) components.push(dataTable(rows));
  if (facts.hasNoEmail) components.push(text(texts.insights.no_email, { style: 'error', ...margin }));
  return components;
}

function nameOf(who: Caller, texts: CardTexts): string {
  const number = who.phone === undefined || who.phone.hidden ? [] : [who.phone.international, who.phone.raw];
  const candidates = [who.name, ...number, who.email];
  return candidates.find((name) => name !== undefined && plain(name) !== '') ?? texts.caller.unknown;
}

/**
 * Role, company, plan and spend, in the room there is: names are shortened before anything is left out, and what does
 * not fit whole is left out rather than cut.
 */
function roleLine(who: Caller, companies: Fact<CompanyFact[]>, texts: CardTexts, room: number): string {
  const role = who.role === undefined ? undefined : wordFor(texts.caller.roles, who.role);
  if (companies.state !== 'known') {
    return plain(clip(joined(role, companies.state === 'unavailable' && texts.caller.companiesUnavailable), room));
  }
  const [first, ...others] = companies.value;
  const spend = first?.monthlySpend ? texts.caller.spend(first.monthlySpend.toLocaleString('en-US')) : undefined;
  const more = others.length > 0 ? texts.caller.moreCompanies(others.length) : undefined;
  const shortened = SHORTER.map(([company, plan]) => {
    const name = first?.name === undefined ? undefined : clip(first.name, company);
    const position = role !== undefined && name !== undefined ? texts.caller.at(role, name) : (role ?? name);
    return [position, first?.plan === undefined ? undefined : clip(first.plan, plan), spend];
  });
  const fitting = shortened.find((parts) => columnsOf(joined(...parts)) <= room) ?? shortened.at(-1) ?? [];
  const line = [...fitting, more].reduce(
    (kept: string, part) => (columnsOf(joined(kept, part)) <= room ? joined(kept, part) : kept),
    '',
  );
  return plain(line);
}

/** Columns for the company's name and for its plan, from generous to short. */
const SHORTER = [
  [32, 24],
  [24, 16],
  [16, 12],
  [10, 8],
] as const;

/** Of a caller nobody knows, only the number, and why nobody can tell whose it is where there is room for that. */
function numberAlone({ number, callers }: HomeFacts, { close }: { close: boolean }, texts: CardTexts): Component[] {
  const isUnknown = callers?.state === 'unavailable' && !close;
  const unknown = isUnknown ? [unavailableText(texts.sections.callers, callers, texts)] : [];
  if (number === undefined) return unknown;
  return [dataTable([fieldValue(texts.caller.phone, numberWords(number.phone, texts))]), ...unknown];
}

/** The number of the contact, and the one of the call where it is another; where there is little room, only that. */
function detailRows(
  { phone, email }: Pick<Caller, 'phone' | 'email'>,
  number: CallersNumber | undefined,
  { tight }: { tight: boolean },
  texts: CardTexts,
): FieldValue[] {
  const rows: FieldValue[] = [];
  const calledFrom =
    number?.from !== 'call' || (phone !== undefined && isSameNumber(number.phone, phone)) ? undefined : number.phone;
  if (calledFrom !== undefined) rows.push(fieldValue(texts.number.calledFrom, numberWords(calledFrom, texts)));
  if (phone !== undefined && (calledFrom === undefined || !tight)) {
    rows.push(fieldValue(texts.caller.phone, numberWords(phone, texts)));
  }
  if (email !== undefined) rows.push(fieldValue(texts.caller.email, clip(email, 80)));
  return rows;
}
