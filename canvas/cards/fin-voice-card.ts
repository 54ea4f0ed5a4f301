import { writeId } from '../component-id.ts';
import { type FinVoiceFact, known } from '../facts.ts';
import {
  button,
  type Canvas,
  type Component,
  dataTable,
  type FieldValue,
  fieldValue,
  submit,
  text,
} from '../kit/components.ts';
import { handedTitle, whyFailed } from '../phone/handed-words.ts';
import { insightLines } from '../phone/insight-words.ts';
import type { FinVoiceFacts } from '../phone/phone-facts.ts';
import type { CardTexts } from '../texts/catalogue.ts';
import { bold, clip, plain } from '../words.ts';
import { currencyLines } from './currency.ts';
import { statusWords, unavailableText, when, wordFor } from './describe.ts';
import { type Frame, framed, wayBack } from './frame.ts';
import { transcript } from './transcript.ts';

/** What Fin did with one call: how it stands, what it was about, what was said, and who took over. */
export function finVoiceCard(facts: FinVoiceFacts, view: { wholeTranscript?: true }, frame: Frame): Canvas {
  const { texts } = frame;
  const { wanted, record, handed } = facts;
  const again =
    'finVoiceId' in wanted
      ? writeId('fin', view.wholeTranscript ? 'all' : 'open', wanted.finVoiceId)
      : writeId('fin', 'handed', wanted.externalCallId);
  const shown = (components: Component[]) => framed([...components, ...wayBack(frame, again)], { view: 'fin' }, frame);
  if (record.state === 'known') return shown(recordOf(record.value, facts, view, texts));
  const unread = record.state === 'unavailable' ? [unavailableText(texts.sections.fin, record, texts)] : [];
  if (handed === undefined) {
    return shown(unread.length > 0 ? unread : [text(texts.fin.gone, { style: 'muted' })]);
  }
  const words = texts.handed;
  const failed = whyFailed(handed, texts);
  const isWaiting = handed.state === 'accepted' || handed.state === 'registered';
  return shown([
    text(plain(handedTitle(handed, texts)), { style: 'header' }),
    dataTable(handedRows(facts, texts)),
    ...(isWaiting ? [text(words.nothingYet, { style: 'muted' })] : []),
    ...(failed === undefined ? [] : [text(failed, { style: 'error' })]),
    ...unread,
  ]);
}

function recordOf(
  record: FinVoiceFact,
  facts: FinVoiceFacts,
  view: { wholeTranscript?: true },
  texts: CardTexts,
): Component[] {
  const rows = [fieldValue(texts.fin.fields.status, statusWords(record, texts))];
  if (record.intents.length > 0) rows.push(fieldValue(texts.fin.fields.intent, clip(record.intents.join(', '), 120)));
  const moreId = writeId('fin', 'all', record.id);
  return [
    text(plain(texts.fin.title(statusWords(record, texts))), { style: 'header' }),
    dataTable([...rows, ...handedRows(facts, texts)]),
    ...currencyLines({ finVoice: known([record]) }, facts.place, texts),
    ...tookOver(facts, texts),
    text(bold(texts.fin.summaryHeading), { bottom_margin: 'none' }),
    record.summary === undefined
      ? text(texts.fin.noSummary, { style: 'muted' })
      : text(plain(clip(record.summary, 1000))),
    ...transcript(record.transcript, { whole: view.wholeTranscript === true, moreId }, texts),
    ...(record.callId === undefined
      ? []
      : [
          button({
            id: writeId('call', 'open', record.callId),
            label: texts.fin.showCall,
            style: 'secondary',
            action: submit(),
          }),
        ]),
  ];
}

/** When the call was handed over, and what was heard of it since. */
function handedRows({ handed, place }: FinVoiceFacts, { handed: words }: CardTexts): FieldValue[] {
  if (handed === undefined) return [];
  const all: [string, string | undefined][] = [
    [words.fields.from, wordFor(words.sources, handed.source)],
    [words.fields.accepted, when(handed.acceptedAtMs, place)],
    [words.fields.registered, when(handed.registeredAtMs, place)],
    [words.fields.asked, when(handed.askedAtMs, place)],
    [words.fields.ended, when(handed.endedAtMs, place)],
  ];
  return all
    .filter((row): row is [string, string] => row[1] !== undefined)
    .map(([name, value]) => fieldValue(name, value));
}

/** Whether nobody has taken over cannot be told: Fin leaves no trace in some conversations. */
function tookOver({ tookOver: fact, place, directory }: FinVoiceFacts, texts: CardTexts): Component[] {
  if (fact.state === 'unavailable') return [unavailableText(texts.finTookOver, fact, texts)];
  return fact.state === 'known' ? insightLines([fact.value], place, directory, texts) : [];
}
