import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { setAway } from '../changes/teammates.ts';
import { readBody } from './read-body.ts';
import { needAdmin, type RestContext } from './rest-context.ts';
import { adminWire } from './wire/admin.ts';

const awaySchema = z.object({ away_mode_enabled: z.boolean(), away_mode_reassign: z.boolean() });

export function adminRoutes(rest: FastifyInstance, { state, callerOf }: RestContext): void {
  rest.get('/admins', async (request) => {
    const { workspace } = callerOf(request);
    return { type: 'admin.list', admins: [...workspace.admins.values()].map((admin) => adminWire(workspace, admin)) };
  });

  rest.get<{ Params: { adminId: string } }>('/admins/:adminId', async (request) => {
    const { workspace } = callerOf(request);
    return adminWire(workspace, needAdmin(workspace, request.params.adminId));
  });

  rest.put<{ Params: { adminId: string } }>('/admins/:adminId/away', async (request) => {
    const { workspace } = callerOf(request);
    const admin = needAdmin(workspace, request.params.adminId);
    const { away_mode_enabled: away, away_mode_reassign: reassign } = readBody(awaySchema, request.body);
    setAway(state, workspace, admin, { away, reassign });
    return adminWire(workspace, admin);
  });
}
