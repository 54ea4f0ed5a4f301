import { writeId } from '../component-id.ts';
import { button, type Canvas, type Component, canvas, openUrl, submit, text } from '../kit/components.ts';
import type { Texts } from '../texts/en.ts';

/**
 * Cards for when there is nothing to show: muted, left-aligned, never a dead end.
 * Source: Intercom, Inbox best practices (empty and error states).
 */
export type Notice =
  /** No workspace of this id has ever connected. */
  | { kind: 'not-connected'; connectUrl: string }
  /** The access token is dead. */
  | { kind: 'disconnected'; connectUrl: string }
  /** Our own records cannot be reached: nothing is known about the workspace. */
  | { kind: 'unavailable' }
  /** Signed by Intercom, yet not readable. */
  | { kind: 'unreadable' }
  /** A card that Intercom would refuse. */
  | { kind: 'broken' };

export function noticeCard(notice: Notice, texts: Texts): Canvas {
  return canvas(lines(notice, texts));
}

function lines(notice: Notice, texts: Texts): Component[] {
  const { notice: words } = texts;
  const refresh = button({ id: writeId('refresh'), label: texts.refresh, style: 'link', action: submit() });
  const connect = (label: string, url: string) =>
    button({ id: writeId('connect'), label, style: 'secondary', action: openUrl(url) });
  const heading = (content: string) => text(content, { style: 'header' });
  const explained = (content: string) => text(content, { style: 'muted' });
  switch (notice.kind) {
    case 'not-connected':
      return [
        heading(words.notConnected),
        explained(words.notConnectedWhat),
        connect(texts.connect, notice.connectUrl),
        refresh,
      ];
    case 'disconnected':
      return [
        heading(words.disconnected),
        explained(words.disconnectedWhat),
        connect(texts.reconnect, notice.connectUrl),
        refresh,
      ];
    case 'unavailable':
      return [heading(words.unavailable), explained(words.unavailableWhat), refresh];
    case 'unreadable':
      return [explained(words.unreadable), refresh];
    case 'broken':
      return [explained(words.broken), refresh];
  }
}
