import { detach } from './detach.ts';
import { IntercomError } from './errors.ts';
import type { IntercomClient } from './intercom-client.ts';
import { mergedInto } from './merged-contact.ts';
import { json, type Operation } from './operation.ts';
import { searchBody } from './search-body.ts';
import type { Transport } from './transport.ts';
import type { CallOptions, Contact, FoundContact } from './types.ts';
import { companyList, contact, contactPage, noteList, tag, tagList } from './wire-people.ts';

/** Contacts are merged into contacts that were merged; Intercom resolves this many steps at most. */
const MAX_MERGE_HOPS = 3;

type Found = { contact: Contact } | { movedTo: string };

function getOperation(contactId: string): Operation<Found> {
  return {
    method: 'GET',
    path: '/contacts/{id}',
    ids: { id: contactId },
    alsoAnswers: (answer) => mergedInto(answer) !== undefined,
    read(answer) {
      const movedTo = mergedInto(answer);
      return movedTo === undefined ? { contact: json(contact)(answer) } : { movedTo };
    },
  };
}

async function get(transport: Transport, contactId: string, options: CallOptions | undefined): Promise<FoundContact> {
  const shared = transport.together(options);
  let askedId = contactId;
  for (let hops = 0; hops <= MAX_MERGE_HOPS; hops += 1) {
    const found = await transport.call(getOperation(askedId), shared);
    if ('contact' in found) return { contact: found.contact, mergedFromId: hops === 0 ? undefined : contactId };
    askedId = found.movedTo;
  }
  throw new IntercomError({
    code: 'intercom_not_found',
    message: `GET /contacts/{id}: the contact was merged more than ${MAX_MERGE_HOPS} times over. Search for it instead.`,
    status: 410,
    intercomCode: 'contact_merged',
    retryable: false,
    mayHaveHappened: false,
  });
}

export function createContacts(transport: Transport): IntercomClient['contacts'] {
  const { call } = transport;
  return {
    get: (contactId, options) => get(transport, contactId, options),
    companies: (id, options) =>
      call({ method: 'GET', path: '/contacts/{id}/companies', ids: { id }, read: json(companyList) }, options),
    tags: (id, options) =>
      call({ method: 'GET', path: '/contacts/{id}/tags', ids: { id }, read: json(tagList) }, options),
    notes: (id, options) =>
      call({ method: 'GET', path: '/contacts/{id}/notes', ids: { id }, read: json(noteList) }, options),
    list: ({ perPage, cursor }, options) =>
      call(
        {
          method: 'GET',
          path: '/contacts',
          query: { per_page: String(perPage), ...(cursor === undefined ? {} : { starting_after: cursor }) },
          read: json(contactPage),
        },
        options,
      ),
    search: (search, options) =>
      call(
        { method: 'POST', path: '/contacts/search', body: searchBody(search), reads: true, read: json(contactPage) },
        options,
      ),
    update: (id, { phone }, options) =>
      call({ method: 'PUT', path: '/contacts/{id}', ids: { id }, body: { phone }, read: json(contact) }, options),
    createLead: ({ name, phoneE164 }, options) =>
      call(
        {
          method: 'POST',
          path: '/contacts',
          body: { role: 'lead', name, phone: phoneE164 },
          read: json(contact),
        },
        options,
      ),
    merge: ({ leadId, userId }, options) =>
      call(
        {
          method: 'POST',
          path: '/contacts/merge',
          body: { from: leadId, into: userId, skip_duplicate_validation: true },
          read: json(contact),
        },
        options,
      ),
    attachTag: (id, tagId, options) =>
      call({ method: 'POST', path: '/contacts/{id}/tags', ids: { id }, body: { id: tagId }, read: json(tag) }, options),
    detachTag: (id, tagId, options) =>
      detach(transport, { path: '/contacts/{id}/tags/{tagId}', ids: { id, tagId } }, options),
  };
}
