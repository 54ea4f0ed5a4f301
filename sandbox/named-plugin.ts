const DISPLAY_NAME = Symbol.for('fastify.display-name');

/** A plugin under a name of its own: where fastify finds none, it looks for it among all modules that are loaded. */
export function namedPlugin<Plugin extends (...given: never[]) => Promise<void>>(name: string, plugin: Plugin): Plugin {
  return Object.assign(plugin, { [DISPLAY_NAME]: name });
}
