import { nowMs } from '../rest/rest-context.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import type { TagState } from '../state/tag.ts';
import { touch } from '../state/touch.ts';
import type { WorkspaceState } from '../state/workspace.ts';
import { untagContact } from './contact-links.ts';

/** Takes the tag off everything, then forgets it. */
export function deleteTag(state: SandboxState, workspace: WorkspaceState, { id }: TagState): void {
  for (const contact of workspace.contacts.values()) {
    const applied = contact.tags.find(({ tagId }) => tagId === id);
    if (applied !== undefined) untagContact(state, workspace, contact, applied);
  }
  for (const conversation of workspace.conversations.values()) {
    if (!conversation.tags.some(({ tagId }) => tagId === id)) continue;
    conversation.tags = conversation.tags.filter(({ tagId }) => tagId !== id);
    touch(conversation, nowMs(state));
  }
  workspace.tags.delete(id);
}
