import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Deps } from '../deps.ts';

type Fields = Readonly<Record<string, unknown>>;

declare module 'fastify' {
  interface FastifyRequest {
    told: Fields | undefined;
  }
  interface FastifyContextConfig {
    untold?: true;
  }
}

/** For routes that machines ask all the time: a line tells of them only what went wrong. */
export const UNTOLD = { untold: true } as const;

/** What the one line that says that a request was answered is to tell of it besides. The last call counts. */
export function tellOf(request: FastifyRequest, fields: Fields): void {
  request.told = fields;
}

export function toldOf(request: FastifyRequest): Fields | undefined {
  return request.told;
}

/** Counts each request of the app, and logs one line of it when the answer is out. */
export function tellOfRequests(app: FastifyInstance, { metrics }: Pick<Deps, 'metrics'>): void {
  app.decorateRequest('told', undefined);
  app.addHook('onResponse', (request, reply, done) => {
    const { method, told } = request;
    // Made anew whenever it is asked for.
    const { url: route, config } = request.routeOptions;
    const { statusCode: status, elapsedTime } = reply;
    metrics.requestSeconds.observe({ method, route: route ?? 'none', status }, elapsedTime / 1000);
    if (config.untold && status < 500) return done();
    app.log.info({ reqId: request.id, ...told, method, route, status, durationMs: Math.round(elapsedTime) }, 'request');
    done();
  });
}
