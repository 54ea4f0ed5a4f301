import type { FastifyInstance, InjectOptions } from 'fastify';
import type { Answer, HostileRequest } from './hostile-request.ts';

/** Sends it to the app without a network: nothing in between mends it. */
export async function inject(app: FastifyInstance, request: HostileRequest): Promise<Answer> {
  const { method, url, headers, body, remoteAddress } = request;
  const answer = await app.inject({
    method: method as NonNullable<InjectOptions['method']>,
    ...{ url, headers, remoteAddress },
    ...(body === undefined ? {} : { payload: body }),
  });
  return { status: answer.statusCode, headers: answer.headers, body: answer.body };
}
