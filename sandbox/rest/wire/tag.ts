import type { AppliedTag } from '../../state/tag.ts';
import type { WorkspaceState } from '../../state/workspace.ts';
import { seconds } from './seconds.ts';

/** Schema `tag`, with who applied it and when. */
export function appliedTagWire(workspace: WorkspaceState, applied: AppliedTag) {
  return {
    type: 'tag',
    id: applied.tagId,
    name: workspace.tags.get(applied.tagId)?.name ?? '',
    applied_at: seconds(applied.appliedAtMs),
    applied_by: applied.adminId === undefined ? null : { type: 'admin', id: applied.adminId },
  };
}
