import { wordFor } from '../cards/describe.ts';
import { dateAndTime } from '../dates.ts';
import type { Directory, Fact, Place } from '../facts.ts';
import { type Component, text } from '../kit/components.ts';
import type { CardTexts } from '../texts/catalogue.ts';
import { plain } from '../words.ts';
import { whoWords } from './event-words.ts';
import type { Destination, Insight } from './insight.ts';

const countryNames = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' });

/** What a teammate should see before they do the wrong thing. */
const WARNINGS: ReadonlySet<Insight['kind']> = new Set(['not_called_back', 'hidden_number', 'no_email']);
export const isWarning = ({ kind }: Insight): boolean => WARNINGS.has(kind);

/** One insight as a sentence, with dates in the workspace's time zone. */
export function insightWords(insight: Insight, place: Place, directory: Fact<Directory>, texts: CardTexts): string {
  const words = texts.insights;
  const when = (atMs: number) => dateAndTime(atMs, place.timeZone);
  switch (insight.kind) {
    case 'not_called_back':
      return words.not_called_back(when(insight.calledAtMs), when(insight.asOfMs));
    case 'repeat_caller':
      return words.repeat_caller(insight.calls, insight.atLeast, when(insight.untilMs));
    case 'hidden_number':
    case 'no_email':
      return words[insight.kind];
    case 'restricted_destination':
      return words.restricted[insight.basis](destinationWords(insight.destination, texts), insight.prefix);
    case 'outside_daytime':
      return words.outside_daytime(when(insight.fromMs), when(insight.untilMs));
    case 'daytime':
      return words.daytime(when(insight.untilMs));
    case 'fin_resolution':
      return words.fin_resolution(wordFor(texts.fin.statuses, insight.resolutionState));
    case 'took_over': {
      const who = whoWords(insight.who, directory, texts) || texts.callLog.somebody;
      return words.took_over[insight.how](who, insight.atMs === undefined ? '' : when(insight.atMs));
    }
    case 'billable_minutes':
      return words.billable_minutes(insight.minutes, insight.from);
  }
}

function destinationWords(destination: Destination, { insights }: CardTexts): string {
  if (destination.type !== 'countries') return insights.places[destination.type];
  return destination.countries.map((country) => countryNames.of(country) ?? country).join(insights.placeOr);
}

/** Each insight as a line of a card. */
export function insightLines(
  insights: readonly Insight[],
  place: Place,
  directory: Fact<Directory>,
  texts: CardTexts,
): Component[] {
  return insights.map((insight) =>
    text(plain(insightWords(insight, place, directory, texts)), {
      style: isWarning(insight) ? 'error' : 'muted',
      bottom_margin: 'none',
    }),
  );
}
