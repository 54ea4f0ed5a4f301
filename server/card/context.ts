import type { FastifyBaseLogger } from 'fastify';
import type { Place } from '../../canvas/facts.ts';
import type { Workspace } from '../../db/ports.ts';
import type { Deps } from '../deps.ts';
import type { IntercomClient } from '../intercom/intercom-client.ts';
import type { MirrorReader } from '../mirror/reader.ts';
import type { FactWindow } from './fact.ts';
import type { CardRequest } from './payload.ts';

/** The end of the time there is: as a signal for whoever waits, as a time for whoever plans. */
export interface Deadline {
  signal: AbortSignal;
  deadlineAtMs: number;
}

/** Everything one verified card request may use. Whoever holds this has passed the signature check. */
export interface CardContext {
  deps: Deps;
  workspace: Workspace;
  client: IntercomClient;
  /** Facts, as far as they are kept without asking; not after the teammate asked for fresh ones. */
  mirror: MirrorReader;
  request: CardRequest;
  /** Ends when the card must be drawn with what is there. */
  upstream: Deadline;
  /** Ends earlier: what is written to Intercom by then still leaves time to look whether it arrived. */
  sending: Deadline;
  log: FastifyBaseLogger;
}

export function placeOf(workspace: Workspace): Place {
  return { workspaceId: workspace.workspaceId, region: workspace.region, timeZone: workspace.timeZone };
}

/** How long a source may take to become a fact of this request's card. */
export function windowOf({ upstream, deps, log }: CardContext): FactWindow {
  return { signal: upstream.signal, clock: deps.clock, log };
}
