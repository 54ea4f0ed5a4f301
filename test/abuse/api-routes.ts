import { hostileBody } from './hostile-bodies.ts';
import type { Answer, Drawn, HostileRequest, HostileRoute, World } from './hostile-request.ts';
import { oddQuery } from './odd-addresses.ts';
import { SECRET_TEXT } from './odd-http.ts';
import type { Random } from './random.ts';
import type { RealRequests } from './real-requests.ts';
import { strangeText } from './strange-values.ts';

/** An operation of Callcard's own API. */
interface ApiRoute {
  method: 'GET' | 'POST';
  url: string;
  share: number;
  /** What may stand for the parameter. */
  parameter?(random: Random): string;
  body?(random: Random): Pick<Drawn, 'kind' | 'body'>;
  /** All that whoever has a key may be answered with; 429 besides. */
  statuses: readonly number[];
}

function apiRoute({ method, url, share, parameter, body, statuses }: ApiRoute): HostileRoute {
  return {
    ...{ methods: [method], url, share },
    draw(random, world): Drawn {
      const authorization = random.pick(KEYS)(random, world);
      const path = url.replace(/:\w+$/, () => encodeURIComponent(parameter?.(random).toWellFormed() ?? ''));
      const sent = body?.(random) ?? { kind: 'a question to the API', body: undefined };
      return {
        ...{ ...sent, url: path + oddQuery(random, ['key']), signature: 'none' },
        headers: {
          ...(sent.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(authorization === undefined ? {} : { authorization }),
        },
      };
    },
    problemWith(answer: Answer, request: HostileRequest, { apiKey }: World) {
      const { status } = answer;
      // Too many, too long for any route, or hardly HTTP: refused before anybody looked for a key.
      if (status === 429 || status === 414 || (request.oddHttp && status >= 400)) return undefined;
      // Dots for a parameter lead out of the route.
      if (status === 404 && answer.body.includes('"code":"not_found"')) return undefined;
      const hasKey = request.headers.authorization === `Bearer ${apiKey}`;
      if (!hasKey) return status === 401 ? undefined : 'somebody without a key was not refused';
      return statuses.includes(status) ? undefined : `not one of ${statuses}`;
    },
  };
}

const KEYS: readonly [Key, ...Key[]] = [
  (_random, { apiKey }) => `Bearer ${apiKey}`,
  (_random, { apiKey }) => `Bearer ${apiKey}`,
  (_random, { apiKey }) => `Bearer ${apiKey.slice(0, -1)}`,
  (_random, { apiKey }) => `Basic ${Buffer.from(apiKey).toString('base64')}`,
  (random) => `Bearer cck_${random.bytes(32).toString('base64url')}`,
  () => `Bearer ${SECRET_TEXT}`,
  () => undefined,
];
type Key = (random: Random, world: World) => string | undefined;

const NUMBERS = ['+14155550111', '+4930901820', '+0', '+1', '+266696687', 'anonymous', '+1(415)', '++', '+٤'] as const;

/** Real but for its source, which there is not: however it is spoilt, it is never taken on. */
const CALL = { callId: 'c1', phoneNumber: '+442079460018', source: 'none', data: { queue: 'Billing' } };
const CALLS: RealRequests = {
  payloads: [CALL],
  texts: [JSON.stringify(CALL)],
  keys: ['callId', 'phoneNumber', 'source', 'data'],
  componentIds: ['none'],
};

export const API_ROUTES: readonly HostileRoute[] = [
  apiRoute({
    ...{ method: 'GET', url: '/api/v1/callers/:e164', share: 2, statuses: [200, 400, 404] },
    parameter: (random) => (random.whole(2) === 0 ? random.pick(NUMBERS) : strangeText(random)),
  }),
  apiRoute({
    ...{ method: 'POST', url: '/api/v1/fin-voice/calls', share: 4, statuses: [400, 413, 415] },
    body: (random) => hostileBody(random, { real: CALLS, hugeBytes: 25_000 }),
  }),
  apiRoute({
    ...{ method: 'GET', url: '/api/v1/fin-voice/calls/:callId', share: 1, statuses: [400, 404] },
    parameter: strangeText,
  }),
];
