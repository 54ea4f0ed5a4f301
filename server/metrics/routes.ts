import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Deps } from '../deps.ts';
import { UNTOLD } from '../http/wide-line.ts';

/**
 * `GET /metrics` for Prometheus. With METRICS_TOKEN whoever sends it as a bearer token; without it only this host itself,
 * and not through a proxy, which asks from this host on behalf of anybody. For all others there is nothing here.
 */
export async function registerMetrics(app: FastifyInstance, { config, metrics }: Pick<Deps, 'config' | 'metrics'>) {
  app.get('/metrics', { config: UNTOLD }, async (request, reply) => {
    const allowed =
      config.metricsToken === undefined ? isThisHost(request) : hasToken(request, Buffer.from(config.metricsToken));
    if (!allowed) return reply.callNotFound();
    return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
}

const THIS_HOST = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'];

function isThisHost(request: FastifyRequest): boolean {
  const { remoteAddress } = request.socket;
  if (remoteAddress === undefined || !THIS_HOST.has(remoteAddress)) return false;
  return FORWARDED.every((name) => request.headers[name] === undefined);
}

function hasToken(request: FastifyRequest, token: Buffer): boolean {
  const given = Buffer.from(/^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '');
  return given.length === token.length && timingSafeEqual(given, token);
}
