import type { AuthorState } from './conversation.ts';
import type { WorkspaceState } from './workspace.ts';

export interface AdminState {
  /** Decimal digits: Intercom shows it as a string here and as an integer inside conversations and teams. */
  id: string;
  name: string;
  email: string;
  jobTitle: string;
  awayModeEnabled: boolean;
  awayModeReassign: boolean;
  hasInboxSeat: boolean;
  emailVerified: boolean;
}

export function findAdmin(workspace: WorkspaceState, adminId: string | undefined): AdminState | undefined {
  return adminId === undefined ? undefined : workspace.admins.get(adminId);
}

export function teamIdsOf(workspace: WorkspaceState, adminId: string): string[] {
  return [...workspace.teams.values()].filter((team) => team.adminIds.includes(adminId)).map((team) => team.id);
}

export function byTeammate({ id, name, email }: AdminState): AuthorState {
  return { type: 'admin', id, name, email, fromAiAgent: false };
}
