import type { Fact } from '../../canvas/facts.ts';
import type { FoundContact } from '../intercom/types.ts';
import type { MirrorReader } from '../mirror/reader.ts';

/** A contact of whom a card tells. */
interface FollowedContact {
  /** The one that is left, where they were merged away. */
  found: Promise<Fact<FoundContact>>;
  /** Of the one that is left, as far as that can be told. */
  id: Promise<string | undefined>;
  /**
   * Something of theirs, read at the same time as the contact. Asked for one that was merged away, the answer may be
   * empty: it is read again for the one that is left. While nobody can tell who that is, an empty answer tells nothing.
   */
  read<T>(read: (contactId: string) => Promise<Fact<T[]>>): Promise<Fact<T[]>>;
}

export function followMerge(mirror: MirrorReader, id: Promise<Fact<string>>): FollowedContact {
  const ofNamed = async <T>(read: (contactId: string) => Promise<Fact<T>>): Promise<Fact<T>> => {
    const named = await id;
    return named.state === 'known' ? read(named.value) : named;
  };
  const found = ofNamed(mirror.contact);
  const idOfLast = async () => {
    const [contact, named] = await Promise.all([found, id]);
    if (contact.state === 'known') return contact.value.contact.id;
    return named.state === 'known' ? named.value : undefined;
  };
  return {
    found,
    id: idOfLast(),
    async read(read) {
      const [contact, first] = await Promise.all([found, ofNamed(read)]);
      if (contact.state === 'known') {
        return contact.value.mergedFromId === undefined ? first : read(contact.value.contact.id);
      }
      const isEmpty = first.state === 'known' && first.value.length === 0;
      return isEmpty && contact.state === 'unavailable' ? contact : first;
    },
  };
}
