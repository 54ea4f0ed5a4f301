import { findAdmin } from '../../state/admin.ts';
import type { NoteState } from '../../state/note.ts';
import type { WorkspaceState } from '../../state/workspace.ts';
import { adminWire } from './admin.ts';
import { seconds } from './seconds.ts';

/** Schema `note`: an internal note on a contact. */
export function noteWire(workspace: WorkspaceState, note: NoteState) {
  const author = findAdmin(workspace, note.adminId);
  return {
    type: 'note',
    id: note.id,
    created_at: seconds(note.createdAtMs),
    contact: { type: 'contact', id: note.contactId },
    author: author === undefined ? null : adminWire(workspace, author),
    body: note.bodyHtml,
  };
}
