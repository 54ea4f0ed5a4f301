import { API_ROUTES } from './api-routes.ts';
import { CALL_ROUTES } from './call-routes.ts';
import type { Answer, HostileRequest, HostileRoute, World } from './hostile-request.ts';
import { anyAddress, oddHeaders } from './odd-http.ts';
import { noRoute, OPEN_ROUTES } from './open-routes.ts';
import type { Random } from './random.ts';
import { SIGNED_ROUTES } from './signed-routes.ts';

/** Every route that is open to the world. One that is added to the app has to be added here. */
export const HOSTILE_ROUTES: readonly HostileRoute[] = [
  ...SIGNED_ROUTES,
  ...OPEN_ROUTES,
  ...API_ROUTES,
  ...CALL_ROUTES,
];

const ALL = [...HOSTILE_ROUTES, noRoute(HOSTILE_ROUTES)];
const TICKETS = ALL.flatMap((route) => Array<HostileRoute>(route.share).fill(route));

export interface Attack {
  request: HostileRequest;
  route: HostileRoute;
}

/** The next of endlessly many requests. */
export function nextAttack(random: Random, world: World): Attack {
  const [first, ...others] = TICKETS;
  if (first === undefined) throw new Error('there is nothing to attack');
  const route = random.pick([first, ...others]);
  const method = random.pick(route.methods as [string, ...string[]]);
  const { headers, odd = false } = oddHeaders(random);
  const drawn = route.draw(random, world);
  const remoteAddress = anyAddress(random);
  return {
    route,
    request: { ...drawn, method, headers: { ...drawn.headers, ...headers }, oddHttp: odd, remoteAddress },
  };
}

/** What is wrong with an answer; undefined: nothing. */
export function problemWith(answer: Answer, { request, route }: Attack, world: World): string | undefined {
  return problemAnywhere(answer) ?? route.problemWith(answer, request, world);
}

function problemAnywhere({ status, headers, body }: Answer): string | undefined {
  if (status >= 500) return 'it failed';
  if (status === 410) return 'Intercom would never ask again';
  if (/<script/i.test(body)) return 'there is a script in it';
  if (JSON.stringify(headers).includes('a=b')) return 'it has a header that the request brought in';
  return undefined;
}
