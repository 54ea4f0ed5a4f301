import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { attachCompany, detachCompany, tagContact, untagContact } from '../changes/contact-links.ts';
import { announceUpdated } from '../changes/contacts.ts';
import { nextId } from '../state/next-id.ts';
import type { NoteState } from '../state/note.ts';
import { touch } from '../state/touch.ts';
import { asHtml } from './plain-text.ts';
import { idSchema, readBody } from './read-body.ts';
import { needAdmin, needContact, needTag, nowMs, type RestContext } from './rest-context.ts';
import { RestError } from './rest-error.ts';
import { companyWire } from './wire/company.ts';
import { noteWire } from './wire/note.ts';
import { appliedTagWire } from './wire/tag.ts';

const attachSchema = z.object({ id: idSchema });
const noteSchema = z.object({ body: z.string().min(1), admin_id: idSchema.optional() });

type ByContact = { Params: { contactId: string } };

/** Everything is in one page: no contact of a sandbox has 50 of anything. */
const onePage = { type: 'pages', next: null, page: 1, per_page: 50, total_pages: 1 };

/** Tags, notes and companies of a contact. */
export function contactAttachmentRoutes(rest: FastifyInstance, { state, callerOf }: RestContext): void {
  rest.get<ByContact>('/contacts/:contactId/tags', async (request) => {
    const { workspace } = callerOf(request);
    const { tags } = needContact(workspace, request.params.contactId);
    return { type: 'list', data: tags.map((applied) => appliedTagWire(workspace, applied)) };
  });

  rest.post<ByContact>('/contacts/:contactId/tags', async (request) => {
    const { workspace, token } = callerOf(request);
    const contact = needContact(workspace, request.params.contactId);
    const tag = needTag(workspace, readBody(attachSchema, request.body).id);
    const applied = tagContact(state, workspace, contact, { tagId: tag.id, adminId: token.adminId });
    return appliedTagWire(workspace, applied);
  });

  rest.delete<{ Params: { contactId: string; tagId: string } }>('/contacts/:contactId/tags/:tagId', async (request) => {
    const { workspace } = callerOf(request);
    const contact = needContact(workspace, request.params.contactId);
    const applied = contact.tags.find(({ tagId }) => tagId === request.params.tagId);
    if (applied === undefined) throw new RestError(404, 'not_found', 'Resource Not Found');
    untagContact(state, workspace, contact, applied);
    return appliedTagWire(workspace, applied);
  });

  rest.get<ByContact>('/contacts/:contactId/notes', async (request) => {
    const { workspace } = callerOf(request);
    const contact = needContact(workspace, request.params.contactId);
    const notes = [...workspace.notes.values()]
      .filter((note) => note.contactId === contact.id)
      .sort((a, b) => b.createdAtMs - a.createdAtMs);
    return {
      type: 'list',
      data: notes.map((note) => noteWire(workspace, note)),
      total_count: notes.length,
      pages: onePage,
    };
  });

  rest.post<ByContact>('/contacts/:contactId/notes', async (request) => {
    const { workspace, token } = callerOf(request);
    const contact = needContact(workspace, request.params.contactId);
    const { body, admin_id: adminId } = readBody(noteSchema, request.body);
    const author = needAdmin(workspace, adminId ?? token.adminId);
    const note: NoteState = {
      id: nextId(workspace, 'note'),
      contactId: contact.id,
      adminId: author.id,
      bodyHtml: asHtml(body),
      createdAtMs: nowMs(state),
    };
    workspace.notes.set(note.id, note);
    touch(contact, nowMs(state));
    announceUpdated(state, workspace, contact);
    return noteWire(workspace, note);
  });

  rest.get<{ Params: { noteId: string } }>('/notes/:noteId', async (request) => {
    const { workspace } = callerOf(request);
    const note = workspace.notes.get(request.params.noteId);
    if (note === undefined) throw new RestError(404, 'not_found', 'Resource Not Found');
    return noteWire(workspace, note);
  });

  // The description names the list `companies`, its example and the live API `data`: both are sent.
  rest.get<ByContact>('/contacts/:contactId/companies', async (request) => {
    const { workspace } = callerOf(request);
    const contact = needContact(workspace, request.params.contactId);
    const companies = contact.companyIds.flatMap((id) => workspace.companies.get(id) ?? []);
    const data = companies.map((company) => companyWire(workspace, company));
    return { type: 'list', data, companies: data, total_count: data.length, pages: onePage };
  });

  rest.post<ByContact>('/contacts/:contactId/companies', async (request) => {
    const { workspace } = callerOf(request);
    const contact = needContact(workspace, request.params.contactId);
    const company = workspace.companies.get(readBody(attachSchema, request.body).id);
    if (company === undefined) throw new RestError(404, 'company_not_found', 'Company Not Found');
    attachCompany(state, workspace, contact, company);
    return companyWire(workspace, company);
  });

  rest.delete<{ Params: { contactId: string; companyId: string } }>(
    '/contacts/:contactId/companies/:companyId',
    async (request) => {
      const { workspace } = callerOf(request);
      const contact = needContact(workspace, request.params.contactId);
      const company = workspace.companies.get(request.params.companyId);
      if (company === undefined || !contact.companyIds.includes(company.id)) {
        throw new RestError(404, 'company_not_found', 'Company Not Found');
      }
      detachCompany(state, workspace, contact, company);
      return companyWire(workspace, company);
    },
  );
}
