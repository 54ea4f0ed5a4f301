import { createHash } from 'node:crypto';
import type { FastifyBaseLogger } from 'fastify';
import type { Frame } from '../../canvas/cards/frame.ts';
import { noteCard } from '../../canvas/cards/note-card.ts';
import { type Notice, noticeCard } from '../../canvas/cards/notice-card.ts';
import { HOME, nextStep, type Step } from '../../canvas/flow.ts';
import type { Canvas } from '../../canvas/kit/components.ts';
import { textsFor } from '../../canvas/texts/catalogue.ts';
import type { FailureWhy, Outcome } from '../../canvas/view.ts';
import type { Delivery, DeliveryResult, Region, Workspace } from '../../db/ports.ts';
import type { Deps } from '../deps.ts';
import type { CallEvent } from '../intercom/transport.ts';
import { createMirrorReader, type MirrorShelf } from '../mirror/reader.ts';
import { act } from './act.ts';
import type { CardContext, Deadline } from './context.ts';
import { type DrawnCard, type DrawnCards, newNonce } from './drawn-cards.ts';
import type { Once } from './once.ts';
import { clickHash } from './once.ts';
import type { CardRequest } from './payload.ts';
import { factStates, show } from './show.ts';
import { workspaceClient } from './workspace-client.ts';

/** What lives as long as the app and is shared by all card requests. */
export interface CardShelf {
  deps: Deps;
  mirror: MirrorShelf;
  drawn: DrawnCards;
  once: Once;
}

/** A canvas, and how it came about: names and states for the delivery log. */
export interface CardAnswer extends Pick<Delivery, 'view' | 'action' | 'outcome' | 'facts'> {
  canvas: Canvas | DrawnCard;
  /** To be called with the whole answer, if the canvas keeps the limits of Canvas Kit. */
  keep?: (body: string) => void;
  /** Undefined: the workspace is certainly not connected here. */
  result: DeliveryResult | undefined;
}

/** Drawing and sending the answer take this much of the deadline. */
const DRAW_MS = 100;
/** Of what is left, writing to Intercom may take this share; the rest is for looking and for the next card. */
const SEND_SHARE = 0.6;

const texts = textsFor('en');

/** The answer when nothing was asked of Intercom. */
export function notice(result: CardAnswer['result'], shown: Notice): CardAnswer {
  const canvas = noticeCard(shown, texts);
  return { canvas, result, view: undefined, action: undefined, outcome: undefined, facts: {} };
}

/** The first card if nothing at all changed since it was drawn; undefined: see `answerCard`. */
export function answerUnchanged(request: CardRequest, { deps, drawn }: CardShelf): CardAnswer | undefined {
  const card = drawn.findUnchanged(request, deps.store.changes.markOf(request.workspaceId));
  return card && drawnBefore(card);
}

/**
 * One verified request in, one canvas out. Rejects only for our own bugs.
 * The bytes of `body` stand in for the nonce when a submit comes back without its canvas. `asked` is told of what
 * Intercom is asked.
 */
export async function answerCard(
  request: CardRequest,
  { kind, body, asked }: { kind: 'initialize' | 'submit'; body: Uint8Array; asked: (event: CallEvent) => void },
  { deps, mirror: shelf, drawn, once }: CardShelf,
  log: FastifyBaseLogger,
): Promise<CardAnswer> {
  const { componentId, inputValues, storedData } = request;
  const step =
    kind === 'submit' && componentId !== undefined ? nextStep({ componentId, inputValues, storedData }) : HOME;
  const frame = { texts, nonce: newNonce() };
  const refuse = (result: CardAnswer['result'], why: FailureWhy, shown: Notice) =>
    refusal({ step, frame, viewerName: request.viewer?.name }, result, why, shown);

  const isPlain = step === HOME;
  const mark = isPlain ? deps.store.changes.markOf(request.workspaceId) : undefined;

  const startedAtMs = deps.clock();
  let workspace: Workspace | undefined;
  try {
    workspace = await deps.store.workspaces.find(request.workspaceId);
  } catch (err) {
    log.error({ err }, 'the workspace could not be looked up');
    return refuse('unavailable', 'store_unavailable', { kind: 'unavailable' });
  }
  if (workspace === undefined) {
    const connectTo = connectUrl(deps, request.region ?? 'us');
    return refuse(undefined, 'disconnected', { kind: 'not-connected', connectUrl: connectTo });
  }
  const disconnected = () =>
    refuse('disconnected', 'disconnected', { kind: 'disconnected', connectUrl: connectUrl(deps, workspace.region) });
  if (workspace.status !== 'connected') return disconnected();
  const before = isPlain ? await drawn.find(workspace, request, mark) : undefined;
  if (before !== undefined) return drawnBefore(before);

  const client = workspaceClient(workspace, deps, log, asked);
  if (client === undefined) return disconnected();
  const budgetMs = deps.config.canvasDeadlineMs - DRAW_MS - Math.max(0, deps.clock() - startedAtMs);
  const upstream = deadlineIn(budgetMs, deps.clock);
  const sending = deadlineIn(Math.round(budgetMs * SEND_SHARE), deps.clock);

  const asker = { deps, workspace, client, upstream, log };
  const mirror = createMirrorReader(shelf, asker, step.fresh === true ? 'asked' : 'kept');
  const context: CardContext = { deps, workspace, client, mirror, request, upstream, sending, log };

  let outcome: Outcome | undefined;
  const { action } = step;
  if (action !== undefined) {
    const { nonce } = storedData;
    const origin = typeof nonce === 'string' ? nonce : createHash('sha256').update(body).digest('hex');
    const { conversationId, viewer } = request;
    const hash = clickHash({
      origin,
      conversationId,
      viewerId: viewer?.id,
      componentId: componentId ?? '',
      inputValues,
    });
    const key = { workspaceId: workspace.workspaceId, clickHash: hash };
    outcome = await once(key, (again) => act(action, { clickHash: hash, again }, context), log);
  }
  const did = { action: action?.name, outcome: outcome?.ok ? outcome.did : outcome?.why };
  if (did.outcome === 'disconnected') return { ...disconnected(), ...did };
  const { canvas, facts } = await show(step.view, outcome, frame, context);
  const shown = { view: step.view.name, facts: factStates(facts) };
  const lost = Object.values(shown.facts).includes('disconnected') && outcome === undefined;
  if (lost) return { ...disconnected(), ...shown };
  const trail = isPlain ? mirror.trail.whole() : undefined;
  const answer: CardAnswer = { canvas, result: 'ok', ...did, ...shown };
  if (trail === undefined) return answer;
  const { nonce } = frame;
  const { facts: states } = shown;
  return { ...answer, keep: (body) => drawn.keep(workspace, request, { body, nonce, facts: states, trail }) };
}

function drawnBefore(card: DrawnCard): CardAnswer {
  return { canvas: card, result: 'ok', view: 'home', action: undefined, outcome: undefined, facts: card.facts };
}

/** A notice instead of the card; but a note that was just written is never lost: it stays in its form, which says why. */
function refusal(
  { step, frame, viewerName }: { step: Step; frame: Frame; viewerName: string | undefined },
  result: CardAnswer['result'],
  why: FailureWhy,
  shown: Notice,
): CardAnswer {
  const answer = notice(result, shown);
  if (step.action?.name !== 'add-note' || step.view.name !== 'note') return answer;
  return { ...answer, canvas: noteCard({ viewerName }, step.view, { ok: false, why }, frame) };
}

function deadlineIn(lengthMs: number, clock: () => number): Deadline {
  return { signal: AbortSignal.timeout(lengthMs), deadlineAtMs: clock() + lengthMs };
}

function connectUrl({ config }: Deps, region: Region): string {
  return `${config.publicUrl}/install?region=${region}`;
}
