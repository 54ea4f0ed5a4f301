import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { changeContact, createContact } from '../changes/contacts.ts';
import { contactFields } from '../search/contact-fields.ts';
import { compileQuery } from '../search/filter.ts';
import { paginate, readPageRequest } from '../search/paginate.ts';
import { type ContactState, visibleContacts } from '../state/contact.ts';
import type { WorkspaceState } from '../state/workspace.ts';
import { type ContactChange, contactCreateSchema, contactUpdateSchema } from './contact-fields.ts';
import { readBody } from './read-body.ts';
import { needContact, type RestContext } from './rest-context.ts';
import { RestError } from './rest-error.ts';
import { contactWire } from './wire/contact.ts';

const PAGE = { usual: 50, maximum: 150 };

const searchSchema = z.object({
  query: z.unknown(),
  pagination: z.unknown().optional(),
  sort: z.object({ field: z.string().optional(), order: z.string().default('descending') }).nullish(),
});

export function contactRoutes(rest: FastifyInstance, { state, callerOf }: RestContext): void {
  const list = (workspace: WorkspaceState, contacts: readonly ContactState[], page: unknown) => {
    const { items, pages } = paginate(contacts, readPageRequest(page, PAGE));
    const data = items.map((contact) => contactWire(workspace, contact));
    return { type: 'list', data, total_count: contacts.length, pages };
  };

  rest.get('/contacts', async (request) => {
    const { workspace } = callerOf(request);
    return list(workspace, sortContacts(visibleContacts(workspace), 'created_at', 'descending'), request.query);
  });

  rest.get<{ Params: { contactId: string } }>('/contacts/:contactId', async (request) => {
    const { workspace } = callerOf(request);
    return contactWire(workspace, needContact(workspace, request.params.contactId));
  });

  rest.get<{ Params: { externalId: string } }>('/contacts/find_by_external_id/:externalId', async (request) => {
    const { workspace } = callerOf(request);
    const wanted = request.params.externalId;
    const found = [...workspace.contacts.values()].find(
      ({ role, externalId }) => role === 'user' && externalId === wanted,
    );
    return contactWire(workspace, needContact(workspace, found?.id ?? ''));
  });

  rest.post('/contacts/search', async (request) => {
    const { workspace } = callerOf(request);
    const { query, sort, pagination } = readBody(searchSchema, request.body);
    const matches = compileQuery(query, contactFields(workspace));
    const found = visibleContacts(workspace).filter(matches);
    return list(workspace, sortContacts(found, sort?.field ?? 'updated_at', sort?.order ?? 'descending'), pagination);
  });

  rest.post('/contacts', async (request) => {
    const { workspace } = callerOf(request);
    const change = readBody(contactCreateSchema, request.body);
    refuseDuplicate(workspace, change, undefined);
    return contactWire(workspace, createContact(state, workspace, change));
  });

  rest.put<{ Params: { contactId: string } }>('/contacts/:contactId', async (request) => {
    const { workspace } = callerOf(request);
    const contact = needContact(workspace, request.params.contactId);
    const change = readBody(contactUpdateSchema, request.body);
    refuseDuplicate(workspace, change, contact);
    changeContact(state, workspace, contact, change);
    return contactWire(workspace, contact);
  });
}

const SORT_KEYS: Readonly<Record<string, (contact: ContactState) => string | number>> = {
  created_at: (contact) => contact.createdAtMs,
  updated_at: (contact) => contact.updatedAtMs,
  last_seen_at: (contact) => contact.lastSeenAtMs ?? 0,
  name: (contact) => contact.name ?? '',
  email: (contact) => contact.email ?? '',
};

function sortContacts(contacts: ContactState[], field: string, order: string): ContactState[] {
  if (order !== 'ascending' && order !== 'descending') {
    throw new RestError(
      400,
      'invalid_sort_order',
      `Invalid sort order '${order}'. Must be one of: ascending, descending`,
    );
  }
  const key = Object.hasOwn(SORT_KEYS, field) ? SORT_KEYS[field] : undefined;
  if (key === undefined) throw new RestError(400, 'parameter_invalid', `Cannot sort by ${field}`, { field: 'sort' });
  const sign = order === 'ascending' ? 1 : -1;
  return contacts.toSorted((a, b) => {
    const [left, right] = [key(a), key(b)];
    const difference = typeof left === 'string' ? left.localeCompare(String(right)) : left - Number(right);
    return sign * (difference || (a.id < b.id ? -1 : 1));
  });
}

/** Two users may not share an email or an external id; leads may. */
function refuseDuplicate(workspace: WorkspaceState, change: ContactChange, self: ContactState | undefined): void {
  const role = change.role ?? self?.role ?? 'user';
  if (role !== 'user') return;
  const twin = visibleContacts(workspace).find(
    (contact) =>
      contact !== self &&
      contact.role === 'user' &&
      ((change.email !== undefined && contact.email?.toLowerCase() === change.email.toLowerCase()) ||
        (change.external_id !== undefined && contact.externalId === change.external_id)),
  );
  if (twin !== undefined) {
    throw new RestError(409, 'conflict', `A contact matching those details already exists with id=${twin.id}`);
  }
}
