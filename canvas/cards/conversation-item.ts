import { writeId } from '../component-id.ts';
import type { ConversationHead, Directory, Fact, Place } from '../facts.ts';
import { item, type ListItem, openUrl } from '../kit/components.ts';
import { conversationUrl } from '../links.ts';
import type { Texts } from '../texts/en.ts';
import { clip } from '../words.ts';
import { joined, lines, ownerName, when, wordFor } from './describe.ts';

/** A conversation as a row that opens it: what it was about, its state, owner and time. */
export function conversationItem(
  conversation: ConversationHead,
  directory: Fact<Directory>,
  place: Place,
  texts: Texts,
  tight = false,
): ListItem {
  const owner = ownerName(conversation, directory, texts) ?? texts.lastConversation.unassigned;
  return item({
    id: writeId('conversation', 'open', conversation.id),
    title: clip(conversation.subject ?? texts.lastConversation.untitled, 40),
    ...lines(
      joined(wordFor(texts.lastConversation.states, conversation.state), owner),
      when(conversation.updatedAtMs, place) ?? '',
      tight,
    ),
    action: openUrl(conversationUrl(place, conversation.id)),
  });
}
