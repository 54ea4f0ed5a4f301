import type { FastifyInstance } from 'fastify';

const DISPLAY_NAME = Symbol.for('fastify.display-name');

/**
 * A scope under a name of its own: where fastify finds none, it looks for the function among all modules that are
 * loaded, which takes longer than to add the scope's routes.
 */
export function namedScope(name: string, fill: (scope: FastifyInstance) => unknown) {
  const plugin = async (scope: FastifyInstance): Promise<void> => {
    await fill(scope);
  };
  return Object.assign(plugin, { [DISPLAY_NAME]: name });
}
