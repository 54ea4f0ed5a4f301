import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { tagConversation } from '../changes/conversations.ts';
import { touch } from '../state/touch.ts';
import { idSchema, readBody } from './read-body.ts';
import { needAdmin, needConversation, needTag, nowMs, type RestContext } from './rest-context.ts';
import { RestError } from './rest-error.ts';
import { appliedTagWire } from './wire/tag.ts';

const attachSchema = z.object({ id: idSchema, admin_id: idSchema });
const detachSchema = z.object({ admin_id: idSchema });

/** Tags of a conversation. Taking one off needs a body too: Intercom wants to know who did it. */
export function conversationTagRoutes(rest: FastifyInstance, { state, callerOf }: RestContext): void {
  rest.post<{ Params: { conversationId: string } }>('/conversations/:conversationId/tags', async (request) => {
    const { workspace } = callerOf(request);
    const conversation = needConversation(workspace, request.params.conversationId, 'Conversation not found');
    const body = readBody(attachSchema, request.body);
    const tag = needTag(workspace, body.id, 'tag_not_found', 'Tag not found');
    const admin = needAdmin(workspace, body.admin_id);
    const place = { state, workspace, conversation };
    const applied = tagConversation(place, { tagId: tag.id, adminId: admin.id });
    return appliedTagWire(workspace, applied);
  });

  rest.delete<{ Params: { conversationId: string; tagId: string } }>(
    '/conversations/:conversationId/tags/:tagId',
    async (request) => {
      const { workspace } = callerOf(request);
      const conversation = needConversation(workspace, request.params.conversationId, 'Conversation not found');
      needAdmin(workspace, readBody(detachSchema, request.body).admin_id);
      const applied = conversation.tags.find(({ tagId }) => tagId === request.params.tagId);
      if (applied === undefined) throw new RestError(404, 'tag_not_found', 'Tag not found');
      conversation.tags = conversation.tags.filter((other) => other !== applied);
      // Intercom has no topic for this.
      touch(conversation, nowMs(state));
      return appliedTagWire(workspace, applied);
    },
  );
}
