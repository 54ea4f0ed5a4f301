import type { FastifyInstance } from 'fastify';
import type { TeamState } from '../state/team.ts';
import type { RestContext } from './rest-context.ts';
import { RestError } from './rest-error.ts';

/** Schema `team`. */
function teamWire(team: TeamState) {
  return {
    type: 'team',
    id: team.id,
    name: team.name,
    admin_ids: team.adminIds.map(Number),
    assignment_limit: null,
    distribution_method: team.distributionMethod,
  };
}

export function teamRoutes(rest: FastifyInstance, { callerOf }: RestContext): void {
  rest.get('/teams', async (request) => {
    const { workspace } = callerOf(request);
    return { type: 'team.list', teams: [...workspace.teams.values()].map(teamWire) };
  });

  rest.get<{ Params: { teamId: string } }>('/teams/:teamId', async (request) => {
    const team = callerOf(request).workspace.teams.get(request.params.teamId);
    if (team === undefined) throw new RestError(404, 'team_not_found', 'Team not found');
    return teamWire(team);
  });
}
