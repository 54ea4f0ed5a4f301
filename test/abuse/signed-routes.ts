import { validateCanvas } from '../../canvas/kit/validate.ts';
import { hostileBody } from './hostile-bodies.ts';
import type { Answer, CanvasAnswer, Drawn, HostileRequest, HostileRoute, World } from './hostile-request.ts';
import type { Random } from './random.ts';
import type { RealRequests } from './real-requests.ts';
import { BODY, HUB, rightSignature, type Scheme, wrongSignature } from './signatures.ts';

/** Where Intercom asks and tells, and how its signature is looked for there. */
interface SignedRoute {
  url: string;
  share: number;
  scheme: Scheme;
  limitBytes: number;
  /** So large may a body be made; now and then one is larger than the limit. */
  hugeBytes: number;
  real(world: World, signature: 'right' | 'wrong'): RealRequests;
  /** What is wrong with the answer to a request whose signature is right. */
  problemWithHonest(answer: Answer, request: HostileRequest): string | undefined;
}

function signedRoute(route: SignedRoute): HostileRoute {
  return {
    methods: route.url === '/webhooks/intercom' ? ['POST', 'HEAD'] : ['POST'],
    ...{ url: route.url, share: route.share },
    draw: (random, world) => draw(random, world, route),
    problemWith(answer, request) {
      if (request.oddHttp && answer.status >= 400) return undefined;
      if (request.method === 'HEAD') return answer.status === 200 ? undefined : 'nobody seems to be there';
      const tooLarge = (request.body?.length ?? 0) > route.limitBytes;
      if (tooLarge) return answer.status === 413 ? undefined : 'too large a body was taken';
      if (request.signature !== 'wrong') return route.problemWithHonest(answer, request);
      return answer.status === 401 && answer.body === '' ? undefined : 'a wrong signature was not refused';
    },
  };
}

/** Whole requests above the limit are rare: they cost as much as all others. */
const TOO_LARGE_ONCE_IN = 500;

function draw(random: Random, world: World, { url, scheme, limitBytes, hugeBytes, real }: SignedRoute): Drawn {
  const signature = random.whole(2) === 0 ? 'right' : 'wrong';
  const drawn = hostileBody(random, { real: real(world, signature), hugeBytes });
  const isTooLarge = random.whole(TOO_LARGE_ONCE_IN) === 0;
  const kind = isTooLarge ? 'too large a body' : drawn.kind;
  const body = isTooLarge ? Buffer.alloc(limitBytes + 1, ' ') : drawn.body;
  const bytes = body ?? Buffer.alloc(0);
  const signed =
    signature === 'right'
      ? rightSignature(scheme, bytes, world.secret)
      : wrongSignature(scheme, bytes, world.secret, random);
  return { kind, url, body, signature, headers: { 'content-type': 'application/json; charset=utf-8', ...signed } };
}

const oneOf =
  (...statuses: readonly number[]) =>
  ({ status }: Answer) =>
    statuses.includes(status) ? undefined : `not one of ${statuses}`;

const canvasRoute = (url: string): HostileRoute =>
  signedRoute({
    ...{ url, share: 6, scheme: BODY, limitBytes: 4 * 2 ** 20, hugeBytes: 100_000 },
    real: ({ canvas }) => canvas,
    problemWithHonest(answer) {
      if (answer.status !== 200) return 'a card is always answered with 200';
      const { canvas } = JSON.parse(answer.body) as CanvasAnswer;
      const issues = validateCanvas(canvas, { location: 'inbox', first: url === '/canvas/initialize' });
      return issues.length === 0 ? undefined : `a canvas that Intercom would refuse: ${JSON.stringify(issues)}`;
    },
  });

const uninstall = signedRoute({
  ...{ url: '/intercom/uninstall', share: 3, scheme: BODY, limitBytes: 16 * 1024, hugeBytes: 20_000 },
  real: (world, signature) => world.uninstall[signature],
  problemWithHonest: oneOf(200, 400, 429),
});

/** What Intercom may not sign: without a signature it is a hint, with a wrong one it is refused. */
const isUnsigned = ({ headers }: Drawn) => [BODY, HUB].every(({ header }) => headers[header] === undefined);

export const SIGNED_ROUTES: readonly HostileRoute[] = [
  canvasRoute('/canvas/initialize'),
  canvasRoute('/canvas/submit'),
  signedRoute({
    ...{ url: '/webhooks/intercom', share: 12, scheme: HUB, limitBytes: 2 ** 20, hugeBytes: 50_000 },
    real: (world, signature) => world.notification[signature],
    problemWithHonest: oneOf(200, 400),
  }),
  signedRoute({
    ...{ url: '/intercom/health', share: 3, scheme: BODY, limitBytes: 16 * 1024, hugeBytes: 20_000 },
    real: ({ health }) => health,
    problemWithHonest: oneOf(200, 400),
  }),
  {
    ...uninstall,
    draw(random, world) {
      const drawn = uninstall.draw(random, world);
      return isUnsigned(drawn) ? { ...drawn, signature: 'none' } : drawn;
    },
  },
];
