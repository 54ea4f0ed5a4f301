import { MOST_LEADS, numberOfBoth } from '../callers/duplicates.ts';
import { searchCallers } from '../callers/search-callers.ts';
import type { FoundContact } from '../intercom/types.ts';
import { unlessMissing } from '../intercom/unless-missing.ts';
import type { CardContext } from './context.ts';

/**
 * Whether a lead may become part of a user: they have one number, and all others who have it, or may have it, are leads
 * with it, too. Another user would make it somebody else's. Who the others are is told by the index and by a search in
 * Intercom, and each of them is read there. Rejects with `IntercomError`, and with `StoreUnavailableError`.
 */
export async function isMergeable(
  lead: FoundContact,
  user: FoundContact,
  { mirror, deps, workspace, client, upstream }: CardContext,
): Promise<boolean> {
  if (lead.mergedFromId !== undefined || user.mergedFromId !== undefined) return false;
  const country = await mirror.country();
  const phoneE164 = numberOfBoth(lead.contact, user.contact, country);
  if (phoneE164 === undefined) return false;
  const { workspaceId, epoch } = workspace;
  const [indexed, found] = await Promise.all([
    deps.store.facts.contactsByPhone({ workspaceId, epoch, phoneE164, limit: MOST_LEADS + 2 }),
    searchCallers(client, phoneE164, country.country, upstream),
  ]);
  const ids = new Set([...indexed, ...found.contacts.map(({ id }) => id)]);
  const others = [...ids].filter((id) => id !== lead.contact.id && id !== user.contact.id);
  if (found.more || others.length >= MOST_LEADS) return false;
  const read = await Promise.all(others.map((id) => unlessMissing(client.contacts.get(id, upstream))));
  return read.every((other) => {
    if (other === undefined) return false;
    // The index may not have heard yet that it was merged.
    if (other.mergedFromId !== undefined) return other.contact.id === user.contact.id;
    return numberOfBoth(other.contact, user.contact, country) !== undefined;
  });
}
