import { dateAndTime } from '../dates.ts';
import type { CallFact, Fact, FinVoiceFact, Place } from '../facts.ts';
import { type Component, text } from '../kit/components.ts';
import { LIMITS } from '../kit/limits.ts';
import { columnsOf } from '../kit/text-width.ts';
import { isRunning } from '../phone/call-states.ts';
import { isFinAtWork } from '../phone/fin-statuses.ts';
import type { Texts } from '../texts/en.ts';

/** What a card shows, as far as it may not be so any more. */
export interface Shown {
  calls?: Fact<readonly CallFact[]>;
  finVoice?: Fact<readonly FinVoiceFact[]>;
  /** The name of each part of the card, and what it is made of. */
  parts?: readonly (readonly [section: string, fact: Fact<unknown>])[];
}

/**
 * A card in the inbox cannot refresh itself. It says so of a call, or of Fin's work on it, that has not come to its end;
 * and it says which parts are as they were known earlier: as of when at the earliest, and why. `brief`: in one line.
 */
export function currencyLines(shown: Shown, place: Place, texts: Texts, brief = false): Component[] {
  const goingOn = whatGoesOn(shown);
  const old = standIns(shown);
  const [oldest] = old.toSorted((a, b) => a.asOfMs - b.asOfMs);
  const lines: string[] = [];
  if (oldest === undefined) {
    if (goingOn !== undefined) lines.push(brief ? texts.goingOn.brief[goingOn] : texts.goingOn[goingOn]);
  } else {
    const date = dateAndTime(oldest.asOfMs, place.timeZone);
    const sections = [...new Set(old.map(({ section }) => section))];
    if (brief) lines.push(goingOn === undefined ? briefly(sections, date, texts) : texts.asOf.goingOn(date));
    else {
      if (goingOn !== undefined) lines.push(texts.goingOn[goingOn]);
      const what = sections.length > MOST_NAMED ? texts.asOf.several : sections.join(', ');
      lines.push(texts.asOf.because(texts.asOf.what(what, date), texts.unavailable[oldest.why]));
    }
  }
  return lines.map((line) => text(line, { style: 'muted' }));
}
const MOST_NAMED = 2;

/** The one part that is from earlier is named if there is room for it. */
function briefly([section, ...others]: string[], date: string, texts: Texts): string {
  const named = section === undefined || others.length > 0 ? undefined : `${texts.asOf.what(section, date)}.`;
  const fits = named !== undefined && columnsOf(named) <= LIMITS.sidebar.charactersPerLine;
  return fits ? named : `${texts.asOf.what(texts.asOf.several, date)}.`;
}

function whatGoesOn({ calls, finVoice }: Shown): 'call' | 'fin' | undefined {
  if (calls?.state === 'known' && calls.value.some(isRunning)) return 'call';
  return finVoice?.state === 'known' && finVoice.value.some(({ status }) => isFinAtWork(status)) ? 'fin' : undefined;
}

function standIns({ parts = [] }: Shown) {
  return parts.flatMap(([section, fact]) =>
    fact.state === 'known' && fact.standIn !== undefined ? [{ section, ...fact.standIn }] : [],
  );
}
