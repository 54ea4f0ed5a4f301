/** The model's things as Intercom writes them: in answers and in notifications, which differ in how times are written. */
import type { FinRecord, ModelWorkspace, Person, PhoneCall, Talk } from './model-workspace.ts';

const seconds = (ms: number) => Math.floor(ms / 1000);
const iso = (ms: number | undefined) => (ms === undefined ? null : new Date(ms).toISOString());

export function contactAnswer(person: Person) {
  return {
    ...{ type: 'contact', id: person.id, role: person.role, name: person.name },
    ...{ email: person.email ?? null, phone: person.phone ?? null, external_id: null, last_seen_at: null },
    ...{ created_at: seconds(person.createdAtMs), updated_at: seconds(person.updatedAtMs) },
  };
}

/** With milliseconds, which answers do not have. */
export function contactItem(person: Person) {
  return { ...contactAnswer(person), created_at: iso(person.createdAtMs), updated_at: iso(person.updatedAtMs) };
}

export function conversationAnswer(workspace: ModelWorkspace, talk: Talk) {
  return {
    ...{ type: 'conversation', id: talk.id, title: talk.title, state: talk.state },
    ...{ created_at: seconds(talk.createdAtMs), updated_at: seconds(talk.updatedAtMs) },
    source: { type: 'phone_call', id: '1', subject: '', body: '', author: { type: 'user', id: talk.contactId } },
    contacts: { type: 'contact.list', contacts: [{ type: 'contact', id: talk.contactId }] },
    ...{ admin_assignee_id: talk.adminId ?? null, team_assignee_id: talk.teamId ?? null },
    tags: { type: 'tag.list', tags: tagsAnswer(workspace, talk.tagIds) },
    ...{ ai_agent_participated: false, ai_agent: null },
    conversation_parts: {
      type: 'conversation_part.list',
      conversation_parts: talk.notes.map((body, index) => ({
        ...{ type: 'conversation_part', id: String(index), part_type: 'note', body, created_at: 1_700_000_000 },
      })),
    },
  };
}

export function tagsAnswer(workspace: ModelWorkspace, tagIds: Iterable<string>) {
  return [...tagIds].map((id) => ({ type: 'tag', id, name: workspace.tags.get(id) ?? '' }));
}

export function companyAnswer(workspace: ModelWorkspace, id: string) {
  return { type: 'company', id, name: workspace.companies.get(id) ?? '', plan: { name: 'Scale' }, monthly_spend: 10 };
}

export function callAnswer(call: PhoneCall) {
  const over = call.endedAtMs !== undefined;
  return {
    ...{ type: 'call', id: call.id, conversation_id: call.conversationId, contact_id: call.contactId, admin_id: '1' },
    state: over ? 'ended' : call.answeredAtMs === undefined ? 'ringing' : 'in-progress',
    ...{ direction: 'inbound', call_type: 'phone', phone: call.phone },
    ...{ initiated_at: iso(call.startedAtMs), answered_at: iso(call.answeredAtMs), ended_at: iso(call.endedAtMs) },
    ended_reason: over ? 'admin-ended-call' : null,
    recording_url: call.hasRecording ? 'https://intercom.test/recording' : null,
  };
}

export function finAnswer(record: FinRecord) {
  const { id, status, conversationId, summary } = record;
  return { id, status, intercom_conversation_id: conversationId, call_summary: summary ?? null, intent: [] };
}

export function adminsAnswer({ admins }: ModelWorkspace) {
  return [...admins].map(([id, { name, away }]) => ({
    ...{ type: 'admin', id, name, email: null, has_inbox_seat: true, team_ids: [] },
    ...{ away_mode_enabled: away, away_mode_reassign: false },
  }));
}
