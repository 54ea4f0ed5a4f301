import { randomBytes } from 'node:crypto';
import type { FastifyBaseLogger } from 'fastify';
import { noticeCard } from '../../canvas/cards/notice-card.ts';
import { HOME, nextStep } from '../../canvas/flow.ts';
import type { Canvas } from '../../canvas/kit/components.ts';
import { textsFor } from '../../canvas/texts/catalogue.ts';
import type { Outcome } from '../../canvas/view.ts';
import type { Region, Workspace } from '../../db/ports.ts';
import type { Deps } from '../deps.ts';
import { act } from './act.ts';
import type { CardContext, Deadline } from './context.ts';
import type { Directories } from './directory.ts';
import type { Once } from './once.ts';
import { clickHash } from './once.ts';
import type { CardRequest } from './payload.ts';
import { factStates, show } from './show.ts';
import { workspaceClient } from './workspace-client.ts';

/** What lives as long as the app and is shared by all card requests. */
export interface CardShelf {
  deps: Deps;
  directories: Directories;
  once: Once;
}

/** Drawing and sending the answer take this much of the deadline. */
const DRAW_MS = 100;
/** Of what is left, writing to Intercom may take this share; the rest is for looking and for the next card. */
const SEND_SHARE = 0.6;

const texts = textsFor('en');

/**
 * One verified request in, one canvas out. Rejects only for our own bugs.
 * `bodyDigest` stands in for the nonce when a submit comes back without its canvas.
 */
export async function answerCard(
  request: CardRequest,
  { kind, bodyDigest }: { kind: 'initialize' | 'submit'; bodyDigest: string },
  { deps, directories, once }: CardShelf,
  log: FastifyBaseLogger,
): Promise<Canvas> {
  let workspace: Workspace | undefined;
  try {
    workspace = await deps.store.workspaces.find(request.workspaceId);
  } catch (err) {
    log.error({ err }, 'the workspace could not be looked up');
    return noticeCard({ kind: 'unavailable' }, texts);
  }
  if (workspace === undefined) {
    return noticeCard({ kind: 'not-connected', connectUrl: connectUrl(deps, request.region ?? 'us') }, texts);
  }
  const disconnected = () =>
    noticeCard({ kind: 'disconnected', connectUrl: connectUrl(deps, workspace.region) }, texts);
  const client = workspace.status === 'connected' ? workspaceClient(workspace, deps, log) : undefined;
  if (client === undefined) return disconnected();

  const budgetMs = deps.config.canvasDeadlineMs - DRAW_MS;
  const upstream = deadlineIn(budgetMs, deps.clock);
  const sending = deadlineIn(Math.round(budgetMs * SEND_SHARE), deps.clock);
  const context: CardContext = { deps, directories, workspace, client, request, upstream, sending, log };
  const { componentId, inputValues, storedData } = request;
  const step =
    kind === 'submit' && componentId !== undefined ? nextStep({ componentId, inputValues, storedData }) : HOME;

  let outcome: Outcome | undefined;
  const { action } = step;
  if (action !== undefined) {
    const { nonce } = storedData;
    const origin = typeof nonce === 'string' ? nonce : bodyDigest;
    const hash = clickHash({ origin, componentId: componentId ?? '', inputValues });
    const key = { workspaceId: workspace.workspaceId, clickHash: hash };
    outcome = await once(key, (again) => act(action, { clickHash: hash, again }, context), log);
    log.info({ action: action.name, outcome: outcome.ok ? outcome.did : outcome.why }, 'click');
    if (!outcome.ok && outcome.why === 'disconnected') return disconnected();
  }
  const frame = { texts, nonce: randomBytes(12).toString('base64url') };
  const { canvas, facts } = await show(step.view, outcome, frame, context);
  const states = factStates(facts);
  log.info({ view: step.view.name, facts: states }, 'card');
  if (Object.values(states).includes('disconnected') && outcome === undefined) return disconnected();
  return canvas;
}

function deadlineIn(lengthMs: number, clock: () => number): Deadline {
  return { signal: AbortSignal.timeout(lengthMs), deadlineAtMs: clock() + lengthMs };
}

function connectUrl({ config }: Deps, region: Region): string {
  return `${config.publicUrl}/install?region=${region}`;
}
