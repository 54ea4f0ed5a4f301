import { wordFor } from '../cards/describe.ts';
import type { CardTexts } from '../texts/catalogue.ts';
import type { HandedCallFact } from './phone-facts.ts';

/** How a call stands that was handed to Fin: `Handed to Fin, nothing yet`. */
export function handedTitle(call: HandedCallFact, texts: CardTexts): string {
  const { handed } = texts;
  const { state } = call;
  if (state === FAILED) return failure(call, texts).title;
  return Object.hasOwn(handed.titles, state) ? wordFor(handed.titles, state) : handed.title(wordFor({}, state));
}

/** What is to be said of a call that was given up; undefined of any other. */
export function whyFailed(call: HandedCallFact, texts: CardTexts): string | undefined {
  return call.state === FAILED ? failure(call, texts).what : undefined;
}

const FAILED = 'failed';

/** How far the call had come by then. */
function failure({ registeredAtMs, wasTaken }: HandedCallFact, { handed: { failures } }: CardTexts) {
  if (wasTaken) return failures.endNotTold;
  return registeredAtMs === undefined ? failures.notRegistered : failures.notTaken;
}
