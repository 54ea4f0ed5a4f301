import { expect, test } from 'vitest';
import { HOSTILE_ROUTES } from '../abuse/hostile-routes.ts';
import { openStage } from '../webhooks/stage.ts';

/** Fastify's tree of routes, a line each: how deep it stands, a piece of the path, and the methods if it ends there. */
function routesIn(tree: string): string[] {
  const above: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const [, indent = '', piece = '', methods] = /^([│ ]*)[├└]── (\S+)(?: \((.+)\))?$/.exec(line) ?? [];
    if (piece === '') return [];
    const depth = indent.length / 4;
    above.splice(depth, above.length, piece);
    const path = above.join('');
    return (methods ?? '').split(', ').flatMap((method) => (method === '' ? [] : [`${method} ${path}`]));
  });
}

test('every route that is open to the world is attacked by the tests, and nothing that is none', async () => {
  const { app } = await openStage();
  await app.ready();
  const registered = routesIn(app.printRoutes({ commonPrefix: false }));
  const attacked = HOSTILE_ROUTES.flatMap(({ methods, url }) => methods.map((method) => `${method} ${url}`));
  expect(registered).toContain('POST /webhooks/intercom');
  expect(attacked.toSorted()).toEqual(registered.toSorted());
});
