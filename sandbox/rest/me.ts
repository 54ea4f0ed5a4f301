import type { FastifyInstance } from 'fastify';
import { needAdmin, type RestContext } from './rest-context.ts';
import { adminWithAppWire } from './wire/admin.ts';

/** `GET /me`: the admin who installed, and with them the workspace. */
export function meRoute(rest: FastifyInstance, { callerOf }: RestContext): void {
  rest.get('/me', async (request) => {
    const { workspace, token } = callerOf(request);
    return adminWithAppWire(workspace, needAdmin(workspace, token.adminId));
  });
}
