import { writeId } from '../component-id.ts';
import { dateAndTime, isSameDay, timeOfDay } from '../dates.ts';
import type { Directory, Fact, Place } from '../facts.ts';
import { button, type Component, dataTable, fieldValue, submit, text } from '../kit/components.ts';
import type { TimelineEvent } from '../phone/call-log.ts';
import { eventWords } from '../phone/event-words.ts';
import type { CardTexts } from '../texts/catalogue.ts';
import { bold, clip } from '../words.ts';
import { unavailableText } from './describe.ts';

/** How many events are shown at first, and at most: few calls have more than a handful. */
const FIRST_EVENTS = 10;
const MOST_EVENTS = 60;
const EVENT_COLUMNS = 120;

/** What happened in the course of a call, a row an event. The day stands beside the time where it is not the first's. */
export function callTimeline(
  timeline: Fact<readonly TimelineEvent[]>,
  about: { callId: string; place: Place; directory: Fact<Directory>; whole: boolean },
  texts: CardTexts,
): Component[] {
  const { callLogCard: words } = texts;
  if (timeline.state === 'unavailable') return [unavailableText(words.section, timeline, texts)];
  const events = timeline.state === 'known' ? timeline.value : [];
  if (events.length === 0) return [];
  const limit = about.whole ? MOST_EVENTS : FIRST_EVENTS;
  const more = Math.min(events.length, MOST_EVENTS) - limit;
  return [
    text(bold(words.heading), { bottom_margin: 'none' }),
    dataTable(rows(events.slice(0, limit), about, texts)),
    ...(more > 0
      ? [
          button({
            id: writeId('call', 'log', about.callId),
            label: words.more(more),
            style: 'link',
            action: submit(),
          }),
        ]
      : []),
    ...(about.whole && events.length > MOST_EVENTS ? [text(words.cut, { style: 'muted' })] : []),
  ];
}

function rows(
  events: readonly TimelineEvent[],
  { place, directory }: { place: Place; directory: Fact<Directory> },
  texts: CardTexts,
) {
  const firstMs = events.find(({ atMs }) => atMs !== undefined)?.atMs;
  const time = (atMs: number | undefined) => {
    if (atMs === undefined) return texts.callLogCard.unknownTime;
    const { timeZone } = place;
    const isFirstDay = firstMs !== undefined && isSameDay(atMs, firstMs, timeZone);
    return isFirstDay ? timeOfDay(atMs, timeZone) : dateAndTime(atMs, timeZone);
  };
  return events.map((one) => fieldValue(time(one.atMs), clip(eventWords(one, directory, texts), EVENT_COLUMNS)));
}
