import type { Call, Company, Contact, Conversation, Tag } from '../intercom/types.ts';

/** A conversation as `conversationState` makes it: without its parts, and with a body only where it stands for a subject. */
export type ConversationState = Omit<Conversation, 'parts'>;

/**
 * What a notification says has changed: as much of it as the mirror needs, and nothing that people wrote but the
 * subject of a conversation.
 */
export type Change =
  /**
   * Created, updated, signed up, email updated, unarchived: the contact as it was then. `updatedAtMs` is in whole
   * seconds, as in answers; without it the contact is not told in full, and what is known of it is in doubt.
   */
  | { about: 'contact'; contact: Contact }
  /** `contact` is what is left, `mergedFromId` what is in it now. */
  | { about: 'merge'; contact: Contact; mergedFromId: string }
  /** Archived or deleted. */
  | { about: 'contact_removed'; contactId: string }
  | { about: 'contact_tag'; contactId: string; tag: Tag; attached: boolean }
  | { about: 'conversation'; conversation: ConversationState }
  /**
   * Something about it changed that the notification does not tell in full, such as its tags. `contactId`: who came to
   * it or left it, and so has another list of conversations.
   */
  | { about: 'conversation_part'; conversationId: string; contactId?: string }
  | { about: 'conversation_removed'; conversationId: string }
  /** Without its transcript. */
  | { about: 'call'; call: Call }
  | { about: 'company'; company: Company }
  | { about: 'company_removed'; companyId: string }
  /** Attached to the contact, or detached. */
  | { about: 'contact_companies'; contactId: string }
  /** A teammate joined, left, or changed being away. */
  | { about: 'teammates' };

/** The payload of a job of kind `notification`, as JSON. */
export interface NotificationWork {
  topic: string;
  /** When Intercom says that it happened. */
  createdAtMs: number;
  receivedAtMs: number;
  change: Change;
}

export const NOTIFICATION_JOB = 'notification';
