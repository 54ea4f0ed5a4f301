import type { FastifyInstance } from 'fastify';
import { needAdmin, type RestContext } from './rest-context.ts';
import { adminWire } from './wire/admin.ts';

export function adminRoutes(rest: FastifyInstance, { callerOf }: RestContext): void {
  rest.get('/admins', async (request) => {
    const { workspace } = callerOf(request);
    return { type: 'admin.list', admins: [...workspace.admins.values()].map((admin) => adminWire(workspace, admin)) };
  });

  rest.get<{ Params: { adminId: string } }>('/admins/:adminId', async (request) => {
    const { workspace } = callerOf(request);
    return adminWire(workspace, needAdmin(workspace, request.params.adminId));
  });
}
