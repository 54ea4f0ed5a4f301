import type { IntercomClient } from '../intercom/intercom-client.ts';
import type { CallOptions, Contact } from '../intercom/types.ts';
import { matchOf } from './contact-phones.ts';
import { writtenForms } from './written-forms.ts';

/** Nobody shares a number with so many; the most that Intercom gives a page. Source: REST reference, pagination. */
const PAGE = 150;

/**
 * Contacts with a number, asked of Intercom in one request: in all forms that it is usually written in, and as Intercom
 * itself read it. What it finds is read again in the workspace's country, and kept only when it is, or may be, the same
 * number. `more`: Intercom has more of them than it gives at once. Rejects with `IntercomError`.
 */
export async function searchCallers(
  client: IntercomClient,
  phoneE164: string,
  country: string | undefined,
  options: CallOptions,
): Promise<{ contacts: Contact[]; more: boolean }> {
  const filters = writtenForms(phoneE164).map((value) => ({ field: 'phone', operator: '=' as const, value }));
  const asIntercomReadIt = { field: 'formatted_phone', operator: '=' as const, value: phoneE164 };
  const query = { operator: 'OR' as const, value: [...filters, asIntercomReadIt] };
  const { items, nextCursor } = await client.contacts.search({ query, perPage: PAGE }, options);
  const contacts = items.filter(({ phone }) => matchOf(phone, phoneE164, country) !== undefined);
  return { contacts, more: nextCursor !== undefined };
}
