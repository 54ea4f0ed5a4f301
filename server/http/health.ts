import type { FastifyInstance } from 'fastify';
import type { Deps } from '../deps.ts';
import { UNTOLD } from './wide-line.ts';

/** `/healthz`: the process answers. `/readyz`: it can serve, because its database answers and has the right schema. */
export function registerHealth(app: FastifyInstance, { store, log }: Pick<Deps, 'store' | 'log'>): void {
  app.get('/healthz', { config: UNTOLD }, async () => ({ status: 'ok' }));
  app.get('/readyz', { config: UNTOLD }, async (_request, reply) => {
    try {
      const { migrationsCurrent } = await store.check();
      if (migrationsCurrent) return { status: 'ready', database: 'ok', migrations: 'current' };
      return reply.code(503).send({
        status: 'not ready',
        database: 'ok',
        migrations: 'not current: start the version of Callcard that this database belongs to',
      });
    } catch (cause) {
      log.error({ err: cause }, 'readiness check failed');
      return reply.code(503).send({ status: 'not ready', database: 'does not answer', migrations: 'unknown' });
    }
  });
}
