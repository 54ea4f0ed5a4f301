import { plainText } from '../rest/plain-text.ts';
import { CALL_LOG_PART } from '../state/call-log.ts';
import { displayName } from '../state/contact.ts';
import type { ConversationState, PartState } from '../state/conversation.ts';
import type { WorkspaceState } from '../state/workspace.ts';

/** One line of a thread as the inbox page shows it. */
export interface ThreadPart {
  id: string;
  kind: 'message' | 'note' | 'event';
  partType: string;
  authorName: string;
  authorType: string;
  bodyText: string;
  createdAtMs: number;
}

const MESSAGES = new Set(['comment', 'quick_reply']);

const nameOf = (author: PartState['author']) => author.name ?? author.email ?? 'Unknown contact';

/** How the conversation began: its first message, or that somebody called. */
export function describeSource(workspace: WorkspaceState, conversation: ConversationState): ThreadPart {
  const { source } = conversation;
  const contactName = displayName(workspace.contacts.get(conversation.contactIds[0] ?? ''));
  const byAdmin = source.author.type === 'admin';
  const authorName = byAdmin ? nameOf(source.author) : contactName;
  const called = source.type === 'phone_call';
  const begun = called ? `${authorName} called${byAdmin ? ` ${contactName}` : ''}` : plainText(source.bodyHtml);
  const subject = source.subject === '' ? '' : `${source.subject}\n`;
  return {
    id: `source-${source.id}`,
    kind: called ? 'event' : 'message',
    partType: called ? 'phone_call' : 'source',
    authorName,
    authorType: source.author.type,
    bodyText: `${subject}${begun}`,
    createdAtMs: conversation.createdAtMs,
  };
}

export function describePart(workspace: WorkspaceState, part: PartState): ThreadPart {
  const body = part.bodyHtml === undefined ? '' : plainText(part.bodyHtml);
  // A customer's answer to a closed conversation is an `open` part with a body.
  const isMessage = MESSAGES.has(part.partType) || (part.partType === 'open' && body !== '');
  const kind = part.partType === 'note' ? 'note' : isMessage ? 'message' : 'event';
  return {
    id: part.id,
    kind,
    partType: part.partType,
    authorName: nameOf(part.author),
    authorType: part.author.type,
    bodyText: kind === 'event' ? [eventText(workspace, part), body].filter((text) => text !== '').join('\n') : body,
    createdAtMs: part.createdAtMs,
  };
}

function eventText(workspace: WorkspaceState, part: PartState): string {
  const who = nameOf(part.author);
  switch (part.partType) {
    case 'assignment':
      return `${who} assigned this to ${assigneeName(workspace, part)}`;
    case 'assign_and_reopen':
      return `${who} opened this and assigned it to ${assigneeName(workspace, part)}`;
    case 'close':
      return `${who} closed this`;
    case 'open':
      return `${who} opened this`;
    case 'snoozed':
      return `${who} snoozed this`;
    case 'call_summary':
      return 'Summary of the call';
    case CALL_LOG_PART:
      return 'Call log';
    default:
      return `${who}: ${part.partType}`;
  }
}

function assigneeName(workspace: WorkspaceState, part: PartState): string {
  if (part.assignedTo === undefined) return 'nobody';
  const { type, id } = part.assignedTo;
  return (type === 'team' ? workspace.teams.get(id)?.name : workspace.admins.get(id)?.name) ?? `${type} ${id}`;
}
