import { nextId } from './next-id.ts';
import type { WorkspaceState } from './workspace.ts';

export interface TagState {
  id: string;
  name: string;
}

/** A tag on a contact or a conversation. */
export interface AppliedTag {
  tagId: string;
  appliedAtMs: number;
  /** Absent when no teammate is behind it. */
  adminId: string | undefined;
}

/** Tag names are one whatever their case. */
function findTagByName(workspace: WorkspaceState, name: string): TagState | undefined {
  const wanted = name.trim().toLowerCase();
  return [...workspace.tags.values()].find((tag) => tag.name.toLowerCase() === wanted);
}

/** Finds a tag by name or makes it. */
export function upsertTag(workspace: WorkspaceState, name: string): TagState {
  return findTagByName(workspace, name) ?? addTag(workspace, name);
}

/** Makes a tag whose name no other has. */
export function addTag(workspace: WorkspaceState, name: string): TagState {
  const tag: TagState = { id: nextId(workspace, 'tag'), name: name.trim() };
  workspace.tags.set(tag.id, tag);
  return tag;
}
