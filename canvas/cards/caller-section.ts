import type { Caller, CompanyFact, Fact, HomeFacts } from '../facts.ts';
import { type Component, dataTable, type FieldValue, fieldValue, text } from '../kit/components.ts';
import { LIMITS } from '../kit/limits.ts';
import { columnsOf } from '../kit/text-width.ts';
import { contactUrl } from '../links.ts';
import type { Texts } from '../texts/en.ts';
import { bold, clip, link, plain } from '../words.ts';
import { joined, unavailableText, wordFor } from './describe.ts';

const countryNames = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' });

/** What fits on one line of the sidebar. */
const LINE = LIMITS.sidebar.charactersPerLine;

/** Who is calling: name, role and company, phone and email. `tight` leaves out what is only good to know. */
export function callerSection(facts: HomeFacts, texts: Texts, tight: boolean): Component[] {
  const { caller } = facts;
  if (caller.state === 'unavailable') return [unavailableText(texts.sections.caller, caller, texts)];
  if (caller.state === 'absent') return [text(texts.caller.none, { style: 'muted' })];
  const who = caller.value;
  const label = clip(nameOf(who, texts), 36);
  const heading = who.contactId === undefined ? bold(label) : link(label, contactUrl(facts.place, who.contactId));
  const role = roleLine(who, facts.companies, texts);
  const components: Component[] = [text(heading, { style: 'header', bottom_margin: 'none' })];
  if (role !== '') components.push(text(role, { style: 'muted' }));
  if (who.merged && !tight) components.push(text(texts.caller.merged, { style: 'muted' }));
  const rows = detailRows(who, texts);
  if (rows.length > 0) components.push(dataTable(rows));
  if (facts.isPhoneConversation === true && who.email === undefined)
    components.push(text(texts.caller.noEmail, { style: 'error' }));
  return components;
}

function nameOf(who: Caller, texts: Texts): string {
  const candidates = [who.name, who.phone?.international, who.phone?.raw, who.email];
  return candidates.find((name) => name !== undefined && plain(name) !== '') ?? texts.caller.unknown;
}

/** What there is to say of them on one line; what does not fit whole is left out rather than cut. */
function roleLine(who: Caller, companies: Fact<CompanyFact[]>, texts: Texts): string {
  const role = who.role === undefined ? undefined : wordFor(texts.caller.roles, who.role);
  if (companies.state !== 'known') {
    return plain(joined(role, companies.state === 'unavailable' && texts.caller.companiesUnavailable));
  }
  const [first, ...others] = companies.value;
  const company = first?.name === undefined ? undefined : clip(first.name, 24);
  const position = role !== undefined && company !== undefined ? texts.caller.at(role, company) : (role ?? company);
  const details = [
    first?.plan === undefined ? undefined : clip(first.plan, 16),
    first?.monthlySpend ? texts.caller.spend(first.monthlySpend.toLocaleString('en-US')) : undefined,
    others.length > 0 ? texts.caller.moreCompanies(others.length) : undefined,
  ];
  const line = details.reduce(
    (kept: string, detail) => (columnsOf(joined(kept, detail)) <= LINE ? joined(kept, detail) : kept),
    clip(position ?? '', LINE),
  );
  return plain(line);
}

function detailRows(who: Caller, texts: Texts): FieldValue[] {
  const rows: FieldValue[] = [];
  if (who.phone !== undefined) {
    const { international, raw, countryCode } = who.phone;
    const country = countryCode === undefined ? undefined : countryNames.of(countryCode);
    const number = clip(international ?? raw, 40);
    rows.push(fieldValue(texts.caller.phone, country === undefined ? number : `${number}, ${country}`));
  }
  if (who.email !== undefined) rows.push(fieldValue(texts.caller.email, clip(who.email, 80)));
  return rows;
}
