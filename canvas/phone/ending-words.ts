import { joined } from '../cards/describe.ts';
import { duration } from '../dates.ts';
import type { Directory, Fact } from '../facts.ts';
import type { CardTexts } from '../texts/catalogue.ts';
import type { CallEnding, Who } from './call-log.ts';
import { causeWords, reasonWords, saidWords, whoWords } from './event-words.ts';

const MOST_NAMES = 2;

/** How a call ended, in a few words: `Missed by Bo`, `Deflected: Sales is out of office`. */
export function outcomeWords(ending: CallEnding, directory: Fact<Directory>, texts: CardTexts): string {
  const words = texts.ending;
  const { outcome, possibleCauses, reason } = ending;
  const who = whoWords(ending.who, directory, texts);
  switch (outcome) {
    case 'answered':
      return ending.maybeVoicemail ? words.answeredOrVoicemail(who) : words.answered(who);
    case 'transferred':
    case 'missed':
    case 'declined_with_button':
      return words[outcome](who);
    case 'declined_unclear':
      return words.declined_unclear(who, causeWords(possibleCauses, texts));
    case 'deflected':
      return words.deflected(reason === undefined ? '' : reasonWords(reason, texts));
    case 'unknown':
      return words.unknown(saidWords(ending.said, texts));
    default:
      return words[outcome];
  }
}

/** The same with how long the caller waited and talked, who let it pass before, and who joined. */
export function endingLine(ending: CallEnding, directory: Fact<Directory>, texts: CardTexts): string {
  const words = texts.ending;
  const { waitMs, talkMs, passedBy } = ending;
  const names = (all: readonly Who[], tell: (names: string) => string) => {
    const known = [...new Set(all.map((who) => whoWords(who, directory, texts)))].filter((name) => name !== '');
    const more = known.length > MOST_NAMES ? [words.moreNames(known.length - MOST_NAMES)] : [];
    return known.length > 0 && tell([...known.slice(0, MOST_NAMES), ...more].join(', '));
  };
  return joined(
    outcomeWords(ending, directory, texts),
    waitMs !== undefined && words.waited(duration(waitMs)),
    talkMs !== undefined && words.talked(duration(talkMs)),
    names(passedBy, words.passedBy),
    names(ending.joined, words.joined),
  );
}
