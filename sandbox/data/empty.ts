import { emptyWorkspace, type WorkspaceState } from '../state/workspace.ts';
import { admin } from './staff.ts';

const YEAR_MS = 365 * 86_400_000;

/** The two workspaces with one teammate each and nothing in them, for tests that make their own data. */
export function emptyWorkspaces(nowMs: number): WorkspaceState[] {
  return [
    emptyWorkspace({
      id: 'acmeus1',
      numericId: 410_201,
      name: 'Acme Support',
      region: 'us',
      timeZone: 'America/New_York',
      country: 'US',
      createdAtMs: nowMs - 3 * YEAR_MS,
      admin: admin('5010001', 'Ada Whitfield', 'acme.example', { jobTitle: 'Head of Support' }),
    }),
    emptyWorkspace({
      id: 'boreaeu1',
      numericId: 410_202,
      name: 'Borea Energy',
      region: 'eu',
      timeZone: 'Europe/Paris',
      country: 'FR',
      createdAtMs: nowMs - 2 * YEAR_MS,
      admin: admin('6010001', 'Hélène Marchand', 'borea.example', { jobTitle: 'Responsable support' }),
    }),
  ];
}
