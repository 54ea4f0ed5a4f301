import { applyContactChange, type ContactChange } from '../rest/contact-fields.ts';
import { nowMs } from '../rest/rest-context.ts';
import { contactReferenceWire, contactWire } from '../rest/wire/contact.ts';
import { announce } from '../state/announce.ts';
import { type ContactState, newContact } from '../state/contact.ts';
import { nextId } from '../state/next-id.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { touch } from '../state/touch.ts';
import type { WorkspaceState } from '../state/workspace.ts';

/** Makes a contact; a user unless the change says that it is a lead. */
export function createContact(state: SandboxState, workspace: WorkspaceState, change: ContactChange): ContactState {
  const contact = newContact(nextId(workspace, 'contact'), nowMs(state));
  applyContactChange(contact, change, nowMs(state));
  workspace.contacts.set(contact.id, contact);
  announceCreated(state, workspace, contact);
  return contact;
}

export function announceCreated(state: SandboxState, workspace: WorkspaceState, contact: ContactState): void {
  const topic = contact.role === 'lead' ? 'contact.lead.created' : 'contact.user.created';
  announce(state, workspace, topic, contactItem(workspace, contact));
}

export function changeContact(
  state: SandboxState,
  workspace: WorkspaceState,
  contact: ContactState,
  change: ContactChange,
): void {
  const before = { role: contact.role, email: contact.email };
  applyContactChange(contact, change, nowMs(state));
  const item = contactItem(workspace, contact);
  if (before.role === 'lead' && contact.role === 'user') announce(state, workspace, 'contact.lead.signed_up', item);
  else announceUpdated(state, workspace, contact);
  if (contact.email === before.email) return;
  if (before.email === undefined && contact.role === 'lead') {
    announce(state, workspace, 'contact.lead.added_email', item);
  } else {
    announce(state, workspace, 'contact.email.updated', item);
  }
}

/** For changes of a contact that have no topic of their own. */
export function announceUpdated(state: SandboxState, workspace: WorkspaceState, contact: ContactState): void {
  const topic = contact.role === 'lead' ? 'contact.lead.updated' : 'contact.user.updated';
  announce(state, workspace, topic, contactItem(workspace, contact));
}

export function archiveContact(state: SandboxState, workspace: WorkspaceState, contact: ContactState): object {
  contact.archived = true;
  touch(contact, nowMs(state));
  const archived = { ...contactReferenceWire(contact), archived: true };
  announce(state, workspace, 'contact.archived', archived);
  return archived;
}

export function unarchiveContact(state: SandboxState, workspace: WorkspaceState, contact: ContactState): object {
  contact.archived = false;
  touch(contact, nowMs(state));
  announce(state, workspace, 'contact.unarchive', contactItem(workspace, contact));
  return { ...contactReferenceWire(contact), archived: false };
}

/** Its conversations stay, with nobody in them. */
export function deleteContact(state: SandboxState, workspace: WorkspaceState, contact: ContactState): object {
  workspace.contacts.delete(contact.id);
  const deleted = { ...contactReferenceWire(contact), deleted: true };
  announce(state, workspace, 'contact.deleted', deleted);
  return deleted;
}

/** The lead's conversations, calls, notes, tags and companies become the user's. */
export function mergeContacts(
  state: SandboxState,
  workspace: WorkspaceState,
  { from, into }: { from: ContactState; into: ContactState },
): void {
  for (const conversation of workspace.conversations.values()) {
    if (!conversation.contactIds.includes(from.id)) continue;
    const ids = conversation.contactIds.map((id) => (id === from.id ? into.id : id));
    conversation.contactIds = [...new Set(ids)];
    touch(conversation, nowMs(state));
  }
  for (const item of [...workspace.calls.values(), ...workspace.notes.values()]) {
    if (item.contactId === from.id) item.contactId = into.id;
  }
  const tagged = new Set(into.tags.map(({ tagId }) => tagId));
  into.tags.push(...from.tags.filter(({ tagId }) => !tagged.has(tagId)));
  into.companyIds = [...new Set([...into.companyIds, ...from.companyIds])];
  into.phone ??= from.phone;
  into.email ??= from.email;
  touch(into, nowMs(state));
  from.mergedIntoId = into.id;
  announce(state, workspace, 'contact.merged', { ...contactItem(workspace, into), merged_from: from.id });
}

/** A notification tells of a contact in full: what is empty is null, where an answer of the API may leave it out. */
function contactItem(workspace: WorkspaceState, contact: ContactState): object {
  return { email: null, ...contactWire(workspace, contact) };
}
