import { writeId } from '../component-id.ts';
import { button, type Canvas, type Component, canvas, divider, submit, text } from '../kit/components.ts';
import type { CardTexts } from '../texts/catalogue.ts';
import type { Texts } from '../texts/en.ts';
import type { Outcome } from '../view.ts';
import { plain } from '../words.ts';

/** What every card is drawn with besides its facts. */
export interface Frame {
  texts: CardTexts;
  /** Fresh for each rendered canvas: two submits with one nonce come from one canvas. */
  nonce: string;
}

/** Closes a card: what `stored` says of the view, and the nonce, come back from Intercom with the next click. */
export function framed(components: Component[], stored: Record<string, unknown>, frame: Frame): Canvas {
  return canvas(components, { v: 1, nonce: frame.nonce, ...stored });
}

/**
 * The way back: at the bottom, behind a divider, as a link. Source: Intercom, Inbox best practices. With `refreshId`,
 * what was not known can be asked for again from where one is.
 */
export function wayBack(frame: Frame, refreshId?: string): Component[] {
  const refresh =
    refreshId === undefined
      ? []
      : [button({ id: refreshId, label: frame.texts.refresh, style: 'link', action: submit() })];
  return [
    divider(),
    ...refresh,
    button({ id: writeId('home'), label: frame.texts.back, style: 'link', action: submit() }),
  ];
}

/** What became of the click, on top of the next view. `what` names what was tagged or who was assigned. */
export function outcomeLines(outcome: Outcome | undefined, frame: Frame, what = ''): Component[] {
  if (outcome === undefined) return [];
  const { texts } = frame;
  if (outcome.ok) return [text(doneWords(outcome, plain(what), texts))];
  const lines: Component[] = [text(texts.failed[outcome.why], { style: 'error' })];
  if (outcome.detail !== undefined) lines.push(text(texts.failedBecause(plain(outcome.detail)), { style: 'muted' }));
  return lines;
}

function doneWords(outcome: Extract<Outcome, { ok: true }>, what: string, texts: Texts): string {
  switch (outcome.did) {
    case 'tag-added':
    case 'tag-removed':
    case 'tag-created':
      return texts.done[outcome.did][outcome.target](what);
    case 'note-added':
      return texts.done['note-added'](plain(outcome.what));
    case 'assigned':
      return texts.done.assigned(what);
    case 'unassigned':
    case 'caller-forgotten':
      return texts.done[outcome.did];
    case 'caller-answered':
    case 'contacts-merged':
      return texts.done[outcome.did](what);
    case 'lead-created':
      return texts.done['lead-created'][outcome.attached ? 'attached' : 'alone'];
  }
}
