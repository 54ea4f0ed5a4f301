import { writeId } from '../component-id.ts';
import { type FinVoiceFacts, known } from '../facts.ts';
import { button, type Canvas, type Component, dataTable, fieldValue, submit, text } from '../kit/components.ts';
import { bold, clip, plain } from '../words.ts';
import { currencyLines } from './currency.ts';
import { statusWords, transcriptLines, unavailableText } from './describe.ts';
import { type Frame, framed, wayBack } from './frame.ts';

const MOST_LINES = 20;

/** What Fin did with one call: how it stands, what it was about, what was said. */
export function finVoiceCard(facts: FinVoiceFacts, frame: Frame): Canvas {
  const { texts } = frame;
  const stored = { view: 'fin' };
  const again = writeId('fin', 'open', facts.finVoiceId);
  if (facts.record.state === 'unavailable') {
    return framed([unavailableText(texts.sections.fin, facts.record, texts), ...wayBack(frame, again)], stored, frame);
  }
  if (facts.record.state === 'absent') {
    return framed([text(texts.fin.gone, { style: 'muted' }), ...wayBack(frame)], stored, frame);
  }
  const record = facts.record.value;
  const rows = [fieldValue(texts.fin.fields.status, statusWords(record, texts))];
  if (record.intents.length > 0) rows.push(fieldValue(texts.fin.fields.intent, clip(record.intents.join(', '), 120)));
  const components: Component[] = [
    text(plain(texts.fin.title(statusWords(record, texts))), { style: 'header' }),
    dataTable(rows),
    ...currencyLines({ finVoice: known([record]) }, facts.place, texts),
    text(bold(texts.fin.summaryHeading), { bottom_margin: 'none' }),
    record.summary === undefined
      ? text(texts.fin.noSummary, { style: 'muted' })
      : text(plain(clip(record.summary, 1000))),
    ...(record.transcript.length > 0
      ? [
          text(bold(texts.fin.transcriptHeading), { bottom_margin: 'none' }),
          ...transcriptLines(record.transcript, MOST_LINES),
        ]
      : []),
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
    ...wayBack(frame, again),
  ];
  return framed(components, stored, frame);
}
