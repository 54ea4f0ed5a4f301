import { writeId } from '../component-id.ts';
import type { NoteFacts } from '../facts.ts';
import { button, type Canvas, type Component, submit, text, textarea } from '../kit/components.ts';
import type { Outcome } from '../view.ts';
import { clip, plain } from '../words.ts';
import { type Frame, framed, outcomeLines, wayBack } from './frame.ts';

/** Write an internal note. After a failure, what was written is still there. */
export function noteCard(
  facts: NoteFacts,
  view: { draft: string },
  outcome: Outcome | undefined,
  frame: Frame,
): Canvas {
  const { texts } = frame;
  if (outcome?.ok === true) return doneCard(outcome, frame);
  const who =
    facts.viewerName === undefined ? texts.note.whoUnknown : texts.note.who(plain(clip(facts.viewerName, 60)));
  const components: Component[] = [
    ...outcomeLines(outcome, frame),
    text(texts.note.heading, { style: 'header' }),
    text(who, { style: 'muted' }),
    textarea({
      id: 'text',
      label: texts.note.label,
      placeholder: texts.note.placeholder,
      ...(view.draft === '' ? {} : { value: view.draft }),
      ...(outcome?.why === 'note_empty' || outcome?.why === 'note_too_long' ? { error: true } : {}),
    }),
    button({ id: writeId('note', 'save'), label: texts.note.save, style: 'primary', action: submit() }),
    ...wayBack(frame),
  ];
  return framed(components, { view: 'note' }, frame);
}

function doneCard(outcome: Outcome, frame: Frame): Canvas {
  return framed(
    [
      ...outcomeLines(outcome, frame),
      button({ id: writeId('note'), label: frame.texts.note.another, style: 'secondary', action: submit() }),
      ...wayBack(frame),
    ],
    { view: 'note' },
    frame,
  );
}
