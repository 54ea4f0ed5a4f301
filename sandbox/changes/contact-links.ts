import { nowMs } from '../rest/rest-context.ts';
import { companyWire } from '../rest/wire/company.ts';
import { contactWire } from '../rest/wire/contact.ts';
import { announce } from '../state/announce.ts';
import type { CompanyState } from '../state/company.ts';
import type { ContactState } from '../state/contact.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import type { AppliedTag } from '../state/tag.ts';
import { touch } from '../state/touch.ts';
import type { WorkspaceState } from '../state/workspace.ts';

/** Puts a tag on a contact. One that is there already stays as it is. */
export function tagContact(
  state: SandboxState,
  workspace: WorkspaceState,
  contact: ContactState,
  tag: { tagId: string; adminId: string },
): AppliedTag {
  const there = contact.tags.find(({ tagId }) => tagId === tag.tagId);
  if (there !== undefined) return there;
  const applied: AppliedTag = { ...tag, appliedAtMs: nowMs(state) };
  contact.tags.push(applied);
  touch(contact, nowMs(state));
  const topic = contact.role === 'lead' ? 'contact.lead.tag.created' : 'contact.user.tag.created';
  announce(state, workspace, topic, contactTag(workspace, contact, applied.tagId));
  return applied;
}

export function untagContact(
  state: SandboxState,
  workspace: WorkspaceState,
  contact: ContactState,
  applied: AppliedTag,
): void {
  contact.tags = contact.tags.filter((other) => other !== applied);
  touch(contact, nowMs(state));
  const topic = contact.role === 'lead' ? 'contact.lead.tag.deleted' : 'contact.user.tag.deleted';
  announce(state, workspace, topic, contactTag(workspace, contact, applied.tagId));
}

function contactTag(workspace: WorkspaceState, contact: ContactState, tagId: string): object {
  const tag = { type: 'tag', id: tagId, name: workspace.tags.get(tagId)?.name ?? '' };
  return { type: 'contact_tag', tag, contact: contactWire(workspace, contact) };
}

export function attachCompany(
  state: SandboxState,
  workspace: WorkspaceState,
  contact: ContactState,
  company: CompanyState,
): void {
  if (contact.companyIds.includes(company.id)) return;
  contact.companyIds = [...contact.companyIds, company.id];
  touch(contact, nowMs(state));
  announce(state, workspace, 'company.contact.attached', companyContact(workspace, contact, company));
}

export function detachCompany(
  state: SandboxState,
  workspace: WorkspaceState,
  contact: ContactState,
  company: CompanyState,
): void {
  contact.companyIds = contact.companyIds.filter((id) => id !== company.id);
  touch(contact, nowMs(state));
  announce(state, workspace, 'company.contact.detached', companyContact(workspace, contact, company));
}

function companyContact(workspace: WorkspaceState, contact: ContactState, company: CompanyState): object {
  return { company: companyWire(workspace, company), contact: contactWire(workspace, contact) };
}
