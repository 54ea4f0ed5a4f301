import { createRequire, registerHooks } from 'node:module';

/*
 * Loaded before a Callcard that is started so often that it matters. Each of the 130 ES modules of drizzle-orm costs
 * Node another look at a package.json of 179 KB, all of them half a second; its CommonJS modules, which are the same
 * code, cost a tenth of that. So whoever imports one of its entry points gets what `require` gets.
 */
const DRIVER = process.env.DATABASE_URL?.startsWith('postgres:')
  ? ['drizzle-orm/node-postgres', 'drizzle-orm/pg-core']
  : ['drizzle-orm/better-sqlite3', 'drizzle-orm/sqlite-core'];
const ENTRY_POINTS = ['drizzle-orm', 'drizzle-orm/migrator', ...DRIVER];

const require = createRequire(import.meta.url);
const entryOf = new Map(ENTRY_POINTS.map((name) => [import.meta.resolve(name), require.resolve(name)]));

const hooks = registerHooks({
  load(url, context, next) {
    const path = entryOf.get(url);
    if (path === undefined) return next(url, context);
    const names = Object.keys(require(path)).join(', ');
    const source = `
      import { createRequire } from 'node:module';
      export const { ${names} } = createRequire(import.meta.url)(${JSON.stringify(path)});`;
    return { format: 'module', source, shortCircuit: true };
  },
});
await Promise.all([...entryOf.keys()].map((url) => import(url)));
// They are known by now; everything else is loaded as ever.
hooks.deregister();
