import { wordFor } from '../cards/describe.ts';
import type { CardTexts } from '../texts/catalogue.ts';
import type { HandedCallFact } from './phone-facts.ts';

/** How a call stands that was handed to Fin: `Handed to Fin, nothing yet`. */
export function handedTitle({ state }: HandedCallFact, { handed }: CardTexts): string {
  return Object.hasOwn(handed.titles, state) ? wordFor(handed.titles, state) : handed.title(wordFor({}, state));
}
