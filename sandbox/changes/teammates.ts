import { adminWire } from '../rest/wire/admin.ts';
import type { AdminState } from '../state/admin.ts';
import { announce } from '../state/announce.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import type { WorkspaceState } from '../state/workspace.ts';

export function setAway(
  state: SandboxState,
  workspace: WorkspaceState,
  admin: AdminState,
  { away, reassign }: { away: boolean; reassign: boolean },
): void {
  admin.awayModeEnabled = away;
  admin.awayModeReassign = reassign;
  announce(state, workspace, 'admin.away_mode_updated', adminWire(workspace, admin));
}
