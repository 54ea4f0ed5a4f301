import { MAX_NOTE_LENGTH } from '../../../canvas/flow.ts';
import { textsFor } from '../../../canvas/texts/catalogue.ts';
import type { Outcome } from '../../../canvas/view.ts';
import type { Conversation } from '../../intercom/types.ts';
import type { CardContext } from '../context.ts';
import type { Attempt } from './attempt.ts';
import { noteHtml, noteMarker } from './note-html.ts';
import { afterFailure, lookedUp } from './read-back.ts';

/** An internal note, written as the teammate who clicked. */
export async function addNote(text: string, attempt: Attempt, context: CardContext): Promise<Outcome> {
  if (text === '') return { ok: false, why: 'note_empty' };
  if (text.length > MAX_NOTE_LENGTH) return { ok: false, why: 'note_too_long' };
  const { client, sending } = context;
  const { conversationId } = attempt;
  const marker = noteMarker(attempt.clickHash);
  const done: Outcome = { ok: true, did: 'note-added', what: attempt.viewerName ?? '' };
  const isThere = (conversation: Conversation) =>
    conversation.parts.some((part) => part.body?.includes(marker) === true);
  if (attempt.again) {
    const found = await lookedUp(context, conversationId, isThere);
    if (found === 'unknown') return { ok: false, why: 'unknown' };
    if (found === 'yes') return done;
  }
  try {
    const bodyHtml = noteHtml(text, marker, textsFor('en').note.footer);
    await client.conversations.addNote({ conversationId, adminId: attempt.viewerId, bodyHtml }, sending);
    return done;
  } catch (error) {
    return afterFailure(error, context, conversationId, isThere, done);
  }
}
