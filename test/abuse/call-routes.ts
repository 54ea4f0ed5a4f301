import type { Answer, Drawn, Headers, HostileRequest, HostileRoute, World } from './hostile-request.ts';
import { oddQuery } from './odd-addresses.ts';
import { SECRET_TEXT } from './odd-http.ts';
import type { Random } from './random.ts';
import { strangeText } from './strange-values.ts';

/** Whom nobody let in: without a session, or with one that Callcard did not make. */
const COOKIES: readonly [Cookie, ...Cookie[]] = [
  () => undefined,
  () => `callcard_session=${SECRET_TEXT}`,
  ({ sealedToken }) => `callcard_session=${encodeURIComponent(sealedToken)}`,
  ({ callReference }) => `callcard_session=${callReference}`,
  ({ callReference }) => `callcard_to_0123456789abcdef=${callReference}/recording; callcard_session=%`,
];
type Cookie = (world: World) => string | undefined;

/** A real reference, one that was spoilt, something else that Callcard sealed, or anything. */
function reference(random: Random, { callReference, sealedToken }: World): string {
  switch (random.whole(6)) {
    case 0:
    case 1:
      return callReference;
    case 2:
      return callReference.slice(0, -1 - random.whole(20));
    case 3:
      return sealedToken;
    case 4:
      return random.bytes(random.whole(60)).toString('base64url');
    default:
      return strangeText(random).toWellFormed();
  }
}

function fileRoute(file: string): HostileRoute {
  const url = `/calls/:reference/${file}`;
  return {
    ...{ methods: ['GET'], url, share: 1 },
    draw: (random, world) =>
      drawn(random, world, url.replace(':reference', encodeURIComponent(reference(random, world)))),
    problemWith: (answer, request) => problemUnless(answer, request, '/sign-in?to='),
  };
}

const SIGN_IN: HostileRoute = {
  ...{ methods: ['GET'], url: '/sign-in', share: 2 },
  draw(random, world) {
    const file = random.pick(['/recording', '/transcript.txt', '/../..', '', '//evil.test'] as const);
    const to = encodeURIComponent(reference(random, world) + file);
    return drawn(random, world, `/sign-in?to=${to}${oddQuery(random, ['to', 'region']).replace('?', '&')}`);
  },
  problemWith: (answer, request) => problemUnless(answer, request, 'http'),
};

function drawn(random: Random, world: World, url: string): Drawn {
  const cookie = random.pick(COOKIES)(world);
  const headers: Headers = cookie === undefined ? {} : { cookie };
  return {
    kind: 'a link to a call',
    url: url + (url.includes('?') ? '' : oddQuery(random, ['to'])),
    headers,
    body: undefined,
    signature: 'none',
  };
}

/** Nothing is ever shown: at most, somebody is sent to sign in. */
function problemUnless({ status, headers }: Answer, request: HostileRequest, to: string): string | undefined {
  if ([404, 414, 429].includes(status) || (request.oddHttp && status >= 400)) return undefined;
  if (status !== 303) return 'a stranger got something';
  const location = String(headers.location);
  return location.startsWith(to) && !location.includes('evil.test') ? undefined : 'a stranger is sent elsewhere';
}

export const CALL_ROUTES: readonly HostileRoute[] = [
  ...['recording', 'transcript.txt', 'transcript.json'].map(fileRoute),
  SIGN_IN,
];
