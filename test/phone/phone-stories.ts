import type { ConversationState } from '../../sandbox/state/conversation.ts';
import { ACME, type OpenCard, type Room } from '../card/room.ts';

/** The phone conversations of a sandbox contact, oldest first. */
export function conversationsOf(room: Room, contactName: string): ConversationState[] {
  const workspace = room.sandbox.workspaces.get(ACME);
  return [...(workspace?.conversations.values() ?? [])]
    .filter(
      ({ contactIds, source }) =>
        source.type === 'phone_call' && workspace?.contacts.get(contactIds[0] ?? '')?.name === contactName,
    )
    .toSorted((a, b) => a.createdAtMs - b.createdAtMs);
}

/** The card of the only call of a conversation. */
export async function openCall(room: Room, conversationId: string): Promise<OpenCard> {
  const workspace = room.sandbox.workspaces.get(ACME);
  const call = [...(workspace?.calls.values() ?? [])].find((one) => one.conversationId === conversationId);
  return (await room.open(conversationId)).click(`call:open:${call?.id}`);
}
