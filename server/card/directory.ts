import { LRUCache } from 'lru-cache';
import type { Directory, TeamFact, TeammateFact } from '../../canvas/facts.ts';
import type { Workspace } from '../../db/ports.ts';
import type { IntercomClient } from '../intercom/intercom-client.ts';
import type { Admin, Team } from '../intercom/types.ts';

/** Names seldom change; a new teammate is shown by id for at most this long. */
const NAMES_FRESH_MS = 60_000;
const MAX_WORKSPACES = 2_000;

export interface Directories {
  /** The names of a workspace's teammates and teams, at most a minute old. Asked once however many cards wait. */
  of(workspace: Workspace, client: IntercomClient): Promise<Directory>;
}

export function createDirectories(): Directories {
  const cache = new LRUCache<string, Directory, IntercomClient>({
    max: MAX_WORKSPACES,
    ttl: NAMES_FRESH_MS,
    fetchMethod: (_key, _stale, { context }) => readDirectory(context),
  });
  return {
    async of(workspace, client) {
      // The epoch in the key: after a reinstall nothing of the old connection is used.
      return cache.forceFetch(`${workspace.workspaceId}:${workspace.epoch}`, { context: client });
    },
  };
}

async function readDirectory(client: IntercomClient): Promise<Directory> {
  const [admins, teams] = await Promise.all([client.admins.list(), client.teams.list()]);
  return {
    teammates: new Map(admins.map((admin) => [admin.id, teammateFact(admin)])),
    teams: new Map(teams.map((team) => [team.id, teamFact(team)])),
  };
}

export function teammateFact(admin: Admin): TeammateFact {
  return {
    id: admin.id,
    name: admin.name ?? admin.email ?? admin.id,
    away: admin.awayModeEnabled,
    reassigning: admin.awayModeEnabled && admin.awayModeReassign,
    hasInboxSeat: admin.hasInboxSeat,
  };
}

export function teamFact(team: Team): TeamFact {
  return { id: team.id, name: team.name ?? team.id };
}
