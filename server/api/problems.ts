/** What can go wrong, as programs are told of it. Codes are never renamed; a new one may come with any version. */
export const PROBLEMS = {
  invalid_request: {
    status: 400,
    message: 'The request is not as it should be.',
    next: 'Look at problems: it has a line for each, with a JSON pointer to where it is.',
  },
  invalid_json: { status: 400, message: 'The body is not JSON.', next: 'Send one JSON object.' },
  hidden_number: {
    status: 400,
    message: 'The caller withheld the number, so nobody can be found by it.',
    next: 'Do not ask for hidden callers.',
  },
  key_missing: {
    status: 401,
    message: 'There is no API key with this request.',
    next: 'Send it as the header Authorization: Bearer cck_...',
  },
  key_unknown: {
    status: 401,
    message: 'This is not an API key of this Callcard.',
    next: 'Check that all of the key is sent, to the Callcard that it was made for.',
  },
  key_revoked: { status: 401, message: 'This API key was revoked.', next: 'Ask who runs Callcard for another one.' },
  workspace_uninstalled: {
    status: 403,
    message: 'Callcard is not installed in this workspace any more.',
    next: 'An admin of the workspace has to install it again.',
  },
  not_found: {
    status: 404,
    message: 'The API has no such operation.',
    next: 'See /api/v1 for those there are.',
  },
  caller_unknown: { status: 404, message: 'No contact has this number.', next: undefined },
  call_unknown: {
    status: 404,
    message: 'No call with this id was registered, or it was long ago.',
    next: 'Register it with POST /api/v1/fin-voice/calls.',
  },
  workspace_disconnected: {
    status: 409,
    message: 'Intercom no longer accepts the connection of this workspace.',
    next: 'An admin of the workspace has to connect Callcard again.',
  },
  call_differs: {
    status: 409,
    message: 'A call with this id was registered with another number or source.',
    next: 'Use an id for one call only.',
  },
  too_large: { status: 413, message: 'The request is larger than the API takes.', next: 'Send less data.' },
  unsupported_media_type: {
    status: 415,
    message: 'The API takes JSON only.',
    next: 'Send it with the header Content-Type: application/json.',
  },
  rate_limited: {
    status: 429,
    message: 'These are too many requests.',
    next: 'Wait as many seconds as the header Retry-After says.',
  },
  internal: {
    status: 500,
    message: 'Callcard has a problem.',
    next: 'Try again; if it stays so, tell who runs Callcard the request id.',
  },
  caller_unavailable: {
    status: 503,
    message:
      'It cannot be told now who this is: Intercom did not answer as it should, or not all contacts were read yet.',
    next: 'Try again in a moment. This does not mean that nobody has the number.',
  },
  store_unavailable: {
    status: 503,
    message: 'Callcard cannot reach its records.',
    next: 'Nothing was changed. Try again in a moment.',
  },
} as const satisfies Record<string, { status: number; message: string; next: string | undefined }>;

export type ProblemCode = keyof typeof PROBLEMS;

export const isProblemCode = (code: unknown): code is ProblemCode =>
  typeof code === 'string' && Object.hasOwn(PROBLEMS, code);

/** What is wrong at one place of a request. */
export interface RequestFault {
  in: 'path' | 'body';
  /** JSON pointer (RFC 6901) into the body, or into an object of the parameters; empty for all of it. */
  pointer: string;
  message: string;
}

interface Details {
  faults?: readonly RequestFault[];
  /** Seconds. */
  retryAfter?: number;
  cause?: unknown;
}

/** Ends a request of the API with one of the problems. */
export class ApiProblem extends Error {
  readonly code: ProblemCode;
  readonly status: number;
  readonly faults: readonly RequestFault[] | undefined;
  readonly retryAfter: number | undefined;

  constructor(code: ProblemCode, { faults, retryAfter, cause }: Details = {}) {
    super(PROBLEMS[code].message, cause === undefined ? undefined : { cause });
    this.name = 'ApiProblem';
    this.code = code;
    this.status = PROBLEMS[code].status;
    this.faults = faults;
    this.retryAfter = retryAfter;
  }
}
