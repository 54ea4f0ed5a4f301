import type { Dispatcher } from 'undici';
import packageJson from '../../package.json' with { type: 'json' };
import { type Deadline, startDeadline } from './deadline.ts';
import { IntercomError, type IntercomErrorCode } from './errors.ts';
import { failure } from './failures.ts';
import { interpret, type Outcome, readRequestId } from './interpret.ts';
import type { Lane, Lanes } from './lanes.ts';
import { bodyOf, effectOf, type Operation, pathOf, routeOf } from './operation.ts';
import { blockedUntilMs, type Headroom, headroomOf, readRateLimit } from './rate-limit.ts';
import { retryDelayMs, windowDelayMs } from './retry.ts';
import { type Exchange, send } from './send.ts';
import type { CallOptions } from './types.ts';

export const INTERCOM_VERSION = '2.16';
const USER_AGENT = `Callcard/${packageJson.version}`;

/** One request that went out and how it ended, for logs and metrics. Never holds an id, a token or a body. */
export interface CallEvent {
  workspaceId: string | undefined;
  method: string;
  /** With the template, such as `GET /contacts/{id}`. */
  route: string;
  /** Undefined when no answer came. */
  status: number | undefined;
  /** Undefined when it succeeded. */
  code: IntercomErrorCode | undefined;
  durationMs: number;
  /** 1 for the first. */
  attempt: number;
  requestId: string | undefined;
  /** What is left of the rate-limit window, 1 is all; undefined when the answer did not tell. */
  headroomRatio: number | undefined;
}

/** What the calls of one connection need. */
export interface TransportContext {
  dispatcher: Dispatcher;
  /** Path in front of every route; empty, or without a slash at the end. */
  pathPrefix: string;
  workspaceId: string | undefined;
  token: string;
  laneKey: string | symbol;
  lanes: Lanes;
  clock: () => number;
  random: () => number;
  /** Resolves after the delay; rejects when the signal aborts. */
  wait: (delayMs: number, signal: AbortSignal) => Promise<void>;
  deadlineMs: number;
  maxAnswerBytes: number;
  closed: () => boolean;
  onUnauthorized: (intercomCode: string) => void;
  onCall: (event: CallEvent) => void;
}

export interface Transport {
  /** Carries out one operation, with retries where they are safe. Rejects with `IntercomError` only. */
  call<T>(operation: Operation<T>, options?: CallOptions): Promise<T>;
  /** Options for an operation of several calls, which then share one deadline. */
  together(options?: CallOptions): CallOptions;
  /** What is left of the workspace's rate limit; undefined when nothing is known of the window that runs now. */
  headroom(): Headroom | undefined;
}

interface Journey<T> {
  operation: Operation<T>;
  path: string;
  body: string | undefined;
  deadline: Deadline;
  lane: Lane;
  /** True once any attempt may have been carried out: later attempts cannot make that untrue. */
  mayHaveHappened: boolean;
}

/** The same failure with what only the whole call knows. */
function restate(error: IntercomError, known: { mayHaveHappened: boolean; cause?: unknown }): IntercomError {
  if (error.mayHaveHappened === known.mayHaveHappened && known.cause === undefined) return error;
  const { code, message, status, intercomCode, requestId, retryable, retryAtMs, cause } = error;
  return new IntercomError({
    ...{ code, message, status, intercomCode, requestId, retryable, retryAtMs, cause },
    ...known,
  });
}

export function createTransport(context: TransportContext): Transport {
  const { clock, random } = context;

  function headersOf(operation: Operation<unknown>, body: string | undefined): Record<string, string> {
    return {
      authorization: `Bearer ${context.token}`,
      accept: operation.accept ?? 'application/json',
      'intercom-version': INTERCOM_VERSION,
      'user-agent': USER_AGENT,
      // Only with a body: servers refuse an empty one that is announced as JSON.
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    };
  }

  /** Waits out a rate limit that is known already; fails at once when there is no time for that. */
  async function passRateLimit(journey: Journey<unknown>, mayWait: boolean): Promise<void> {
    for (;;) {
      if (context.closed()) {
        throw new IntercomError({
          code: 'intercom_unreachable',
          message: `${routeOf(journey.operation)}: Callcard is shutting down and sends nothing more.`,
          retryable: true,
          mayHaveHappened: journey.mayHaveHappened,
        });
      }
      const nowMs = clock();
      const untilMs = blockedUntilMs(journey.lane.limit(), nowMs);
      if (untilMs === undefined) return;
      const delayMs = windowDelayMs(untilMs, nowMs, random());
      const limited = failure({
        code: 'intercom_rate_limited',
        operation: journey.operation,
        reached: journey.mayHaveHappened,
        retryAtMs: untilMs,
      });
      if (nowMs + delayMs >= journey.deadline.atMs) throw limited;
      if (!mayWait) return;
      await waitOr(limited, delayMs, journey.deadline.signal);
    }
  }

  async function waitOr(error: IntercomError, delayMs: number, signal: AbortSignal): Promise<void> {
    try {
      await context.wait(delayMs, signal);
    } catch {
      // Only the signal ends a wait early, and what led to the wait says more than "aborted".
      throw error;
    }
  }

  function tellUnauthorized(error: IntercomError): void {
    try {
      context.onUnauthorized(error.intercomCode ?? 'unauthorized');
    } catch (cause) {
      throw restate(error, { mayHaveHappened: error.mayHaveHappened, cause });
    }
  }

  async function attempt<T>(journey: Journey<T>, number: number): Promise<{ exchange: Exchange; outcome: Outcome<T> }> {
    const { operation, deadline, lane, path, body } = journey;
    const startedAtMs = clock();
    const exchange = await send(context.dispatcher, {
      method: operation.method,
      path: context.pathPrefix + path,
      headers: headersOf(operation, body),
      body,
      signal: deadline.signal,
      maxAnswerBytes: context.maxAnswerBytes,
    });
    const nowMs = clock();
    const answered = exchange.kind === 'answered' ? exchange : undefined;
    const limit = answered && readRateLimit(answered.status, answered.headers, nowMs);
    if (limit !== undefined) lane.saw(limit);
    const outcome = interpret(operation, exchange, context.token, limit?.resetAtMs);
    context.onCall({
      workspaceId: context.workspaceId,
      method: operation.method,
      route: routeOf(operation),
      status: answered?.status,
      code: outcome.ok ? undefined : outcome.error.code,
      durationMs: nowMs - startedAtMs,
      attempt: number,
      headroomRatio: headroomOf(limit, nowMs)?.remainingRatio,
      requestId: outcome.ok ? answered && readRequestId(answered, context.token) : outcome.error.requestId,
    });
    return { exchange, outcome };
  }

  async function travel<T>(journey: Journey<T>): Promise<T> {
    for (let number = 1; ; number += 1) {
      await passRateLimit(journey, true);
      const { exchange, outcome } = await attempt(journey, number);
      if (outcome.ok) return outcome.value;
      journey.mayHaveHappened ||= outcome.error.mayHaveHappened;
      const error = restate(outcome.error, { mayHaveHappened: journey.mayHaveHappened });
      if (error.code === 'intercom_unauthorized') tellUnauthorized(error);
      const delayMs = retryDelayMs({
        attempt: number,
        effect: effectOf(journey.operation),
        code: error.code,
        sent: exchange.kind === 'answered' || exchange.sent,
        resetAtMs: error.retryAtMs,
        nowMs: clock(),
        deadlineAtMs: journey.deadline.atMs,
        random: random(),
      });
      if (delayMs === undefined || journey.deadline.signal.aborted) throw error;
      await waitOr(error, delayMs, journey.deadline.signal);
    }
  }

  return {
    async call<T>(operation: Operation<T>, options: CallOptions = {}): Promise<T> {
      const path = pathOf(operation);
      const body = bodyOf(operation);
      const deadline = startDeadline(options, clock(), context.deadlineMs);
      const lane = context.lanes.take(context.laneKey);
      const journey: Journey<T> = { operation, path, body, deadline, lane, mayHaveHappened: false };
      try {
        await passRateLimit(journey, false);
        const leave = await lane.enter(deadline.signal).catch((cause: unknown) => {
          const detail = 'it waited for other calls of the workspace';
          throw failure({ code: 'intercom_timed_out', operation, reached: false, detail, cause });
        });
        try {
          return await travel(journey);
        } finally {
          leave();
        }
      } finally {
        context.lanes.give(context.laneKey);
        deadline.end();
      }
    },
    together: (options = {}) => ({
      ...options,
      deadlineAtMs: Math.min(options.deadlineAtMs ?? Number.POSITIVE_INFINITY, clock() + context.deadlineMs),
    }),
    headroom: () => headroomOf(context.lanes.limit(context.laneKey), clock()),
  };
}
