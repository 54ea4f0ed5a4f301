import type { ContactState } from '../state/contact.ts';
import { formattedPhone } from '../state/formatted-phone.ts';
import type { WorkspaceState } from '../state/workspace.ts';
import type { FieldLookup, Operator, SearchField } from './filter.ts';

const TEXT: readonly Operator[] = ['=', '!=', 'IN', 'NIN', '~', '!~', '^', '$'];
const DATE: readonly Operator[] = ['=', '<', '>'];
const BOOLEAN: readonly Operator[] = ['=', '!=', 'IN', 'NIN'];
const TAG: readonly Operator[] = ['=', '!='];

type Field = SearchField<ContactState>;
type Scalar = Exclude<ReturnType<Field['read']>, undefined | readonly string[]>;

const text = (read: (contact: ContactState) => string | undefined): Field => ({ operators: TEXT, read });

const lowerCase = (value: Scalar) => (typeof value === 'string' ? value.toLowerCase() : value);

/** Contacts are searched by whole days of the workspace's time zone, not by the second. */
function dayOf(workspace: WorkspaceState): (value: Scalar) => Scalar {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone: workspace.timeZone, dateStyle: 'short' });
  return (value) => (value === null || Number.isNaN(Number(value)) ? null : format.format(Number(value) * 1000));
}

/** The fields `POST /contacts/search` knows. `phone` is compared literally, as it was typed. */
export function contactFields(workspace: WorkspaceState): FieldLookup<ContactState> {
  const day = dayOf(workspace);
  const date = (read: (contact: ContactState) => number | undefined): Field => ({
    operators: DATE,
    read: (contact) => {
      const ms = read(contact);
      return ms === undefined ? undefined : Math.floor(ms / 1000);
    },
    normalize: day,
  });
  const fields: Record<string, Field> = {
    id: text((contact) => contact.id),
    role: text((contact) => contact.role),
    name: text((contact) => contact.name),
    owner_id: text((contact) => contact.ownerId),
    email: { operators: TEXT, read: (contact) => contact.email, normalize: lowerCase },
    email_domain: { operators: TEXT, read: (contact) => contact.email?.split('@')[1], normalize: lowerCase },
    phone: text((contact) => contact.phone),
    formatted_phone: text((contact) => formattedPhone(workspace, contact.phone)),
    external_id: text((contact) => contact.externalId),
    unsubscribed_from_emails: { operators: BOOLEAN, read: (contact) => contact.unsubscribedFromEmails },
    tag_id: { operators: TAG, read: (contact) => contact.tags.map(({ tagId }) => tagId) },
    created_at: date((contact) => contact.createdAtMs),
    updated_at: date((contact) => contact.updatedAtMs),
    signed_up_at: date((contact) => contact.signedUpAtMs),
    last_seen_at: date((contact) => contact.lastSeenAtMs),
    last_replied_at: date((contact) => contact.lastRepliedAtMs),
    last_contacted_at: date((contact) => contact.lastContactedAtMs),
  };
  return (name) => {
    const attribute = name.startsWith('custom_attributes.') ? name.slice('custom_attributes.'.length) : undefined;
    if (attribute === undefined) return Object.hasOwn(fields, name) ? fields[name] : undefined;
    return text((contact) => {
      const value = Object.hasOwn(contact.customAttributes, attribute)
        ? contact.customAttributes[attribute]
        : undefined;
      return value === undefined || value === null ? undefined : String(value);
    });
  };
}
