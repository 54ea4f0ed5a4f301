import type { IntercomClient } from '../../server/intercom/intercom-client.ts';
import type { Contact } from '../../server/intercom/types.ts';
import { isStaleCursor } from '../../server/mirror/sync-contacts.ts';
import { UnusableError } from '../shell/unusable-error.ts';
import type { Ask } from './patience.ts';

/** The most that Intercom gives a page. Source: REST reference, pagination. */
const PAGE = 150;
/** A cursor that Intercom does not take any more costs the whole way. */
const MOST_RESTARTS = 3;

/**
 * All contacts of a workspace, page by page, each contact once: a page may come again when the list has to be begun
 * again, or when contacts come and go meanwhile.
 */
export async function* readContacts(
  client: Pick<IntercomClient, 'contacts'>,
  ask: Ask,
): AsyncGenerator<{ contacts: Contact[]; totalCount: number | undefined }> {
  const seen = new Set<string>();
  let cursor: string | undefined;
  let restarts = 0;
  for (;;) {
    const page = await readPage(client, ask, cursor);
    if (page === undefined) {
      restarts += 1;
      if (restarts > MOST_RESTARTS) {
        const message = `Intercom refused ${restarts} times to go on with its list of contacts. Try again later.`;
        throw new UnusableError('intercom_failed', message);
      }
      cursor = undefined;
      continue;
    }
    const contacts = page.items.filter(({ id }) => !seen.has(id));
    for (const { id } of contacts) seen.add(id);
    yield { contacts, totalCount: page.totalCount };
    if (page.nextCursor === undefined) return;
    cursor = page.nextCursor;
  }
}

/** Undefined: Intercom does not take the cursor any more. */
async function readPage({ contacts }: Pick<IntercomClient, 'contacts'>, ask: Ask, cursor: string | undefined) {
  try {
    const page = await ask((signal) => contacts.list({ perPage: PAGE, cursor }, { signal }));
    return page.nextCursor !== undefined && page.nextCursor === cursor ? undefined : page;
  } catch (error) {
    if (cursor !== undefined && isStaleCursor(error)) return undefined;
    throw error;
  }
}
