import type { FastifyInstance } from 'fastify';
import { healthOf, healthSchema } from '../state/health.ts';
import { answerAsRest, type RestOptions } from './answer-as-rest.ts';
import { readBody } from './read-body.ts';

/** `POST /app_install/status`: how the app is doing. Documented by Intercom, though not in its OpenAPI description. */
export async function installStatusPlugin(rest: FastifyInstance, options: RestOptions): Promise<void> {
  const { state, callerOf } = answerAsRest(rest, options);
  rest.post('/app_install/status', async (request) => {
    const { workspace } = callerOf(request);
    state.health.set(workspace.id, healthOf(readBody(healthSchema, request.body), 'pushed', state.clock()));
    return {};
  });
}
