import { type AdminState, teamIdsOf } from '../../state/admin.ts';
import type { WorkspaceState } from '../../state/workspace.ts';
import { seconds } from './seconds.ts';

/** Schema `admin`. */
export function adminWire(workspace: WorkspaceState, admin: AdminState) {
  return {
    type: 'admin',
    id: admin.id,
    name: admin.name,
    email: admin.email,
    job_title: admin.jobTitle,
    away_mode_enabled: admin.awayModeEnabled,
    away_mode_reassign: admin.awayModeReassign,
    away_status_reason_id: null,
    has_inbox_seat: admin.hasInboxSeat,
    team_ids: teamIdsOf(workspace, admin.id).map(Number),
    avatar: null,
  };
}

/** Schema `admin_with_app`: what `/me` answers, and the only place that names the workspace. */
export function adminWithAppWire(workspace: WorkspaceState, admin: AdminState) {
  return {
    type: 'admin',
    id: admin.id,
    name: admin.name,
    email: admin.email,
    job_title: admin.jobTitle,
    email_verified: admin.emailVerified,
    away_mode_enabled: admin.awayModeEnabled,
    away_mode_reassign: admin.awayModeReassign,
    has_inbox_seat: admin.hasInboxSeat,
    team_ids: teamIdsOf(workspace, admin.id).map(Number),
    avatar: { type: 'avatar', image_url: null },
    app: {
      type: 'app',
      id_code: workspace.id,
      name: workspace.name,
      created_at: seconds(workspace.createdAtMs),
      secure: true,
      identity_verification: true,
      timezone: workspace.timeZone,
      region: workspace.region.toUpperCase(),
    },
  };
}
