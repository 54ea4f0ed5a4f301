import type { FastifyInstance } from 'fastify';
import type { SignedRecordings } from '../media/signed-recordings.ts';
import { adminRoutes } from './admins.ts';
import { answerAsRest, type RestOptions } from './answer-as-rest.ts';
import { callRoutes } from './calls.ts';
import { companyRoutes } from './companies.ts';
import { contactAttachmentRoutes } from './contact-attachments.ts';
import { contactLifecycleRoutes } from './contact-lifecycle.ts';
import { contactRoutes } from './contacts.ts';
import { conversationLifecycleRoutes } from './conversation-lifecycle.ts';
import { conversationPartsRoute } from './conversation-parts.ts';
import { conversationReplyRoute } from './conversation-reply.ts';
import { conversationTagRoutes } from './conversation-tags.ts';
import { conversationRoutes } from './conversations.ts';
import { finVoiceRoutes } from './fin-voice.ts';
import { meRoute } from './me.ts';
import { tagRoutes } from './tags.ts';
import { teamRoutes } from './teams.ts';

/** What Intercom's OpenAPI description has, and nothing else. */
export async function restPlugin(
  rest: FastifyInstance,
  options: RestOptions & { recordings: SignedRecordings },
): Promise<void> {
  const context = answerAsRest(rest, options);
  meRoute(rest, context);
  adminRoutes(rest, context);
  teamRoutes(rest, context);
  contactRoutes(rest, context);
  contactLifecycleRoutes(rest, context);
  contactAttachmentRoutes(rest, context);
  companyRoutes(rest, context);
  conversationRoutes(rest, context);
  conversationLifecycleRoutes(rest, context);
  conversationReplyRoute(rest, context);
  conversationPartsRoute(rest, context);
  conversationTagRoutes(rest, context);
  tagRoutes(rest, context);
  callRoutes(rest, { ...context, recordings: options.recordings });
  finVoiceRoutes(rest, context);
}
