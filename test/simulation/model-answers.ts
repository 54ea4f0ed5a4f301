/** What the model answers to each question, when nothing is wrong. */
import type { Told } from './happen.ts';
import {
  adminsAnswer,
  callAnswer,
  companyAnswer,
  contactAnswer,
  conversationAnswer,
  finAnswer,
  tagsAnswer,
} from './model-wire.ts';
import { type ModelWorkspace, type Person, type Talk, TEAMS } from './model-workspace.ts';
import { presentPeople, tellContactTag } from './people-changes.ts';
import { tellConversation, tellConversationTag } from './talk-changes.ts';

export interface Question {
  method: string;
  /** Without the query. */
  path: string;
  query: URLSearchParams;
  body: Record<string, unknown>;
}

export interface ModelAnswer {
  status: number;
  headers?: Record<string, string>;
  body: unknown;
  /** What Intercom tells of what was changed by it. */
  told?: Told[];
}

/** Short pages, so that they have to be turned. */
const PAGE = 2;

const notFound: ModelAnswer = { status: 404, body: { type: 'error.list', errors: [{ code: 'not_found' }] } };
const ok = (body: unknown, told?: Told[]): ModelAnswer => ({ status: 200, body, ...(told && { told }) });

export function answerOf(
  workspace: ModelWorkspace,
  { method, path, query, body }: Question,
  atMs: number,
): ModelAnswer {
  const [, what = '', id = '', part, partId] = path.split('/').map(decodeURIComponent);
  const isNamed = id === 'search' || id === 'status' || what === 'fin_voice';
  const parts = isNamed ? [what, id] : [what, id && '{id}', part, partId && '{id}'];
  const person = workspace.contacts.get(id);
  const talk = workspace.conversations.get(id);
  switch (`${method} /${parts.filter(Boolean).join('/')}`) {
    case 'GET /me':
      return ok(meAnswer(workspace));
    case 'GET /admins':
      return ok({ type: 'admin.list', admins: adminsAnswer(workspace) });
    case 'GET /teams':
      return ok({ teams: TEAMS.map((team) => ({ type: 'team', id: team, name: `Team of ${workspace.id}-0` })) });
    case 'GET /tags':
      return ok({ type: 'list', data: tagsAnswer(workspace, workspace.tags.keys()) });
    case 'POST /app_install/status':
      return ok({});
    case 'GET /contacts':
      return contactsAnswer(workspace, query.get('starting_after'));
    case 'POST /contacts/search':
      return contactSearch(workspace, body);
    case 'GET /contacts/{id}':
      return contactById(workspace, id);
    case 'GET /contacts/{id}/companies':
      return ofPerson(person, ({ companyIds }) => [...companyIds].map((one) => companyAnswer(workspace, one)));
    case 'GET /contacts/{id}/tags':
      return ofPerson(person, ({ tagIds }) => tagsAnswer(workspace, tagIds));
    case 'POST /contacts/{id}/tags':
      return person ? tagPerson(workspace, person, String(body.id), true) : notFound;
    case 'DELETE /contacts/{id}/tags/{id}':
      return person ? tagPerson(workspace, person, partId ?? '', false) : notFound;
    case 'POST /conversations/search':
      return conversationSearch(workspace, body);
    case 'GET /conversations/{id}':
      return talk ? ok(conversationAnswer(workspace, talk)) : notFound;
    case 'POST /conversations/{id}/reply':
      return talk ? addNote(workspace, talk, { body: String(body.body), atMs }) : notFound;
    case 'POST /conversations/{id}/parts':
      return talk ? assign(workspace, talk, { body, atMs }) : notFound;
    case 'POST /conversations/{id}/tags':
      return talk ? tagTalk(workspace, talk, String(body.id)) : notFound;
    case 'DELETE /conversations/{id}/tags/{id}':
      return talk?.tagIds.delete(partId ?? '') ? ok({}) : notFound;
    case 'POST /calls/search':
      return ok({ data: callsOf(workspace, body.conversation_ids) });
    case 'GET /fin_voice/conversation':
      return ok([...workspace.fin.values()].filter((one) => one.conversationId === part).map(finAnswer));
    default:
      throw new Error(`the model has no answer to ${method} ${path}`);
  }
}

function meAnswer({ id, admins }: ModelWorkspace) {
  const app = { type: 'app', id_code: id, name: `${id}-0`, timezone: 'America/New_York', region: 'US' };
  return { type: 'admin', id: '1', name: admins.get('1')?.name, email: 'ada@example.test', email_verified: true, app };
}

function contactById(workspace: ModelWorkspace, id: string): ModelAnswer {
  const into = workspace.merged.get(id);
  if (into !== undefined) {
    return { ...notFound, status: 410, headers: { link: `</contacts/${into}>; rel="canonical"` } };
  }
  return ofPerson(workspace.contacts.get(id), contactAnswer, false);
}

function ofPerson(person: Person | undefined, answer: (person: Person) => unknown, isList = true): ModelAnswer {
  if (person === undefined || person.archived) return notFound;
  return ok(isList ? { type: 'list', data: answer(person) } : answer(person));
}

/** A page after the one that the cursor names: whoever goes meanwhile pushes nobody out of it. */
function paged<T>(all: readonly T[], keyOf: (one: T) => string, after: string | null | undefined, size = PAGE) {
  const rest = after == null ? all : all.slice(all.findIndex((one) => keyOf(one) > after) >>> 0);
  const items = rest.slice(0, size);
  const last = items.at(-1);
  const next = rest.length > items.length && last !== undefined ? { starting_after: keyOf(last) } : null;
  return { items, page: { total_count: all.length, pages: { type: 'pages', next } } };
}

function contactsAnswer(workspace: ModelWorkspace, after: string | null): ModelAnswer {
  const all = presentPeople(workspace).toSorted((one, other) => (one.id < other.id ? -1 : 1));
  const { items, page } = paged(all, ({ id }) => id, after);
  return ok({ type: 'list', data: items.map(contactAnswer), ...page });
}

interface Search {
  query: { value: number | { field: string; value: string | number }[] };
  pagination?: { starting_after?: string };
}

/** Newest first; times are compared by whole days, and later begins with the day after. */
function contactSearch(workspace: ModelWorkspace, body: Record<string, unknown>): ModelAnswer {
  const { query, pagination } = body as unknown as Search;
  const fromDay = Math.floor(Number(query.value) / 86_400) + 1;
  const keyOf = ({ updatedAtMs, id }: Person) => `${Number.MAX_SAFE_INTEGER - Math.floor(updatedAtMs / 1000)} ${id}`;
  const found = presentPeople(workspace)
    .filter(({ updatedAtMs }) => Math.floor(updatedAtMs / 86_400_000) >= fromDay)
    .toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
  const { items, page } = paged(found, keyOf, pagination?.starting_after);
  return ok({ type: 'list', data: items.map(contactAnswer), ...page });
}

function conversationSearch(workspace: ModelWorkspace, body: Record<string, unknown>): ModelAnswer {
  const { query, pagination } = body as unknown as Search;
  const ofContact = Array.isArray(query.value)
    ? query.value.find(({ field }) => field === 'contact_ids')?.value
    : undefined;
  const sinceSeconds = Array.isArray(query.value) ? 0 : query.value;
  const found = [...workspace.conversations.values()]
    .filter(({ contactId }) => ofContact === undefined || contactId === ofContact)
    .filter(({ updatedAtMs }) => Math.floor(updatedAtMs / 1000) > sinceSeconds)
    .toSorted((one, other) => (one.id < other.id ? -1 : 1));
  const size = ofContact === undefined ? PAGE : found.length;
  const { items, page } = paged(found, ({ id }) => id, pagination?.starting_after, size);
  const conversations = items.map((talk) => conversationAnswer(workspace, talk));
  return ok({ type: 'conversation.list', conversations, ...page });
}

function callsOf(workspace: ModelWorkspace, conversationIds: unknown): unknown[] {
  const ids = new Set(Array.isArray(conversationIds) ? conversationIds : []);
  return [...workspace.calls.values()].filter(({ conversationId }) => ids.has(conversationId)).map(callAnswer);
}

function tagPerson(workspace: ModelWorkspace, person: Person, tagId: string, attached: boolean): ModelAnswer {
  const [tag] = tagsAnswer(workspace, [tagId]);
  if (person.archived || !workspace.tags.has(tagId)) return notFound;
  if (!attached && !person.tagIds.delete(tagId)) return notFound;
  if (attached) person.tagIds.add(tagId);
  return ok(tag, tellContactTag(workspace, person, { id: tagId, attached }));
}

function tagTalk(workspace: ModelWorkspace, talk: Talk, tagId: string): ModelAnswer {
  if (!workspace.tags.has(tagId)) return notFound;
  talk.tagIds.add(tagId);
  return ok(tagsAnswer(workspace, [tagId])[0], tellConversationTag(workspace, talk));
}

function addNote(workspace: ModelWorkspace, talk: Talk, { body, atMs }: { body: string; atMs: number }): ModelAnswer {
  talk.notes.push(body);
  workspace.notes.push(body);
  talk.updatedAtMs = atMs;
  const told = tellConversation(workspace, 'conversation.admin.noted', talk);
  return ok(conversationAnswer(workspace, talk), [told]);
}

function assign(
  workspace: ModelWorkspace,
  talk: Talk,
  { body, atMs }: { body: Record<string, unknown>; atMs: number },
): ModelAnswer {
  const to = body.assignee_id === '0' ? undefined : String(body.assignee_id);
  if (body.type === 'team') talk.teamId = to;
  else talk.adminId = to;
  talk.updatedAtMs = atMs;
  const told = tellConversation(workspace, 'conversation.admin.assigned', talk);
  return ok(conversationAnswer(workspace, talk), [told]);
}

/** Whether a question changes something. */
export function isChange({ method, path }: Question): boolean {
  return method !== 'GET' && !path.endsWith('/search') && path !== '/app_install/status';
}
