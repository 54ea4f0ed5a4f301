/** The few kinds of failure a caller of Intercom can act on. */
export type IntercomErrorCode =
  /** The token is dead (401 family): only connecting again helps. */
  | 'intercom_unauthorized'
  /** 403: the scope, the plan or the teammate's role does not allow it. */
  | 'intercom_forbidden'
  /** 404, or a 410 without a contact to follow to. */
  | 'intercom_not_found'
  /** 409. */
  | 'intercom_conflict'
  /** 400 and 422: Intercom refuses what we sent. */
  | 'intercom_refused'
  /** 429 and no time left to wait for the next window. */
  | 'intercom_rate_limited'
  /** 5xx. */
  | 'intercom_down'
  /** No connection, or it broke. */
  | 'intercom_unreachable'
  /** The deadline passed. */
  | 'intercom_timed_out'
  /** An answer that is not what the API promises: not JSON, too large, a redirect, the wrong shape. */
  | 'intercom_bad_answer';

export interface IntercomErrorDetails {
  code: IntercomErrorCode;
  message: string;
  /** HTTP status; undefined when no answer came. */
  status?: number | undefined;
  /** Intercom's own code, such as `token_revoked`. */
  intercomCode?: string | undefined;
  /** Intercom's id of the request, for its support and our log. */
  requestId?: string | undefined;
  /** True when the same call may succeed later without anybody changing anything. */
  retryable: boolean;
  /** True when the request may have taken effect although it failed: read before sending it again. */
  mayHaveHappened: boolean;
  /** When Intercom's rate-limit window ends. */
  retryAtMs?: number | undefined;
  cause?: unknown;
}

/** Any failed call to Intercom. Never carries a token or a body. */
export class IntercomError extends Error {
  readonly code: IntercomErrorCode;
  readonly status: number | undefined;
  readonly intercomCode: string | undefined;
  readonly requestId: string | undefined;
  readonly retryable: boolean;
  readonly mayHaveHappened: boolean;
  readonly retryAtMs: number | undefined;

  constructor(details: IntercomErrorDetails) {
    super(details.message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'IntercomError';
    this.code = details.code;
    this.status = details.status;
    this.intercomCode = details.intercomCode;
    this.requestId = details.requestId;
    this.retryable = details.retryable;
    this.mayHaveHappened = details.mayHaveHappened;
    this.retryAtMs = details.retryAtMs;
  }
}
