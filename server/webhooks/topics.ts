import type { Permission } from '../intercom/permissions.ts';
import type { Change } from './change.ts';
import {
  doubtConversation,
  doubtTeammates,
  doubtTicket,
  type Item,
  readCall,
  readCompany,
  readContact,
  readContactCompanies,
  readContactTag,
  readConversation,
  readMerge,
  readRemovedCompany,
  readRemovedContact,
  readRemovedConversation,
} from './read-item.ts';

export interface Topic {
  /** Without it Intercom sends nothing of this topic; of several that would do, the one that Callcard has anyway. */
  permission: Permission;
  /** What the notification's item says; undefined when it cannot be told. Never throws. */
  read: (item: Item) => Change | undefined;
}

const PEOPLE: Permission = 'Read and list users and companies';
const CONVERSATIONS: Permission = 'Read conversations';

const conversation: Topic = { permission: CONVERSATIONS, read: readConversation };
const aboutConversation: Topic = { permission: CONVERSATIONS, read: doubtConversation };
const call: Topic = { permission: CONVERSATIONS, read: readCall };
const contact: Topic = { permission: PEOPLE, read: readContact };
const removedContact: Topic = { permission: PEOPLE, read: readRemovedContact };
const tagged: Topic = { permission: PEOPLE, read: readContactTag(true) };
const untagged: Topic = { permission: PEOPLE, read: readContactTag(false) };
const company: Topic = { permission: PEOPLE, read: readCompany };
const companiesOfContact: Topic = { permission: PEOPLE, read: readContactCompanies };
const teammates: Topic = { permission: 'Read admins', read: doubtTeammates };
const ticket: Topic = { permission: 'Read tickets', read: doubtTicket };

/** Every topic that Callcard uses. Source: Intercom, webhook topics. */
export const TOPICS: ReadonlyMap<string, Topic> = new Map(
  Object.entries({
    'conversation.admin.assigned': conversation,
    'conversation.admin.closed': conversation,
    'conversation.admin.noted': conversation,
    'conversation.admin.open.assigned': conversation,
    'conversation.admin.opened': conversation,
    'conversation.admin.replied': conversation,
    'conversation.admin.single.created': conversation,
    'conversation.admin.snoozed': conversation,
    'conversation.admin.unsnoozed': conversation,
    'conversation.company.updated': conversation,
    'conversation.contact.attached': aboutConversation,
    'conversation.contact.detached': aboutConversation,
    'conversation.deleted': { permission: CONVERSATIONS, read: readRemovedConversation },
    'conversation.operator.replied': conversation,
    'conversation.priority.updated': conversation,
    'conversation.user.created': conversation,
    'conversation.user.replied': conversation,
    // Tagging does not change `updated_at`: what the notification tells cannot be told from what it was before.
    'conversation_part.tag.created': aboutConversation,

    'call.ended': call,
    'call.recording_available': call,
    'call.started': call,
    'call.transcription_available': call,

    'contact.archived': removedContact,
    'contact.deleted': removedContact,
    'contact.email.updated': contact,
    'contact.lead.added_email': contact,
    'contact.lead.created': contact,
    'contact.lead.signed_up': contact,
    'contact.lead.tag.created': tagged,
    'contact.lead.tag.deleted': untagged,
    'contact.lead.updated': contact,
    'contact.merged': { permission: PEOPLE, read: readMerge },
    'contact.unarchive': contact,
    'contact.user.created': contact,
    'contact.user.tag.created': tagged,
    'contact.user.tag.deleted': untagged,
    'contact.user.updated': contact,

    'company.contact.attached': companiesOfContact,
    'company.contact.detached': companiesOfContact,
    'company.created': company,
    'company.deleted': { permission: PEOPLE, read: readRemovedCompany },
    'company.updated': company,

    'admin.added_to_workspace': teammates,
    'admin.away_mode_updated': teammates,
    'admin.removed_from_workspace': teammates,

    // A call's conversation that was made a ticket is told of by these.
    'ticket.admin.assigned': ticket,
    'ticket.admin.replied': ticket,
    'ticket.attribute.updated': ticket,
    'ticket.closed': ticket,
    'ticket.contact.attached': ticket,
    'ticket.contact.detached': ticket,
    'ticket.contact.replied': ticket,
    'ticket.created': ticket,
    'ticket.resolved': ticket,
    'ticket.state.updated': ticket,
    'ticket.team.assigned': ticket,
  } satisfies Record<string, Topic>),
);
