import { CONTACT, CONVERSATION_ID } from './made-up.ts';

/** A notification is about a moment: Unix seconds. */
export interface ItemFacts {
  atSeconds: number;
  workspaceId: string;
  adminId: string;
  conversationId: string | undefined;
}

/** The item of a notification of this topic, in the shapes of Intercom's topics page and of captured notifications. */
export function notificationItem(topic: string, facts: ItemFacts): Record<string, unknown> {
  const [about = '', ...event] = topic.split('.');
  const what = event.join('.');
  switch (about) {
    case 'conversation':
      return conversationItem(what, facts);
    case 'conversation_part':
      return { ...conversation(facts), tags_added: { type: 'tag.list', tags: [TAG] } };
    case 'call':
      return call(what, facts);
    case 'contact':
      return contactItem(what, facts);
    case 'company':
      return companyItem(what, facts);
    case 'ticket':
      return ticketItem(what, facts);
    default:
      return { type: 'admin', id: facts.adminId, name: 'Sample Teammate', away_mode_enabled: false, team_ids: [] };
  }
}

const TAG = { type: 'tag', id: '900001', name: 'Sample' };
const COMPANY = { type: 'company', id: '6657add46abd0167d9419c01', company_id: 'sample-1', name: 'Sample Company' };

const iso = (seconds: number): string => new Date(seconds * 1000).toISOString();

function contact({ workspaceId, atSeconds }: ItemFacts, role = 'user') {
  return {
    ...CONTACT,
    role,
    workspace_id: workspaceId,
    external_id: 'sample-1',
    email: 'jo@example.test',
    phone: '+14155550100',
    created_at: iso(atSeconds - 86_400),
    updated_at: iso(atSeconds),
    last_seen_at: null,
    companies: { type: 'list', data: [], total_count: 0, has_more: false },
  };
}

function conversation({ conversationId = CONVERSATION_ID, atSeconds, adminId }: ItemFacts) {
  return {
    type: 'conversation',
    id: conversationId,
    created_at: atSeconds - 600,
    updated_at: atSeconds,
    title: 'A sample question',
    state: 'open',
    open: true,
    read: true,
    priority: 'none',
    source: { type: 'phone_call', id: '1', subject: '', body: '', author: { ...CONTACT, type: 'user' } },
    contacts: { type: 'contact.list', contacts: [{ type: 'contact', id: CONTACT.id }] },
    admin_assignee_id: adminId,
    team_assignee_id: null,
    tags: { type: 'tag.list', tags: [] },
    ai_agent_participated: false,
    ai_agent: null,
    conversation_parts: { type: 'conversation_part.list', conversation_parts: [], total_count: 0 },
  };
}

function conversationItem(event: string, facts: ItemFacts): Record<string, unknown> {
  const whole = conversation(facts);
  if (event === 'deleted') return { type: 'conversation', conversation_id: whole.id };
  if (!event.startsWith('contact.')) return whole;
  return { conversation: { parts: [], model: { id: whole.id } }, contact: contact(facts) };
}

function call(event: string, { conversationId = CONVERSATION_ID, atSeconds, adminId }: ItemFacts) {
  const over = event !== 'started';
  return {
    type: 'call',
    id: '7000001',
    conversation_id: conversationId,
    admin_id: adminId,
    contact_id: CONTACT.id,
    state: over ? 'ended' : 'in-progress',
    direction: 'inbound',
    call_type: 'phone',
    phone: '+14155550100',
    initiated_at: iso(atSeconds - 120),
    answered_at: iso(atSeconds - 110),
    ended_at: over ? iso(atSeconds) : null,
    ended_reason: over ? 'admin-ended-call' : null,
    recording_url: event === 'recording_available' ? 'https://api.intercom.io/calls/7000001/recording' : null,
    transcription_url: event === 'transcription_available' ? 'https://api.intercom.io/calls/7000001/transcript' : null,
  };
}

function contactItem(event: string, facts: ItemFacts): Record<string, unknown> {
  const { id, type } = CONTACT;
  if (event === 'deleted') return { id, type, external_id: 'sample-1', deleted: true };
  const whole = contact(facts, event.startsWith('lead.') ? 'lead' : 'user');
  if (event.includes('.tag.')) return { type: 'contact_tag', tag: TAG, contact: whole };
  return event === 'merged' ? { ...whole, merged_from: { type, id: '6657add46abd0167d9419c02' } } : whole;
}

function companyItem(event: string, facts: ItemFacts): Record<string, unknown> {
  if (event === 'deleted') return { id: COMPANY.id, type: COMPANY.type, deleted: true };
  return event.startsWith('contact.') ? { company: COMPANY, contact: contact(facts) } : COMPANY;
}

function ticketItem(event: string, facts: ItemFacts): Record<string, unknown> {
  const { conversationId: id = CONVERSATION_ID, atSeconds } = facts;
  const ticket = { type: 'ticket', id, ticket_id: '101', updated_at: atSeconds };
  if (event.startsWith('contact.') && event !== 'contact.replied') return { ticket, contact: contact(facts) };
  return event === 'closed' ? { ticket } : ticket;
}
