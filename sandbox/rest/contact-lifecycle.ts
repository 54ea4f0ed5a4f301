import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import {
  announceUpdated,
  archiveContact,
  deleteContact,
  mergeContacts,
  unarchiveContact,
} from '../changes/contacts.ts';
import type { ContactState } from '../state/contact.ts';
import { formattedPhone } from '../state/formatted-phone.ts';
import { touch } from '../state/touch.ts';
import type { WorkspaceState } from '../state/workspace.ts';
import { idSchema, readBody } from './read-body.ts';
import { needContact, nowMs, type RestContext } from './rest-context.ts';
import { RestError } from './rest-error.ts';
import { contactReferenceWire, contactWire } from './wire/contact.ts';

const mergeSchema = z.object({ from: idSchema, into: idSchema, skip_duplicate_validation: z.boolean().default(false) });

type ByContact = { Params: { contactId: string } };

/** Merging, archiving and deleting contacts. */
export function contactLifecycleRoutes(rest: FastifyInstance, { state, callerOf }: RestContext): void {
  rest.post('/contacts/merge', async (request) => {
    const { workspace } = callerOf(request);
    const { from, into, skip_duplicate_validation: skip } = readBody(mergeSchema, request.body);
    const [source, target] = [needContact(workspace, from), needContact(workspace, into)];
    if (source === target || source.role !== 'lead' || target.role !== 'user') {
      throw new RestError(400, 'invalid_merge', 'A lead can be merged into a user, and nothing else');
    }
    if (!skip && !areDuplicates(workspace, source, target)) {
      const message =
        'Contacts can only be merged when they are duplicates (matching email or phone). Pass skip_duplicate_validation=true to override this check.';
      throw new RestError(400, 'invalid_merge', message);
    }
    mergeContacts(state, workspace, { from: source, into: target });
    return contactWire(workspace, target);
  });

  rest.post<ByContact>('/contacts/:contactId/archive', async (request) => {
    const { workspace } = callerOf(request);
    const contact = needContact(workspace, request.params.contactId);
    return archiveContact(state, workspace, contact);
  });

  rest.post<ByContact>('/contacts/:contactId/unarchive', async (request) => {
    const { workspace } = callerOf(request);
    const contact = needContact(workspace, request.params.contactId);
    return unarchiveContact(state, workspace, contact);
  });

  rest.post<ByContact>('/contacts/:contactId/block', async (request) => {
    const { workspace } = callerOf(request);
    const contact = needContact(workspace, request.params.contactId);
    contact.blocked = true;
    touch(contact, nowMs(state));
    announceUpdated(state, workspace, contact);
    return { ...contactReferenceWire(contact), blocked: true };
  });

  rest.delete<ByContact>('/contacts/:contactId', async (request) => {
    const { workspace } = callerOf(request);
    const contact = needContact(workspace, request.params.contactId);
    return deleteContact(state, workspace, contact);
  });
}

function areDuplicates(workspace: WorkspaceState, a: ContactState, b: ContactState): boolean {
  const sameEmail = a.email !== undefined && a.email.toLowerCase() === b.email?.toLowerCase();
  const phone = formattedPhone(workspace, a.phone);
  return sameEmail || (phone !== undefined && phone === formattedPhone(workspace, b.phone));
}
