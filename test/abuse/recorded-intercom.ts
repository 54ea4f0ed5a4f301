import type { FastifyInstance } from 'fastify';
import { IntercomError } from '../../server/intercom/errors.ts';
import { createClient, type Intercom } from '../../server/intercom/intercom.ts';
import { bodyOf, effectOf, type Operation, pathOf, routeOf } from '../../server/intercom/operation.ts';
import type { Transport } from '../../server/intercom/transport.ts';

/**
 * Intercom without a network: the first answer of the sandbox to each route is the answer to all of its calls. What
 * cannot be sent is refused as ever. `onWrite` is told of whatever would change something there.
 */
export function recordedIntercom(sandbox: FastifyInstance, onWrite: (route: string) => void = () => {}): Intercom {
  const answers = new Map<string, Promise<unknown>>();

  const connect: Intercom['connect'] = ({ token }) => {
    async function ask<T>(operation: Operation<T>, url: string, payload: string | undefined): Promise<T> {
      const answer = await sandbox.inject({
        method: operation.method,
        url,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'intercom-version': '2.16' },
        ...(payload === undefined ? {} : { payload }),
      });
      if (answer.statusCode < 300) return operation.read({ status: answer.statusCode, headers: {}, text: answer.body });
      throw new IntercomError({
        code: answer.statusCode === 404 ? 'intercom_not_found' : 'intercom_refused',
        message: `${routeOf(operation)}: the sandbox answered ${answer.statusCode}.`,
        retryable: false,
        mayHaveHappened: false,
      });
    }

    async function call<T>(operation: Operation<T>): Promise<T> {
      const [url, payload, route] = [pathOf(operation), bodyOf(operation), routeOf(operation)];
      if (effectOf(operation) !== 'none') onWrite(route);
      const answer = answers.get(route) ?? ask(operation, url, payload);
      answers.set(route, answer);
      return (await answer) as T;
    }
    const transport: Transport = { call, together: (options = {}) => options, headroom: () => undefined };
    return createClient(transport);
  };
  return { connect, close: async () => {} };
}
