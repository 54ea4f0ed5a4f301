import { writeId } from '../component-id.ts';
import { duration } from '../dates.ts';
import { type CallFact, type CallFacts, type CallsFacts, known } from '../facts.ts';
import { FRESH } from '../flow.ts';
import {
  button,
  type Canvas,
  type Component,
  dataTable,
  type FieldValue,
  fieldValue,
  list,
  openUrl,
  submit,
  text,
} from '../kit/components.ts';
import { conversationUrl } from '../links.ts';
import type { Texts } from '../texts/en.ts';
import { bold, clip, plain } from '../words.ts';
import { callItem } from './call-items.ts';
import { currencyLines } from './currency.ts';
import {
  callTitle,
  endingWords,
  stateWords,
  talkTimeWords,
  teammateName,
  transcriptLines,
  unavailableText,
  when,
} from './describe.ts';
import { type Frame, framed, wayBack } from './frame.ts';

/** How much of a transcript is shown at first, and at most: an Intercom canvas holds 64 KB. */
const FIRST_LINES = 8;
const MOST_LINES = 60;

/** One call: who, when, how long, how it ended, and what was said. */
export function callCard(facts: CallFacts, view: { callId: string; wholeTranscript: boolean }, frame: Frame): Canvas {
  const { texts } = frame;
  const stored = { view: 'call' };
  const again = writeId('call', view.wholeTranscript ? 'all' : 'open', view.callId);
  if (facts.call.state === 'unavailable') {
    return framed([unavailableText(texts.sections.call, facts.call, texts), ...wayBack(frame, again)], stored, frame);
  }
  if (facts.call.state === 'absent') {
    return framed([text(texts.call.gone, { style: 'muted' }), ...wayBack(frame)], stored, frame);
  }
  const call = facts.call.value;
  const components: Component[] = [
    text(plain(callTitle(call, texts)), { style: 'header' }),
    dataTable(rows(call, facts, texts)),
    ...currencyLines({ calls: known([call]) }, facts.place, texts),
    ...transcript(call, facts.transcript, view, texts),
    ...(facts.conversationId === undefined
      ? []
      : [
          button({
            id: writeId('conversation', 'open', facts.conversationId),
            label: texts.openConversation,
            style: 'link',
            action: openUrl(conversationUrl(facts.place, facts.conversationId)),
          }),
        ]),
    ...wayBack(frame, again),
  ];
  return framed(components, stored, frame);
}

function rows(call: CallFact, facts: CallFacts, texts: Texts): FieldValue[] {
  const { place, directory } = facts;
  const { fields } = texts.call;
  const waitEndMs = call.answeredAtMs ?? call.endedAtMs;
  const waited =
    call.initiatedAtMs === undefined || waitEndMs === undefined ? undefined : duration(waitEndMs - call.initiatedAtMs);
  const number = call.phone?.international ?? call.phone?.raw;
  const all: [string, string | undefined][] = [
    [fields.state, stateWords(call, texts)],
    [fields.ended, call.endedReason === undefined ? undefined : endingWords(call, texts)],
    [fields.started, when(call.initiatedAtMs, place)],
    [fields.answered, when(call.answeredAtMs, place)],
    [fields.endedAt, when(call.endedAtMs, place)],
    [fields.waited, waited],
    [fields.talkTime, talkTimeWords(call)],
    [fields.teammate, call.teammateId === undefined ? undefined : teammateName(call.teammateId, directory, texts)],
    [fields.phone, number === undefined ? undefined : clip(number, 40)],
    [fields.recording, call.hasRecording ? texts.call.recordingHint : texts.call.no],
    [fields.transcript, call.hasTranscript || call.transcript.length > 0 ? texts.call.yes : texts.call.no],
  ];
  return all
    .filter((row): row is [string, string] => row[1] !== undefined)
    .map(([name, value]) => fieldValue(name, value));
}

function transcript(
  call: CallFact,
  fact: CallFacts['transcript'],
  view: { wholeTranscript: boolean },
  texts: Texts,
): Component[] {
  if (fact?.state === 'unavailable') return [unavailableText(texts.call.transcriptHeading, fact, texts)];
  if (call.transcript.length === 0) {
    return fact === undefined ? [] : [text(texts.call.transcriptNone, { style: 'muted' })];
  }
  const limit = view.wholeTranscript ? MOST_LINES : FIRST_LINES;
  const more = Math.min(call.transcript.length, MOST_LINES) - limit;
  return [
    text(bold(texts.call.transcriptHeading), { bottom_margin: 'none' }),
    ...transcriptLines(call.transcript, limit),
    ...(more > 0
      ? [
          button({
            id: writeId('call', 'all', call.id),
            label: texts.call.transcriptMore(more),
            style: 'link',
            action: submit(),
          }),
        ]
      : []),
    ...(view.wholeTranscript && call.transcript.length > MOST_LINES
      ? [text(texts.call.transcriptCut, { style: 'muted' })]
      : []),
  ];
}

/** Every call of the conversation, newest first. */
export function callsCard(facts: CallsFacts, frame: Frame): Canvas {
  const { texts } = frame;
  const calls = facts.calls.state === 'known' ? facts.calls.value : [];
  const parts = [
    [texts.sections.calls, facts.calls],
    [texts.sections.names, facts.directory],
  ] as const;
  const components: Component[] = [
    text(texts.call.allHeading, { style: 'header' }),
    ...(facts.calls.state === 'unavailable' ? [unavailableText(texts.sections.calls, facts.calls, texts)] : []),
    ...(facts.calls.state !== 'unavailable' && calls.length === 0 ? [text(texts.call.none, { style: 'muted' })] : []),
    ...(calls.length > 0
      ? [list(calls.slice(0, MOST_CALLS).map((call) => callItem(call, facts.directory, facts.place, texts)))]
      : []),
    ...currencyLines({ calls: facts.calls, parts }, facts.place, texts),
    ...wayBack(frame, writeId('calls', FRESH)),
  ];
  return framed(components, { view: 'calls' }, frame);
}

/** A conversation with more calls than this shows its newest ones. */
const MOST_CALLS = 40;
