import { type Directory, type Fact, known, type TeamFact, type TeammateFact } from '../../canvas/facts.ts';
import type { Admin, Team } from '../intercom/types.ts';
import type { MirrorReader } from '../mirror/reader.ts';

const NO_TEAM = Promise.resolve(false);

/**
 * The names of teammates, and of teams where the card names one: few conversations belong to a team alone, and a call
 * is somebody's. `askTeams` is for those that are not trusted.
 */
export async function directoryOf(
  mirror: MirrorReader,
  namesATeam: Promise<boolean> = NO_TEAM,
  askTeams: () => Promise<Fact<Team[]>> = mirror.teams,
): Promise<Fact<Directory>> {
  const namedTeams = async (): Promise<Fact<Team[]>> =>
    (await mirror.trustedTeams()) ?? ((await namesATeam) ? askTeams() : known([]));
  const [teammates, teams] = await Promise.all([mirror.teammates(), namedTeams()]);
  if (teammates.state !== 'known') return teammates;
  if (teams.state !== 'known') return teams;
  return known(
    {
      teammates: new Map(teammates.value.map((admin) => [admin.id, teammateFact(admin)])),
      teams: new Map(teams.value.map((team) => [team.id, teamFact(team)])),
    },
    teammates.standIn ?? teams.standIn,
  );
}

/** Whether the owner that a card shows is a team: a teammate goes before. */
export function isOwnedByTeam(owner: { teammateId: string | undefined; teamId: string | undefined }): boolean {
  return owner.teamId !== undefined && owner.teammateId === undefined;
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
