import type { FastifyBaseLogger } from 'fastify';
import type { Job, NewJob } from '../../db/job-ports.ts';
import type { Workspace } from '../../db/ports.ts';
import type { Deps } from '../deps.ts';
import type { IntercomClient } from '../intercom/intercom-client.ts';

/** What one attempt of a job may use. */
export interface JobRun {
  deps: Deps;
  /** As it is now, of the job's own epoch. */
  workspace: Workspace;
  /** Intercom's API as this workspace. Throws `DisconnectedError` when it is not connected: the job then waits. */
  client: () => IntercomClient;
  job: Job;
  /**
   * Aborts when the lease is lost, the attempt takes too long or Callcard stops. The handler then has a second to end:
   * with what it has done so far, or by throwing.
   */
  signal: AbortSignal;
  log: FastifyBaseLogger;
}

/** How an attempt ended that did not throw. */
export type JobResult =
  /** Done and gone, with what has to follow it. */
  | { done: true; next?: readonly NewJob[] }
  /** Not done yet, as planned: it goes on at `atMs`, with this payload if one is given. No attempt is used up. */
  | { done: false; atMs: number; payload?: string };

/** Carries out jobs of one kind. Whatever it throws is tried again later; `PermanentFailure` gives the job up at once. */
export type JobHandler = (run: JobRun) => Promise<JobResult>;
export type JobHandlers = ReadonlyMap<string, JobHandler>;

/** The workspace's token is dead: nothing is wrong with the job, it waits until somebody connects again. */
export class DisconnectedError extends Error {
  readonly code = 'disconnected';
  constructor(workspaceId: string) {
    super(`The workspace ${JSON.stringify(workspaceId)} is not connected. An admin has to connect it again.`);
    this.name = 'DisconnectedError';
  }
}

/** Work that a newer Callcard left: it waits until there is one. The message says what it is, without anybody's data. */
export class UnknownWorkError extends Error {
  readonly code = 'unknown_work';
  constructor(what: string) {
    super(`This version of Callcard does not know ${what}; a newer one does.`);
    this.name = 'UnknownWorkError';
  }
}

/** Trying again cannot help. The message says why, without anybody's data. */
export class PermanentFailure extends Error {
  readonly code = 'permanent_failure';
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'PermanentFailure';
  }
}
