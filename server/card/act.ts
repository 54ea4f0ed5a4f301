import type { Action, Outcome } from '../../canvas/view.ts';
import { addNote } from './actions/add-note.ts';
import { answerCaller, forgetCaller } from './actions/answer-caller.ts';
import { assign } from './actions/assign.ts';
import type { Attempt } from './actions/attempt.ts';
import { createLead } from './actions/create-lead.ts';
import { mergeContacts } from './actions/merge-contacts.ts';
import { attachTag, createTag, detachTag } from './actions/tags.ts';
import type { CardContext } from './context.ts';

/**
 * Carries out what a teammate clicked, as that teammate. Answers with what happened; rejects only for our own bugs.
 * Nothing here can reach the customer. `again`: the click was begun before and nobody knows how it ended.
 */
export async function act(
  action: Action,
  click: { clickHash: string; again: boolean },
  context: CardContext,
): Promise<Outcome> {
  const { viewer, conversationId } = context.request;
  if (viewer === undefined) return { ok: false, why: 'no_viewer' };
  if (conversationId === undefined) return { ok: false, why: 'no_conversation' };
  const attempt: Attempt = { conversationId, viewerId: viewer.id, viewerName: viewer.name, ...click };
  switch (action.name) {
    case 'add-note':
      return addNote(action.text, attempt, context);
    case 'attach-tag':
      return attachTag(action.tagId, action.target, attempt, context);
    case 'create-tag':
      return createTag(action.tagName, action.target, attempt, context);
    case 'detach-tag':
      return detachTag(action.tagId, action.target, attempt, context);
    case 'answer-caller':
      return answerCaller(action, attempt, context);
    case 'forget-caller':
      return forgetCaller(action, context);
    case 'merge-contacts':
      return mergeContacts(action, attempt, context);
    case 'create-lead':
      return createLead(action, attempt, context);
    case 'assign':
      return assign(action.to, attempt, context);
  }
}
