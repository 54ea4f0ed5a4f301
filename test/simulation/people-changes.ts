/** What happens to contacts, their companies and tags, and to teammates. */
import { type Happen, pickFrom, type Told } from './happen.ts';
import { adminsAnswer, companyAnswer, contactItem, tagsAnswer } from './model-wire.ts';
import { addPerson, type ModelWorkspace, newWords, type Person, PHONES, type Touched } from './model-workspace.ts';

const MOST_CONTACTS = 5;

export const presentPeople = ({ contacts }: ModelWorkspace) =>
  [...contacts.values()].filter(({ archived }) => !archived);

const toldContact = (topic: string, person: Person): Told => ({
  topic,
  item: contactItem(person),
  touched: [{ kind: 'contact', key: person.id, isReconciled: true }],
});

export const changeContact: Happen = ({ workspace, atMs, random }) => {
  const person = pickFrom(random, presentPeople(workspace));
  if (person === undefined) return undefined;
  person.name = newWords(workspace, 'Jo');
  if (random.whole(3) === 0) person.email = `jo-${workspace.lastSerial}@example.test`;
  if (random.whole(3) === 0) person.phone = random.pick([undefined, ...PHONES]);
  person.updatedAtMs = atMs;
  return [toldContact('contact.user.updated', person)];
};

export const addContact: Happen = ({ workspace, atMs, random }) => {
  const id = String(workspace.contacts.size + workspace.merged.size + 1);
  if (Number(id) > MOST_CONTACTS || workspace.contacts.has(id)) return undefined;
  const person = addPerson(workspace, id, atMs);
  person.phone = random.pick([undefined, ...PHONES]);
  return [toldContact('contact.user.created', person)];
};

/** What goes with a contact, which nobody finds out later when it is not told. */
const allOf = (contactId: string): Touched[] =>
  (['contact', 'companies', 'contact_tags', 'conversations'] as const).map((kind) => ({
    ...{ kind, key: contactId, isReconciled: false },
  }));

export const archiveContact: Happen = ({ workspace, random }) => {
  const person = pickFrom(random, presentPeople(workspace));
  if (person === undefined) return undefined;
  person.archived = true;
  return [{ topic: 'contact.archived', item: contactItem(person), touched: allOf(person.id) }];
};

export const unarchiveContact: Happen = ({ workspace, atMs, random }) => {
  const person = pickFrom(
    random,
    [...workspace.contacts.values()].filter(({ archived }) => archived),
  );
  if (person === undefined) return undefined;
  person.archived = false;
  person.name = newWords(workspace, 'Jo');
  person.updatedAtMs = atMs;
  return [toldContact('contact.unarchive', person)];
};

export const mergeContacts: Happen = ({ workspace, atMs, random }) => {
  const [from, into] = presentPeople(workspace).toSorted(() => random.whole(3) - 1);
  if (from === undefined || into === undefined || workspace.contacts.size < 3) return undefined;
  workspace.contacts.delete(from.id);
  workspace.merged.set(from.id, into.id);
  for (const talk of workspace.conversations.values()) if (talk.contactId === from.id) talk.contactId = into.id;
  into.tagIds = new Set([...into.tagIds, ...from.tagIds]);
  into.companyIds = new Set([...into.companyIds, ...from.companyIds]);
  into.name = newWords(workspace, 'Jo');
  into.updatedAtMs = atMs;
  const talks = [...workspace.conversations.values()].filter(({ contactId }) => contactId === into.id);
  const touched = [
    ...[...allOf(from.id), ...allOf(into.id)],
    ...talks.map(({ id }): Touched => ({ kind: 'conversation', key: id, isReconciled: false })),
  ];
  const item = { ...contactItem(into), merged_from: { type: 'contact', id: from.id } };
  return [{ topic: 'contact.merged', item, touched }];
};

/** Tagging a contact does not change its `updated_at`. */
export function tellContactTag(
  workspace: ModelWorkspace,
  person: Person,
  tag: { id: string; attached: boolean },
): Told[] {
  const [item] = tagsAnswer(workspace, [tag.id]);
  return [
    {
      topic: `contact.user.tag.${tag.attached ? 'created' : 'deleted'}`,
      item: { type: 'contact_tag', tag: item, contact: contactItem(person) },
      touched: [{ kind: 'contact_tags', key: person.id, isReconciled: false }],
    },
  ];
}

export const tagContact: Happen = ({ workspace, random }) => {
  const person = pickFrom(random, presentPeople(workspace));
  const id = pickFrom(random, workspace.tags.keys());
  if (person === undefined || id === undefined) return undefined;
  const attached = !person.tagIds.delete(id);
  if (attached) person.tagIds.add(id);
  return tellContactTag(workspace, person, { id, attached });
};

export const moveCompany: Happen = ({ workspace, random }) => {
  const person = pickFrom(random, presentPeople(workspace));
  const id = pickFrom(random, workspace.companies.keys());
  if (person === undefined || id === undefined) return undefined;
  const attached = !person.companyIds.delete(id);
  if (attached) person.companyIds.add(id);
  return [
    {
      topic: `company.contact.${attached ? 'attached' : 'detached'}`,
      item: { company: companyAnswer(workspace, id), contact: contactItem(person) },
      touched: [{ kind: 'companies', key: person.id, isReconciled: false }],
    },
  ];
};

export const renameCompany: Happen = ({ workspace, random }) => {
  const id = pickFrom(random, workspace.companies.keys());
  if (id === undefined) return undefined;
  workspace.companies.set(id, newWords(workspace, 'Firm'));
  const touched: Touched[] = [{ kind: 'company', key: id, isReconciled: false }];
  return [{ topic: 'company.updated', item: companyAnswer(workspace, id), touched }];
};

export const goAway: Happen = ({ workspace, random }) => {
  const admin = pickFrom(random, workspace.admins.values());
  if (admin === undefined) return undefined;
  admin.away = !admin.away;
  const touched: Touched[] = [{ kind: 'teammates', key: '', isReconciled: false }];
  return [{ topic: 'admin.away_mode_updated', item: adminsAnswer(workspace)[0], touched }];
};
