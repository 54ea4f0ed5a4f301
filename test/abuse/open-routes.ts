import type { Answer, Drawn, Headers, HostileRequest, HostileRoute, World } from './hostile-request.ts';
import { oddPath, oddQuery } from './odd-addresses.ts';
import { SECRET_TEXT } from './odd-http.ts';
import type { Random } from './random.ts';
import { strangeText } from './strange-values.ts';

/** Where anybody may look: pages, and what tells how Callcard is doing. */
interface OpenRoute {
  url: string;
  methods?: HostileRoute['methods'];
  share?: number;
  /** What its query may be about. */
  names?: readonly [string, ...string[]];
  /** All that it may be answered with; 429 besides. */
  statuses: readonly number[];
  problem?(answer: Answer, request: HostileRequest, world: World): string | undefined;
}

function openRoute({ url, methods = ['GET'], share = 1, names = ['x'], statuses, problem }: OpenRoute): HostileRoute {
  return {
    ...{ methods, url, share },
    draw: (random, world) => openRequest(random, world, { url: url + oddQuery(random, names) }),
    problemWith(answer, request, world) {
      if (answer.status === 429 || (request.oddHttp && answer.status >= 400)) return undefined;
      if (!statuses.includes(answer.status)) return `not one of ${statuses}`;
      return problem?.(answer, request, world);
    },
  };
}

function openRequest(random: Random, world: World, { url }: { url: string }): Drawn {
  const cookie = random.pick(COOKIES)(random, world);
  const accept: Headers = random.whole(2) === 0 ? { accept: 'text/html' } : {};
  return {
    ...{ kind: 'an open address', url, body: undefined, signature: 'none' },
    headers: { ...accept, ...(cookie === undefined ? {} : { cookie }) },
  };
}

const COOKIES: readonly [Cookie, ...Cookie[]] = [
  () => undefined,
  () => `callcard_session=${SECRET_TEXT}; callcard_session=x`,
  // Sealed by Callcard itself, for something else.
  (_random, { sealedToken }) => `callcard_session=${encodeURIComponent(sealedToken)}`,
  (random) => `__Host-callcard_install=us.${random.bytes(32).toString('base64url')}`,
  (random) =>
    `__Host-callcard_install=${Array(40)
      .fill(`eu.${random.bytes(32).toString('base64url')}`)
      .join('~')}`,
  (random) => `${encodeURIComponent(strangeText(random).toWellFormed())}=%zz; __proto__=x; callcard_session=%`,
  () => 'a=b;'.repeat(1_000),
];
type Cookie = (random: Random, world: World) => string | undefined;

const READ: HostileRoute['methods'] = ['GET', 'HEAD'];
const OAUTH = ['code', 'state', 'error', 'region', 'from'] as const;
const FORWARDED = ['x-forwarded-for', 'x-forwarded-host', 'forwarded', 'via', 'x-real-ip'];

export const OPEN_ROUTES: readonly HostileRoute[] = [
  openRoute({ url: '/', statuses: [200] }),
  openRoute({ url: '/install', share: 2, names: OAUTH, statuses: [303, 400] }),
  // Nobody has a state that was issued to him: nothing is ever finished.
  openRoute({ url: '/oauth/callback', share: 3, names: OAUTH, statuses: [400, 403, 409] }),
  openRoute({
    ...{ url: '/connected', share: 2, names: OAUTH, statuses: [200] },
    problem: ({ body }, _request, { workspaceName }) =>
      body.includes(workspaceName) ? 'a stranger is told of the workspace' : undefined,
  }),
  openRoute({ url: '/healthz', methods: READ, statuses: [200] }),
  openRoute({ url: '/readyz', methods: READ, statuses: [200] }),
  openRoute({ url: '/assets/callcard.css', methods: READ, statuses: [200] }),
  openRoute({ url: '/assets/callcard.svg', methods: READ, statuses: [200] }),
  openRoute({ url: '/api/v1', methods: READ, statuses: [200] }),
  openRoute({ url: '/api/v1/openapi.json', methods: READ, statuses: [200] }),
  openRoute({
    ...{ url: '/metrics', methods: READ, statuses: [200, 404] },
    problem({ status }, { remoteAddress, headers }) {
      const isThisHost = remoteAddress === '127.0.0.1' && FORWARDED.every((name) => headers[name] === undefined);
      return (status === 200) === isThisHost ? undefined : 'the metrics are for this host, and for nobody else';
    },
  }),
];

const ORIGIN = 'http://callcard.test';

/** Methods that mean nothing here, or not at this address. */
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'SEARCH', 'QUERY'] as const;

/** Everything that is no route: unknown addresses, and known ones with a method that they do not have. */
export function noRoute(routes: readonly HostileRoute[]): HostileRoute {
  const [known = '/', ...others] = routes.map(({ url }) => url);
  const there = new Set(routes.flatMap(({ methods, url }) => methods.map((method) => `${method} ${url}`)));
  return {
    ...{ methods: METHODS, url: '*', share: 8 },
    draw(random, world) {
      const path = random.whole(3) === 0 ? random.pick([known, ...others]) : oddPath(random, [known, ...others]);
      const address = path + oddQuery(random, OAUTH);
      // What is no address at all can only be sent as bytes.
      const url = URL.canParse(address, ORIGIN) ? address : '/%';
      const drawn = openRequest(random, world, { url });
      const body = random.whole(3) === 0 ? Buffer.from(strangeText(random)) : undefined;
      return { ...drawn, kind: 'no route', body };
    },
    problemWith({ status }, { method, url }) {
      if (status >= 400) return undefined;
      const { pathname } = new URL(url, ORIGIN);
      return there.has(`${method} ${pathname}`) ? undefined : 'there is nothing here to be answered with that';
    },
  };
}
