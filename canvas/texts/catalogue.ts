import { en, type Texts } from './en.ts';

const LANGUAGES: ReadonlyMap<string, Texts> = new Map([['en', en]]);

/** The texts for a language tag such as `en` or `en-GB`; English where there is none. */
export function textsFor(language: string | undefined): Texts {
  const primary = language?.split('-')[0]?.toLowerCase() ?? 'en';
  return LANGUAGES.get(primary) ?? en;
}
