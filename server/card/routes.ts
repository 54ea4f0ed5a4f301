import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { noticeCard } from '../../canvas/cards/notice-card.ts';
import { validateCanvas } from '../../canvas/kit/validate.ts';
import { textsFor } from '../../canvas/texts/catalogue.ts';
import type { Deps } from '../deps.ts';
import { checkBodySignature } from '../http/body-signature.ts';
import { LateLog } from '../http/late-log.ts';
import { rawBody, takeRawBodies } from '../http/raw-body.ts';
import { tellOf } from '../http/wide-line.ts';
import { createToldCalls, type ToldCall } from '../intercom/told-calls.ts';
import { createMirrorShelf } from '../mirror/reader.ts';
import { answerCard, answerUnchanged, type CardAnswer, type CardShelf, notice } from './answer.ts';
import { createDeliveryLog } from './delivery-log.ts';
import { createDrawnCards } from './drawn-cards.ts';
import { createOnce } from './once.ts';
import { type CardRequest, readPayload } from './payload.ts';

/** A conversation in the request carries its parts; far above what Intercom sends. */
const MAX_BODY_BYTES = 4 * 1024 * 1024;
const texts = textsFor('en');

/**
 * `POST /canvas/initialize` and `POST /canvas/submit`. A wrong signature is 401 without a word; everything else is 200
 * with a canvas that Intercom can draw.
 */
export async function registerCard(scope: FastifyInstance, deps: Deps): Promise<void> {
  takeRawBodies(scope, MAX_BODY_BYTES);
  const mirror = createMirrorShelf();
  const { later } = mirror.writeBack;
  const once = createOnce({ clicks: deps.store.clicks, clock: deps.clock, later });
  const shelf: CardShelf = { deps, mirror, once, drawn: createDrawnCards(deps) };
  // What cards learned is written down before the database is closed.
  scope.addHook('onClose', () => shelf.mirror.writeBack.settled());
  const room: CardRoom = { shelf, note: createDeliveryLog(scope, deps) };
  scope.post('/canvas/initialize', (request, reply) => answer('initialize', request, reply, room));
  scope.post('/canvas/submit', (request, reply) => answer('submit', request, reply, room));
}

interface CardRoom {
  shelf: CardShelf;
  note: ReturnType<typeof createDeliveryLog>;
}

async function answer(
  kind: 'initialize' | 'submit',
  request: FastifyRequest,
  reply: FastifyReply,
  { shelf, note }: CardRoom,
): Promise<FastifyReply> {
  const { config } = shelf.deps;
  const body = rawBody(request.body);
  const check = checkBodySignature(request.headers['x-body-signature'], body, config.intercom.clientSecrets);
  if (!check.ok) {
    // Enough to find a wrong secret or a proxy that rewrites bodies; never a digest.
    request.log.warn({ reason: check.reason, bodyBytes: body.length }, 'card request refused: bad signature');
    return reply.code(401).send();
  }
  if (check.secretIndex > 0) request.log.info('card request signed with the previous client secret');
  const payload = readPayload(body);
  if (payload === undefined) {
    request.log.warn({ bodyBytes: body.length }, 'signed card request without a workspace');
    return reply.send({ canvas: noticeCard({ kind: 'unreadable' }, texts) });
  }
  const { workspaceId, conversationId } = payload;
  const startedAtMs = performance.now();
  const calls = createToldCalls();
  const unchanged = kind === 'initialize' ? answerUnchanged(payload, shelf) : undefined;
  const made = unchanged ?? (await answerAnew(payload, { kind, body, asked: calls.add }, shelf, request.log));
  const { canvas, result, keep, ...how } = made;
  const { view = 'none' } = how;
  const labels = { kind, view, result: result ?? 'not_connected' };
  shelf.deps.metrics.cardSeconds.observe(labels, (performance.now() - startedAtMs) / 1000);
  tellOf(request, { ...told(how, calls.list()), workspaceId, conversationId, result });
  if (result !== undefined) note(request, { workspaceId, route: `canvas/${kind}`, result, ...how });
  const answered = 'body' in canvas ? canvas.body : JSON.stringify({ canvas });
  keep?.(answered);
  return reply.type('application/json; charset=utf-8').send(answered);
}

/** Of a card that has everything, as nearly all have, there is little to tell: what is left out costs nothing. */
function told({ facts, ...how }: Omit<CardAnswer, 'canvas' | 'result'>, intercom: readonly ToldCall[]) {
  const missing = Object.entries(facts).filter(([, state]) => state !== 'known' && state !== 'absent');
  return {
    ...how,
    ...(missing.length > 0 && { missing: Object.fromEntries(missing) }),
    ...(intercom.length > 0 && { intercom }),
  };
}

/** Never rejects, and what it answers can be drawn. */
async function answerAnew(
  payload: CardRequest,
  how: Parameters<typeof answerCard>[1],
  shelf: CardShelf,
  requestLog: FastifyBaseLogger,
): Promise<CardAnswer> {
  const { workspaceId, conversationId } = payload;
  const log = new LateLog(requestLog, { workspaceId, conversationId });
  try {
    return drawable(await answerCard(payload, how, shelf, log), how.kind === 'initialize', log);
  } catch (err) {
    log.error({ err }, 'a card could not be made');
    return notice('broken', { kind: 'broken' });
  }
}

/** Intercom refuses a whole canvas for one bad property; a plain card is better than none. */
function drawable(made: CardAnswer, first: boolean, log: FastifyBaseLogger): CardAnswer {
  // Checked when it was drawn.
  if ('body' in made.canvas) return made;
  const issues = validateCanvas(made.canvas, { location: 'inbox', first });
  if (issues.length === 0) return made;
  log.error({ issues: issues.slice(0, 10) }, 'a card broke the limits of Canvas Kit');
  const canvas = noticeCard({ kind: 'broken' }, texts);
  return { ...made, result: made.result && 'invalid_canvas', canvas, keep: () => {} };
}
