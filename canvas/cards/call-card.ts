import { writeId } from '../component-id.ts';
import { type CallFact, known } from '../facts.ts';
import {
  button,
  type Canvas,
  type Component,
  dataTable,
  type FieldValue,
  fieldValue,
  openUrl,
  submit,
  text,
} from '../kit/components.ts';
import { conversationUrl } from '../links.ts';
import { isRunning } from '../phone/call-states.ts';
import { endingLine } from '../phone/ending-words.ts';
import { insightLines } from '../phone/insight-words.ts';
import type { CallFacts } from '../phone/phone-facts.ts';
import type { CardTexts } from '../texts/catalogue.ts';
import { plain } from '../words.ts';
import { callTimeline } from './call-timeline.ts';
import { currencyLines } from './currency.ts';
import { callTitle, stateWords, teammateName, unavailableText, when } from './describe.ts';
import { type Frame, framed, wayBack } from './frame.ts';
import { numberWords } from './number-words.ts';
import { transcript } from './transcript.ts';

interface CallView {
  callId: string;
  wholeTranscript: boolean;
  wholeLog?: true;
}

/** One call: how it ended and why, what happened in its course, what is worth knowing, what was said. */
export function callCard(facts: CallFacts, view: CallView, frame: Frame): Canvas {
  const { texts } = frame;
  const stored = { view: 'call' };
  const again = writeId('call', view.wholeLog ? 'log' : view.wholeTranscript ? 'all' : 'open', view.callId);
  if (facts.call.state === 'unavailable') {
    return framed([unavailableText(texts.sections.call, facts.call, texts), ...wayBack(frame, again)], stored, frame);
  }
  if (facts.call.state === 'absent') {
    return framed([text(texts.call.gone, { style: 'muted' }), ...wayBack(frame)], stored, frame);
  }
  const call = facts.call.value;
  const { place, directory, ending, insights } = facts;
  const about = { callId: call.id, place, directory, whole: view.wholeLog === true };
  const components: Component[] = [
    text(plain(callTitle(call, texts)), { style: 'header' }),
    ...(ending === undefined ? [] : [text(plain(endingLine(ending, directory, texts)))]),
    ...insightLines(insights, place, directory, texts),
    ...currencyLines({ calls: known([call]) }, place, texts),
    dataTable(rows(call, facts, texts)),
    ...callTimeline(facts.timeline, about, texts),
    ...said(call, facts, view, texts),
    ...links(call, facts, texts),
    ...wayBack(frame, again),
  ];
  return framed(components, stored, frame);
}

function rows(call: CallFact, facts: CallFacts, texts: CardTexts): FieldValue[] {
  const { place, directory } = facts;
  const { fields } = texts.call;
  const all: [string, string | undefined][] = [
    [fields.state, isRunning(call) ? stateWords(call, texts) : undefined],
    [fields.started, when(call.initiatedAtMs, place)],
    [fields.answered, when(call.answeredAtMs, place)],
    [fields.endedAt, when(call.endedAtMs, place)],
    [fields.teammate, call.teammateId === undefined ? undefined : teammateName(call.teammateId, directory, texts)],
    [fields.phone, call.phone === undefined ? undefined : numberWords(call.phone, texts)],
    [fields.recording, call.hasRecording ? texts.call.yes : texts.call.no],
    [fields.transcript, call.hasTranscript || call.transcript.length > 0 ? texts.call.yes : texts.call.no],
  ];
  return all
    .filter((row): row is [string, string] => row[1] !== undefined)
    .map(([name, value]) => fieldValue(name, value));
}

function said(call: CallFact, { transcript: fact }: CallFacts, view: CallView, texts: CardTexts): Component[] {
  if (fact?.state === 'unavailable') return [unavailableText(texts.call.transcriptHeading, fact, texts)];
  if (call.transcript.length === 0) {
    return fact === undefined ? [] : [text(texts.call.transcriptNone, { style: 'muted' })];
  }
  return transcript(call.transcript, { whole: view.wholeTranscript, moreId: writeId('call', 'all', call.id) }, texts);
}

/** What can be opened from here: outside the card, but for the other calls. */
function links(call: CallFact, { links: ours, place, conversationId }: CallFacts, texts: CardTexts): Component[] {
  const words = texts.callLogCard;
  const opening = (id: string, label: string, url: string) =>
    button({ id: writeId('open', id, call.id), label, style: 'link', action: openUrl(url) });
  const hasTranscript = call.hasTranscript || call.transcript.length > 0;
  return [
    ...(call.hasRecording ? [opening('recording', words.listen, ours.recording)] : []),
    ...(hasTranscript
      ? [
          opening('transcript', words.wholeTranscript, ours.transcriptText),
          opening('json', words.transcriptAsJson, ours.transcriptJson),
        ]
      : []),
    button({ id: writeId('calls'), label: words.allCalls, style: 'link', action: submit() }),
    ...(conversationId === undefined
      ? []
      : [opening('conversation', texts.openConversation, conversationUrl(place, conversationId))]),
  ];
}
