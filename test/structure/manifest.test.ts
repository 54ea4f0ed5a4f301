import { pino } from 'pino';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createSeal } from '../../db/seal.ts';
import { buildApp } from '../../server/app.ts';
import { readConfig } from '../../server/config.ts';
import { createIntercom } from '../../server/intercom/intercom.ts';
import { CANVAS_KIT_PERMISSIONS, OPERATION_PERMISSIONS } from '../../server/intercom/permissions.ts';
import { INTERCOM_VERSION } from '../../server/intercom/transport.ts';
import { createMetrics } from '../../server/metrics/metrics.ts';
import { TOPICS } from '../../server/webhooks/topics.ts';
import { manifestSchema, PUBLIC_URL, readManifest } from '../../tools/manifest/manifest-schema.ts';
import { openMemoryStore } from '../db/open-store.ts';

const manifest = readManifest();

/** What browsers and operators open. Every other route is for Intercom to call, and so belongs into the manifest. */
const NOT_FOR_INTERCOM = [
  '/',
  '/connected',
  '/healthz',
  '/readyz',
  '/metrics',
  '/sign-in',
  '/calls/:reference/recording',
  '/calls/:reference/transcript.txt',
  '/calls/:reference/transcript.json',
  '/assets/callcard.css',
  '/assets/callcard.svg',
];

/** Callcard's own API is for phone systems. */
const isApi = (route: string): boolean => /^[A-Z]+ \/api\/v1(\/|$)/.test(route);

/** The addresses in the manifest by the method that Intercom, or the browser it sends, uses. */
const { forTeammates } = manifest.canvasKit;
const { directInstallationUrl, healthCheckUrl, uninstallUrl } = manifest.installation;
const CALLED = [
  ...manifest.authentication.redirectUrls.map((url) => ['GET', url]),
  ['GET', directInstallationUrl],
  ['POST', forTeammates.initializeUrl],
  ['POST', forTeammates.submitUrl],
  ['POST', manifest.webhooks.endpointUrl],
  ['POST', healthCheckUrl],
  ['POST', uninstallUrl],
].map(([method = '', url = '']) => `${method} ${new URL(url.replace(PUBLIC_URL, 'https://callcard.test')).pathname}`);

/** `GET /install` and so on: every route of the whole app, without the HEAD that comes with a GET. */
async function routesOfTheApp(): Promise<string[]> {
  const config = readConfig({
    PUBLIC_URL: 'https://callcard.test',
    INTERCOM_CLIENT_ID: 'id',
    INTERCOM_CLIENT_SECRET: 'a-client-secret',
    TOKEN_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64')}`,
  });
  const store = await openMemoryStore();
  const intercom = createIntercom({ apiUrls: config.intercom.apiUrls, clock: Date.now });
  const log = pino({ level: 'silent' });
  const app = await buildApp({
    config,
    store,
    seal: createSeal(config.tokenKeys),
    intercom,
    clock: Date.now,
    log,
    metrics: createMetrics(),
    wakeWorker: () => {},
  });
  onTestFinished(async () => {
    await app.close();
    await intercom.close();
  });
  await app.ready();
  return readRouteTree(app.printRoutes({ commonPrefix: false }));
}

/** Fastify prints a tree whose branches are parts of paths. */
function readRouteTree(tree: string): string[] {
  const branch: string[] = [];
  return tree
    .split('\n')
    .map((line) => /^([│ ]*)[├└]── (.*?)(?: \(([A-Z, ]+)\))?$/.exec(line))
    .filter((match) => match !== null)
    .flatMap(([, indent = '', part = '', methods = '']) => {
      branch.splice(indent.length / 4, Number.POSITIVE_INFINITY, part);
      return methods
        .split(', ')
        .filter((method) => method !== '' && method !== 'HEAD')
        .map((method) => `${method} ${branch.join('')}`);
    });
}

describe('the manifest', () => {
  test('asks for the API version that every request names', () => {
    expect(manifest.apiVersion).toBe(INTERCOM_VERSION);
  });

  test('names routes that the app has, and every route that Intercom calls', async () => {
    const routes = await routesOfTheApp();
    expect(routes).toEqual(expect.arrayContaining(NOT_FOR_INTERCOM.map((path) => `GET ${path}`)));
    const forIntercom = routes.filter(
      (route) => !isApi(route) && !NOT_FOR_INTERCOM.includes(route.replace(/^GET /, '')),
    );
    expect(CALLED.toSorted()).toEqual(forIntercom.toSorted());
  });

  test('asks for the permissions that the code needs and Canvas Kit demands, and for no other', () => {
    const needed = new Set([
      ...Object.values(OPERATION_PERMISSIONS).flat(),
      ...[...TOPICS.values()].map(({ permission }) => permission),
      ...CANVAS_KIT_PERMISSIONS,
    ]);
    const asked = manifest.authentication.permissions.map(({ name }) => name);
    expect(asked.toSorted()).toEqual([...needed].toSorted());
  });

  test('subscribes to the topics that the code reads, each for the permission that it needs', () => {
    const subscribed = manifest.webhooks.topics.flatMap(({ names, permission }) =>
      names.map((name) => `${name}: ${permission}`),
    );
    const read = [...TOPICS].map(([name, { permission }]) => `${name}: ${permission}`);
    expect(subscribed.toSorted()).toEqual(read.toSorted());
  });

  test('with a property that nobody knows, a permission or a topic twice, or an address elsewhere is a mistake', () => {
    const { authentication, webhooks, installation } = manifest;
    const [permission] = authentication.permissions;
    const { permissions } = authentication;
    const mistakes = [
      { ...manifest, messenger: {} },
      { ...manifest, webhooks: { ...webhooks, topics: [...webhooks.topics, ...webhooks.topics.slice(0, 1)] } },
      { ...manifest, webhooks: { ...webhooks, endpointUrl: 'https://elsewhere.example/webhooks' } },
      { ...manifest, authentication: { ...authentication, permissions: [...permissions, permission] } },
      { ...manifest, installation: { ...installation, healthCheckUrl: 'https://elsewhere.example/health' } },
      { ...manifest, apiVersion: 'Unstable' },
    ];
    for (const mistake of mistakes) expect(manifestSchema.safeParse(mistake).success).toBe(false);
    expect(manifestSchema.safeParse(manifest).success).toBe(true);
  });
});
