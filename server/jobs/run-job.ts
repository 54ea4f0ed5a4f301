import type { FastifyBaseLogger } from 'fastify';
import type { Workspace } from '../../db/ports.ts';
import { workspaceClient } from '../card/workspace-client.ts';
import type { Deps } from '../deps.ts';
import type { IntercomClient } from '../intercom/intercom-client.ts';
import type { CallEvent } from '../intercom/transport.ts';
import { type Attempt, AttemptEndedError } from './attempt.ts';
import { DisconnectedError, type JobHandlers, UnknownWorkError } from './handler.ts';
import { type Circumstances, type Outcome, outcomeOfError, outcomeOfResult } from './outcome.ts';

export interface RunContext {
  deps: Deps;
  handlers: JobHandlers;
  random: () => number;
  maxAttempts: number;
  log: FastifyBaseLogger;
}

export interface Ran {
  outcome: Outcome;
  /** What was thrown, where something was. */
  error: unknown;
}

/**
 * Makes one attempt and says what it came to. Never rejects, and does not wait for a handler that goes on after the
 * attempt was ended and had its time to settle.
 */
export async function runJob(attempt: Attempt, context: RunContext): Promise<Ran> {
  const ran = perform(attempt, context).then(
    (outcome): Ran => ({ outcome, error: undefined }),
    (error: unknown): Ran => ({ outcome: outcomeOfError(error, circumstances(attempt, context)), error }),
  );
  const left = attempt.givenUp.then((): Ran => ({ outcome: outcomeOfEnding(attempt, context), error: undefined }));
  const ended = await Promise.race([ran, left]);
  const endedBy = attempt.endedBy();
  // A handler that was told to end fails with whatever it was doing; one that came to its end all the same has done it.
  const counts = endedBy === undefined || (endedBy !== 'lease_lost' && ended.error === undefined);
  return counts ? ended : { outcome: outcomeOfEnding(attempt, context), error: ended.error };
}

async function perform(attempt: Attempt, context: RunContext): Promise<Outcome> {
  const { deps, handlers, log } = context;
  const job = attempt.job();
  const workspace = await deps.store.workspaces.find(job.workspaceId);
  if (workspace === undefined || workspace.status === 'uninstalled' || workspace.epoch !== job.epoch) {
    return { is: 'void' };
  }
  // A job that takes the whole process with it never gets to say so: the count is all that is left of its attempts.
  if (job.attempts > context.maxAttempts) {
    return { is: 'dead', reason: `None of ${context.maxAttempts} attempts came to an end.` };
  }
  const handler = handlers.get(job.kind);
  if (handler === undefined) throw new UnknownWorkError('this kind of job');
  attempt.signal.throwIfAborted();
  let client: IntercomClient | undefined;
  return outcomeOfResult(
    await handler({
      deps,
      workspace,
      client: () => {
        client ??= connect(workspace, context, attempt.calls.add);
        return client;
      },
      job,
      signal: attempt.signal,
      log,
    }),
  );
}

function connect(workspace: Workspace, { deps, log }: RunContext, asked: (event: CallEvent) => void): IntercomClient {
  const client = workspace.status === 'connected' ? workspaceClient(workspace, deps, log, asked) : undefined;
  if (client === undefined) throw new DisconnectedError(workspace.workspaceId);
  return client;
}

function outcomeOfEnding(attempt: Attempt, context: RunContext): Outcome {
  const why = attempt.endedBy();
  const error = new AttemptEndedError(why ?? 'timed_out');
  if (why === 'lease_lost') return { is: 'lost', reason: error.message };
  const { runAtMs, lastError } = attempt.job();
  if (why === 'stopping') return { is: 'stopped', runAtMs, reason: lastError };
  return outcomeOfError(error, circumstances(attempt, context));
}

function circumstances(attempt: Attempt, { deps, random, maxAttempts }: RunContext): Circumstances {
  return { job: attempt.job(), nowMs: deps.clock(), random: random(), maxAttempts };
}
