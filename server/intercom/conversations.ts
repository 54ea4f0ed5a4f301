import { detach } from './detach.ts';
import type { IntercomClient } from './intercom-client.ts';
import { json } from './operation.ts';
import { searchBody } from './search-body.ts';
import type { Transport } from './transport.ts';
import type { Assignee } from './types.ts';
import { conversation, conversationPage } from './wire-conversation.ts';
import { tag } from './wire-people.ts';

function assignment(adminId: string, assignee: Assignee) {
  return {
    message_type: 'assignment',
    // Nobody is written as the admin 0.
    type: assignee.type === 'nobody' ? 'admin' : assignee.type,
    admin_id: adminId,
    assignee_id: assignee.type === 'nobody' ? '0' : assignee.id,
  };
}

/** Nothing in here can reach a customer: the only text that is sent is a note, and its type is not a parameter. */
export function createConversations(transport: Transport): IntercomClient['conversations'] {
  const { call } = transport;
  return {
    get: (id, options) =>
      call(
        {
          method: 'GET',
          path: '/conversations/{id}',
          ids: { id },
          query: { display_as: 'plaintext' },
          read: json(conversation),
        },
        options,
      ),
    search: (search, options) =>
      call(
        {
          method: 'POST',
          path: '/conversations/search',
          body: searchBody(search),
          reads: true,
          read: json(conversationPage),
        },
        options,
      ),
    addNote: ({ conversationId, adminId, bodyHtml }, options) =>
      call(
        {
          method: 'POST',
          path: '/conversations/{id}/reply',
          ids: { id: conversationId },
          body: { message_type: 'note', type: 'admin', admin_id: adminId, body: bodyHtml },
          read: json(conversation),
        },
        options,
      ),
    assign: ({ conversationId, adminId, assignee }, options) =>
      call(
        {
          method: 'POST',
          path: '/conversations/{id}/parts',
          ids: { id: conversationId },
          body: assignment(adminId, assignee),
          read: json(conversation),
        },
        options,
      ),
    attachContact: ({ conversationId, contactId, adminId }, options) =>
      call(
        {
          method: 'POST',
          path: '/conversations/{id}/customers',
          ids: { id: conversationId },
          body: { admin_id: adminId, customer: { intercom_user_id: contactId } },
          read: json(conversation),
        },
        options,
      ),
    attachTag: ({ conversationId, tagId, adminId }, options) =>
      call(
        {
          method: 'POST',
          path: '/conversations/{id}/tags',
          ids: { id: conversationId },
          body: { id: tagId, admin_id: adminId },
          read: json(tag),
        },
        options,
      ),
    detachTag: ({ conversationId, tagId, adminId }, options) =>
      detach(
        transport,
        {
          path: '/conversations/{id}/tags/{tagId}',
          ids: { id: conversationId, tagId },
          body: { admin_id: adminId },
        },
        options,
      ),
  };
}
