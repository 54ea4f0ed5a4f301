import { writeId } from '../component-id.ts';
import type { CallFact, Directory, Fact, FinVoiceFact, Place } from '../facts.ts';
import { item, type ListItem, submit } from '../kit/components.ts';
import { isRunning } from '../phone/call-states.ts';
import { handedTitle } from '../phone/handed-words.ts';
import type { HandedCallFact } from '../phone/phone-facts.ts';
import type { CardTexts } from '../texts/catalogue.ts';
import type { Texts } from '../texts/en.ts';
import { clip } from '../words.ts';
import { callTitle, joined, lines, statusWords, talkTimeWords, teammateName, when, wordFor } from './describe.ts';

/** A call as a row: how it went, when, how long, who, and what there is to hear or read. Opens the call. */
export function callItem(
  call: CallFact,
  directory: Fact<Directory>,
  place: Place,
  texts: Texts,
  tight = false,
): ListItem {
  const startedAtMs = call.initiatedAtMs ?? call.answeredAtMs ?? call.endedAtMs;
  return item({
    id: writeId('call', 'open', call.id),
    title: callTitle(call, texts),
    ...lines(
      joined(when(startedAtMs, place), talkTimeWords(call), isRunning(call) && texts.call.running),
      joined(
        call.teammateId !== undefined && teammateName(call.teammateId, directory, texts),
        call.hasRecording && texts.call.recording,
        call.hasTranscript && texts.call.transcript,
      ),
      tight,
    ),
    action: submit(),
  });
}

/** What Fin did with the call, as a row. Opens the record. */
export function finVoiceItem(record: FinVoiceFact, texts: Texts, tight = false): ListItem {
  return item({
    id: writeId('fin', 'open', record.id),
    title: texts.fin.title(statusWords(record, texts)),
    ...lines(
      record.summary === undefined ? texts.fin.noSummary : clip(record.summary, 60),
      clip(record.intents.join(', '), 40),
      tight,
    ),
    action: submit(),
  });
}

/** A call that was handed to Fin and that Fin has not taken, as a row: how it stands, and since when. */
export function handedItem(handed: HandedCallFact, place: Place, texts: CardTexts, tight = false): ListItem {
  return item({
    id: writeId('fin', 'handed', handed.externalCallId),
    title: handedTitle(handed, texts),
    ...lines(when(handed.acceptedAtMs, place) ?? '', wordFor(texts.handed.sources, handed.source), tight),
    action: submit(),
  });
}
