import { en, type Texts } from './en.ts';
import { type CallerTexts, enCaller } from './en-caller.ts';
import { enInsights, type InsightTexts } from './en-insights.ts';
import { enPhone, type PhoneTexts } from './en-phone.ts';

export type CardTexts = Texts & CallerTexts & InsightTexts & PhoneTexts;

const english: CardTexts = { ...en, ...enCaller, ...enInsights, ...enPhone };
const LANGUAGES: ReadonlyMap<string, CardTexts> = new Map([['en', english]]);

/** The texts for a language tag such as `en` or `en-GB`; English where there is none. */
export function textsFor(language: string | undefined): CardTexts {
  const primary = language?.split('-')[0]?.toLowerCase() ?? 'en';
  return LANGUAGES.get(primary) ?? english;
}
