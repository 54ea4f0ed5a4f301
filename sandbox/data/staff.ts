import type { AdminState } from '../state/admin.ts';
import type { WorkspaceState } from '../state/workspace.ts';

// biome-ignore format: a table reads better in rows
const GIVEN_NAMES = [
  'Bo', 'Carmen', 'Devi', 'Elias', 'Farah', 'Gus', 'Hana', 'Ivo', 'Jules', 'Kofi',
  'Lucia', 'Milan', 'Noor', 'Otis', 'Pia', 'Quentin', 'Rosa', 'Samir', 'Tess', 'Umar',
];
const FAMILY_NAMES = ['Lindqvist', 'Achebe', 'Moreau'];

export function admin(
  id: string,
  name: string,
  domain: string,
  rest: Partial<Omit<AdminState, 'id' | 'name' | 'email'>> = {},
): AdminState {
  const mailbox = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z]+/g, '.');
  return {
    id,
    name,
    email: `${mailbox}@${domain}`,
    jobTitle: 'Support Specialist',
    awayModeEnabled: false,
    awayModeReassign: false,
    hasInboxSeat: true,
    emailVerified: true,
    ...rest,
  };
}

/**
 * Fills a workspace up to `count` teammates, the installing one included. Every seventh is away, every eleventh away
 * with replies going back to the team, every twentieth has no inbox seat.
 */
export function addStaff(workspace: WorkspaceState, options: { count: number; firstId: number; domain: string }): void {
  for (let index = 0; workspace.admins.size < options.count; index += 1) {
    const given = GIVEN_NAMES[index % GIVEN_NAMES.length] ?? 'Bo';
    const family = FAMILY_NAMES[Math.floor(index / GIVEN_NAMES.length) % FAMILY_NAMES.length] ?? 'Lindqvist';
    const number = index + 1;
    const reassign = number % 11 === 0;
    const teammate = admin(String(options.firstId + number), `${given} ${family}`, options.domain, {
      awayModeEnabled: reassign || number % 7 === 0,
      awayModeReassign: reassign,
      hasInboxSeat: number % 20 !== 0,
    });
    workspace.admins.set(teammate.id, teammate);
  }
}

/** Deals the teammates out to teams, each to one; the installing admin belongs to all. */
export function addTeams(workspace: WorkspaceState, options: { firstId: number; names: readonly string[] }): void {
  const adminIds = [...workspace.admins.keys()].filter((id) => id !== workspace.installingAdminId);
  for (const [index, name] of options.names.entries()) {
    const id = String(options.firstId + index);
    const members = adminIds.filter((_, position) => position % options.names.length === index);
    workspace.teams.set(id, {
      id,
      name,
      adminIds: [workspace.installingAdminId, ...members],
      distributionMethod: index % 2 === 0 ? 'round_robin' : 'manual',
    });
  }
}
