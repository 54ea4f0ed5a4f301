import { createRequire, registerHooks } from 'node:module';

/*
 * Loaded by each worker before its tests. Each of the 130 ES modules of drizzle-orm costs Node another look at a
 * package.json of 179 KB, all of them half a second; its CommonJS modules, which are the same code, cost a tenth of that.
 * So whoever imports one of its entry points gets what `require` gets.
 */
const DATABASES = ['better-sqlite3', 'sqlite-core', 'node-postgres', 'pg-core'];
const ENTRY_POINTS = ['drizzle-orm', ...['migrator', ...DATABASES].map((name) => `drizzle-orm/${name}`)];

const require = createRequire(import.meta.url);
const entryOf = new Map(ENTRY_POINTS.map((name) => [import.meta.resolve(name), require.resolve(name)]));

registerHooks({
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
