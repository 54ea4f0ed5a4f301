import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import fastify, { type FastifyInstance, LogController } from 'fastify';
import { registerCard } from './card/routes.ts';
import type { Deps } from './deps.ts';
import { answerError } from './http/answer-error.ts';
import { registerHealth } from './http/health.ts';
import { logError } from './http/log-error.ts';
import { logRequest } from './http/log-request.ts';
import { answerMalformed, answerNotFound } from './http/not-found.ts';
import { registerInstall } from './install/register-install.ts';

/** Per client address, for the pages that anybody may open. */
const PUBLIC_REQUESTS_A_MINUTE = 300;
const REQUEST_TIMEOUT_MS = 15_000;

/** Callcard as a fastify app that has never listened: for `main.ts` to serve, for tests to inject into. */
export async function buildApp(deps: Deps): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: deps.log.child({}, { serializers: { req: logRequest, err: logError } }),
    // One wide line when the answer is out says more than one at each end.
    logController: new LogController({ disableRequestLogging: true }),
    requestTimeout: REQUEST_TIMEOUT_MS,
    frameworkErrors: answerMalformed,
    // Only a proxy on the same host or private network may say whom it speaks for.
    trustProxy: ['loopback', 'linklocal', 'uniquelocal'],
  });

  app.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url,
        status: reply.statusCode,
        durationMs: Math.round(reply.elapsedTime),
      },
      'request',
    );
  });

  // A connection that is kept after the last answer would hold up the end until it times out.
  let closing = false;
  app.addHook('preClose', async () => {
    closing = true;
  });
  app.addHook('onSend', async (_request, reply, payload) => {
    if (closing) reply.header('connection', 'close');
    return payload;
  });

  app.setErrorHandler(answerError);

  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: deps.config.publicUrl.startsWith('https:') ? undefined : false,
  });

  registerHealth(app, deps);
  await app.register(async (scope) => registerCard(scope, deps));
  await app.register(async (pages) => {
    await pages.register(rateLimit, { max: PUBLIC_REQUESTS_A_MINUTE, timeWindow: '1 minute' });
    pages.setNotFoundHandler({ preHandler: pages.rateLimit() }, answerNotFound);
    await registerInstall(pages, deps);
  });
  return app;
}
