import { stripHtml } from '../intercom/strip-html.ts';
import type { Conversation } from '../intercom/types.ts';
import type { ConversationState } from './change.ts';

/** Enough for the first words of a conversation, where it has neither a title nor a subject: characters. */
const KEPT_WORDS = 200;

/**
 * A conversation without what people wrote in it: no parts, and of its first message only what stands for a subject
 * where there is none. The same for what was read and for what a notification tells, so that the two can be compared:
 * one may come as HTML, the other as plain text.
 */
export function conversationState(conversation: Conversation): ConversationState {
  const { parts: _parts, source, ...rest } = conversation;
  if (source === undefined) return { ...rest, source };
  const named = [rest.title, source.subject].some((text) => text !== undefined && stripHtml(text) !== '');
  return { ...rest, source: { ...source, body: named ? undefined : firstWords(source.body) } };
}

/** Undefined where there are no words, such as in a message that is only an image. */
function firstWords(body: string | undefined): string | undefined {
  if (body === undefined) return undefined;
  const words = stripHtml(body);
  if (words.length <= KEPT_WORDS) return words === '' ? undefined : words;
  // Half of a surrogate pair is no character.
  return words.slice(0, KEPT_WORDS).replace(/[\uD800-\uDBFF]$/, '');
}
