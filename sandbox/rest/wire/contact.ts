import type { ContactState } from '../../state/contact.ts';
import type { WorkspaceState } from '../../state/workspace.ts';
import { seconds, secondsOrNull } from './seconds.ts';

/** A contact names at most this many tags, notes and companies; `has_more` tells of the rest. */
const EMBEDDED_REFERENCES = 10;

function references(contactId: string, kind: 'tags' | 'notes' | 'companies', type: string, ids: readonly string[]) {
  return {
    type: 'list',
    data: ids.slice(0, EMBEDDED_REFERENCES).map((id) => ({ id, type, url: `/${kind}/${id}` })),
    url: `/contacts/${contactId}/${kind}`,
    total_count: ids.length,
    has_more: ids.length > EMBEDDED_REFERENCES,
  };
}

/** Schema `contact`. Without an address `email` is left out: the description does not allow null there. */
export function contactWire(workspace: WorkspaceState, contact: ContactState) {
  const noteIds = [...workspace.notes.values()].filter((note) => note.contactId === contact.id).map((note) => note.id);
  const { email, location } = contact;
  return {
    type: 'contact',
    id: contact.id,
    workspace_id: workspace.id,
    external_id: contact.externalId ?? null,
    role: contact.role,
    ...(email === undefined ? {} : { email, email_domain: email.slice(email.indexOf('@') + 1) }),
    phone: contact.phone ?? null,
    name: contact.name ?? null,
    avatar: null,
    owner_id: contact.ownerId ?? null,
    social_profiles: { type: 'list', data: [] },
    has_hard_bounced: false,
    marked_email_as_spam: false,
    unsubscribed_from_emails: contact.unsubscribedFromEmails,
    created_at: seconds(contact.createdAtMs),
    updated_at: seconds(contact.updatedAtMs),
    signed_up_at: secondsOrNull(contact.signedUpAtMs),
    last_seen_at: secondsOrNull(contact.lastSeenAtMs),
    last_replied_at: secondsOrNull(contact.lastRepliedAtMs),
    last_contacted_at: secondsOrNull(contact.lastContactedAtMs),
    last_email_opened_at: null,
    last_email_clicked_at: null,
    language_override: null,
    browser: null,
    browser_version: null,
    browser_language: null,
    os: null,
    location: {
      type: 'location',
      country: location.country ?? null,
      region: location.region ?? null,
      city: location.city ?? null,
    },
    custom_attributes: contact.customAttributes,
    tags: references(
      contact.id,
      'tags',
      'tag',
      contact.tags.map(({ tagId }) => tagId),
    ),
    notes: references(contact.id, 'notes', 'note', noteIds),
    companies: references(contact.id, 'companies', 'company', contact.companyIds),
  };
}

/** Schema `contact_reference`. */
export function contactReferenceWire(contact: ContactState) {
  return { type: 'contact', id: contact.id, external_id: contact.externalId ?? null };
}
