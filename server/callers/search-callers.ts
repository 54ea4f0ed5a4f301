import type { IntercomClient } from '../intercom/intercom-client.ts';
import type { CallOptions, Contact } from '../intercom/types.ts';
import { phonesOf } from './contact-phones.ts';
import { writtenForms } from './written-forms.ts';

/** Nobody shares a number with so many; the most that Intercom gives a page. Source: REST reference, pagination. */
const PAGE = 150;

/**
 * Contacts with a number, asked of Intercom in one request: in all forms that it is usually written in, and as Intercom
 * itself read it. What it finds is read again in the workspace's country, and kept only when it is the same number.
 * Rejects with `IntercomError`.
 */
export async function searchCallers(
  client: IntercomClient,
  phoneE164: string,
  country: string | undefined,
  options: CallOptions,
): Promise<Contact[]> {
  const filters = writtenForms(phoneE164).map((value) => ({ field: 'phone', operator: '=' as const, value }));
  const asIntercomReadIt = { field: 'formatted_phone', operator: '=' as const, value: phoneE164 };
  const query = { operator: 'OR' as const, value: [...filters, asIntercomReadIt] };
  const { items } = await client.contacts.search({ query, perPage: PAGE }, options);
  return items.filter(({ phone }) => phonesOf(phone, country).includes(phoneE164));
}
