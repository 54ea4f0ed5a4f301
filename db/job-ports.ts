/**
 * Durable work. A job is there until it is done; a job of which a process died halfway is there again when its lease
 * ends. Jobs with the same ordering key are done one after the other, in the order in which they came.
 */

export interface JobKey {
  workspaceId: string;
  jobId: string;
}

export interface NewJob extends JobKey {
  /** What is to be done, such as `notification`. Open set: an older instance may not know a newer kind. */
  kind: string;
  /** Jobs of a workspace with the same key are done in order: `contact:123`, or the job's own id where order is nothing. */
  orderingKey: string;
  /** JSON. */
  payload: string;
  runAtMs: number;
}

/** `waiting`: for its time, for those before it, or for somebody to take it. `dead`: given up, until somebody redrives it. */
export type JobState = 'waiting' | 'running' | 'dead';

export interface Job extends NewJob {
  /** The workspace's epoch when the job was made: in a later one it is void. */
  epoch: number;
  state: JobState;
  /** How often it was begun and not refunded. */
  attempts: number;
  createdAtMs: number;
  /** Only when `running`. */
  leaseOwner: string | undefined;
  leaseExpiresAtMs: number | undefined;
  /** Why the last attempt failed, or why it died; never with anybody's data in it. */
  lastError: string | undefined;
  /** Only when `dead`. */
  diedAtMs: number | undefined;
}

export interface Claim {
  /** Names who holds the lease: different for every worker that was ever started. */
  owner: string;
  nowMs: number;
  leaseMs: number;
  /** The most jobs to take. */
  limit: number;
  /** The most to take of one workspace, so that none starves the others. */
  perWorkspace: number;
  /** Going round: workspaces after this one come first. */
  afterWorkspaceId: string;
  /** Of these nothing is taken: they are limited, or have enough under way. */
  exceptWorkspaceIds: readonly string[];
}

export interface JobCount {
  kind: string;
  state: JobState;
  count: number;
  /** The time for which the oldest of them was meant. */
  oldestRunAtMs: number;
}

export interface JobStore {
  /**
   * Adds jobs of the workspace's present epoch; one whose id is there already, waiting, running or dead, is left as it
   * is. Returns how many are new. For a workspace that is uninstalled, or not there, nothing is added.
   */
  enqueue(jobs: readonly NewJob[], nowMs: number): Promise<number>;
  /**
   * Takes jobs that are due, or whose lease ended, and counts an attempt of each. Of one ordering key only the first is
   * ever taken. Of any number of concurrent callers exactly one gets a job.
   */
  claim(claim: Claim): Promise<Job[]>;
  /** Makes leases longer. Returns the ids of those that the owner still holds: the others are somebody else's now. */
  renew(lease: { owner: string; jobs: readonly JobKey[]; leaseExpiresAtMs: number }): Promise<JobKey[]>;
  /**
   * The job is done and gone; what has to follow it is there in the same moment. False, and nothing happens, when
   * `owner` does not hold it any more.
   */
  complete(done: { owner: string; job: JobKey; nowMs: number; next?: readonly NewJob[] }): Promise<boolean>;
  /**
   * Gives a job back, to be taken again at `runAtMs`; it stays the first of its ordering key. `refund`: the attempt does
   * not count. `payload`: what it goes on with. False when `owner` does not hold it any more.
   */
  reschedule(change: {
    owner: string;
    job: JobKey;
    runAtMs: number;
    refund: boolean;
    error: string | undefined;
    payload?: string;
  }): Promise<boolean>;
  /** Gives a job up; those after it go on. False when `owner` does not hold it any more. */
  bury(death: { owner: string; job: JobKey; error: string; atMs: number }): Promise<boolean>;

  /** For operators and metrics: those first that were to run first. Without `workspaceId` those of all workspaces. */
  list(query: {
    workspaceId?: string | undefined;
    state?: JobState | undefined;
    kind?: string | undefined;
    limit: number;
  }): Promise<Job[]>;
  find(key: JobKey): Promise<Job | undefined>;
  /** A dead job waits again, with no attempts behind it, after all others of its ordering key. False when it is not dead. */
  redrive(key: JobKey, nowMs: number): Promise<boolean>;
  /** Deletes a job that is not running, whatever it was for. False when there is none such. */
  drop(key: JobKey): Promise<boolean>;
  counts(): Promise<JobCount[]>;
  /**
   * When the longest waiting due job of a workspace was meant to run, or to be taken over because its lease ended;
   * undefined when nothing is due. One that a notification brought counts from the start, even when others of its
   * ordering key are before it, until the next claim.
   */
  oldestDueAtMs(query: { workspaceId: string; nowMs: number }): Promise<number | undefined>;
  /** Deletes jobs that died before `beforeMs`; returns how many, at most `limit`. */
  forgetDeadBefore(query: { beforeMs: number; limit: number }): Promise<number>;
}

/** Lets one of several instances do what is to be done once in a while. */
export interface PeriodicStore {
  /**
   * True for exactly one caller every `everyMs`, whatever number of instances asks; their clocks may differ by as much.
   * After a clock was set back by more, turns begin anew.
   */
  takeTurn(turn: { name: string; nowMs: number; everyMs: number }): Promise<boolean>;
}
