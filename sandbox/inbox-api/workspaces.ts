import type { FastifyInstance } from 'fastify';
import { type MarketplaceApp, settled } from '../marketplace-app.ts';
import { teamIdsOf } from '../state/admin.ts';
import { isInstalled } from '../state/installs.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { inboxWorkspace } from './inbox-error.ts';

export function workspaceRoutes(
  inbox: FastifyInstance,
  options: { state: SandboxState; marketplaceApp: MarketplaceApp },
): void {
  const { state, marketplaceApp } = options;

  inbox.get('/workspaces', async () => {
    const { clientId, name } = marketplaceApp;
    const installUrl = settled(marketplaceApp.installUrl);
    const workspaces = [...state.workspaces.values()].map((workspace) => ({
      workspaceId: workspace.id,
      name: workspace.name,
      region: workspace.region,
      installed: isInstalled(state.installs, { clientId, workspaceId: workspace.id }),
      installUrl,
    }));
    return { workspaces, app: { name } };
  });

  inbox.get<{ Params: { workspaceId: string } }>('/:workspaceId/teammates', async (request) => {
    const workspace = inboxWorkspace(state, request.params.workspaceId);
    return {
      teammates: [...workspace.admins.values()].map((admin) => ({
        id: admin.id,
        name: admin.name,
        email: admin.email,
        away: admin.awayModeEnabled,
        reassign: admin.awayModeReassign,
        teamIds: teamIdsOf(workspace, admin.id),
      })),
      teams: [...workspace.teams.values()].map(({ id, name }) => ({ id, name })),
    };
  });
}
