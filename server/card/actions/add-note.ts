import { MAX_NOTE_LENGTH } from '../../../canvas/flow.ts';
import { textsFor } from '../../../canvas/texts/catalogue.ts';
import type { Outcome } from '../../../canvas/view.ts';
import type { CardContext } from '../context.ts';
import type { Attempt } from './attempt.ts';
import { carryOut } from './carry-out.ts';
import { conversationFacts, doubtChanged } from './doubt-changed.ts';
import { noteHtml, noteMarker } from './note-html.ts';

/** An internal note, written as the teammate who clicked; its marker tells whether it is there. */
export async function addNote(text: string, attempt: Attempt, context: CardContext): Promise<Outcome> {
  if (text === '') return { ok: false, why: 'note_empty' };
  if (text.length > MAX_NOTE_LENGTH) return { ok: false, why: 'note_too_long' };
  const { client, sending, upstream } = context;
  const { conversationId, viewerId: adminId } = attempt;
  const marker = noteMarker(attempt.clickHash);
  const bodyHtml = noteHtml(text, marker, textsFor('en').note.footer);
  const outcome = await carryOut(
    {
      send: () => client.conversations.addNote({ conversationId, adminId, bodyHtml }, sending),
      isThere: async () => {
        const { parts } = await client.conversations.get(conversationId, upstream);
        return parts.some((part) => part.body?.includes(marker) === true);
      },
      done: { ok: true, did: 'note-added', what: attempt.viewerName ?? '' },
    },
    attempt,
    context,
  );
  return doubtChanged(outcome, conversationFacts(conversationId, context), context);
}
