import fastify from 'fastify';
import { createSignedRecordings } from '../../sandbox/media/signed-recordings.ts';
import { createRegionHosts } from '../../sandbox/rest/region-hosts.ts';
import { restPlugin } from '../../sandbox/rest/rest-plugin.ts';
import { createSandboxState } from '../../sandbox/state/sandbox-state.ts';

export interface SandboxRoute {
  method: string;
  /** `/contacts/:contactId`. */
  url: string;
}

/** Every operation of the sandbox's REST API, from the plugin that serves it. */
export async function sandboxRoutes(): Promise<SandboxRoute[]> {
  const clock = Date.now;
  const routes: SandboxRoute[] = [];
  const app = fastify({ exposeHeadRoutes: false });
  app.addHook('onRoute', ({ method, url }) => {
    routes.push(...[method].flat().map((each) => ({ method: each, url })));
  });
  app.register(restPlugin, {
    state: createSandboxState({ clock, seed: 'empty' }),
    recordings: createSignedRecordings(clock),
    hosts: createRegionHosts(),
    closing: new AbortController().signal,
  });
  await app.ready();
  await app.close();
  return routes;
}
