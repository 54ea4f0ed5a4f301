import type { WorkspaceState } from './workspace.ts';

export type IdKind = 'tag' | 'part' | 'note' | 'contact' | 'conversation' | 'message' | 'call' | 'finVoice';

/**
 * The next id of a kind in one workspace. Every workspace counts from the same start: outside contacts and teammates
 * Intercom's ids are unique only per workspace, and whoever forgets that should find out here.
 */
export function nextId(workspace: WorkspaceState, kind: IdKind): string {
  workspace.lastIds[kind] += 1;
  const count = workspace.lastIds[kind];
  return kind === 'contact' ? contactId(workspace.numericId, count) : String(count);
}

/** Contact ids are 24 hexadecimal digits and differ between workspaces. */
function contactId(workspaceNumericId: number, count: number): string {
  const workspacePart = workspaceNumericId.toString(16).padStart(8, '0');
  return `66a1f0${workspacePart}c8d9${count.toString(16).padStart(6, '0')}`;
}
