import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import fastify, { type FastifyInstance, LogController } from 'fastify';
import { API_PATH } from './api/openapi.ts';
import { registerApi } from './api/routes.ts';
import { MAX_PARAM_LENGTH, registerCallFiles } from './calls/call-file-routes.ts';
import { registerCard } from './card/routes.ts';
import type { Deps } from './deps.ts';
import { registerHealthCheck } from './health/routes.ts';
import { answerError } from './http/answer-error.ts';
import { registerHealth } from './http/health.ts';
import { LateLog } from './http/late-log.ts';
import { logError } from './http/log-error.ts';
import { logRequest } from './http/log-request.ts';
import { namedScope } from './http/named-scope.ts';
import { answerMalformed, answerNotFound } from './http/not-found.ts';
import { rememberAddress } from './http/remember-address.ts';
import { tellOfRequests } from './http/wide-line.ts';
import { registerInstall } from './install/register-install.ts';
import { registerUninstall } from './install/uninstall.ts';
import { registerMetrics } from './metrics/routes.ts';
import { registerWebhooks } from './webhooks/routes.ts';

/** Per client address, for the pages that anybody may open. */
const PUBLIC_REQUESTS_A_MINUTE = 300;
const REQUEST_TIMEOUT_MS = 15_000;

/** Callcard as a fastify app that has never listened: for `main.ts` to serve, for tests to inject into. */
export async function buildApp(deps: Deps): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: deps.log.child({}, { serializers: { req: logRequest, err: logError } }),
    // One wide line when the answer is out says more than one at each end.
    logController: new LogController({ disableRequestLogging: true }),
    childLoggerFactory: (parent, bindings) => new LateLog(parent, bindings),
    requestTimeout: REQUEST_TIMEOUT_MS,
    routerOptions: { maxParamLength: MAX_PARAM_LENGTH },
    frameworkErrors: answerMalformed,
    // Only a proxy on the same host or private network may say whom it speaks for.
    trustProxy: ['loopback', 'linklocal', 'uniquelocal'],
  });

  tellOfRequests(app, deps);

  // A connection that is kept after the last answer would hold up the end until it times out.
  let closing = false;
  app.addHook('preClose', async () => {
    closing = true;
  });
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (closing) reply.header('connection', 'close');
    done(null, payload);
  });

  app.setErrorHandler(answerError);

  // Only programs read these answers, never a browser, and helmet would cost as much as reading a request.
  await app.register(
    namedScope('programs', async (programs) => {
      programs.addHook('onRequest', (_request, reply, done) => {
        reply.header('x-content-type-options', 'nosniff').header('content-security-policy', "default-src 'none'");
        done();
      });
      await programs.register(namedScope('webhooks', (scope) => registerWebhooks(scope, deps)));
      await programs.register(namedScope('card', (scope) => registerCard(scope, deps)));
      await programs.register(namedScope('uninstall', (scope) => registerUninstall(scope, deps)));
      await programs.register(namedScope('health check', (scope) => registerHealthCheck(scope, deps)));
    }),
  );

  await app.register(
    namedScope('answers', async (answers) => {
      answers.addHook('onRequest', rememberAddress);
      await answers.register(helmet, {
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

      registerHealth(answers, deps);
      await registerMetrics(answers, deps);
      await answers.register(
        namedScope('api', (scope) => registerApi(scope, deps)),
        { prefix: API_PATH },
      );
      await answers.register(
        namedScope('pages', async (pages) => {
          await pages.register(rateLimit, { max: PUBLIC_REQUESTS_A_MINUTE, timeWindow: '1 minute' });
          pages.setNotFoundHandler({ preHandler: pages.rateLimit() }, answerNotFound);
          await registerInstall(pages, deps);
          registerCallFiles(pages, deps);
        }),
      );
    }),
  );
  return app;
}
