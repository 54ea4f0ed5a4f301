import { StoreUnavailableError } from '../../db/errors.ts';
import { IntercomError } from '../intercom/errors.ts';
import type { InstallStart } from './regions.ts';
import { FAILURES } from './texts.ts';

/** Every way an install can fail, with the HTTP status of its page. */
export const FAILURE_STATUS = {
  install_state_unknown: 400,
  install_state_expired: 400,
  install_state_used: 409,
  install_other_browser: 403,
  install_denied: 403,
  install_code_missing: 400,
  install_code_refused: 400,
  install_intercom_down: 502,
  install_token_incomplete: 502,
  install_workspace_missing: 502,
  install_token_refused: 502,
  install_database_down: 503,
  sign_in_not_connected: 403,
  sign_in_unverified: 403,
} as const;

export type InstallFailureCode = keyof typeof FAILURE_STATUS;

/** An install that cannot go on. Carries nothing secret: `detail` and `cause` may be logged. */
export class InstallFailure extends Error {
  readonly code: InstallFailureCode;
  /** Where the install began; undefined when nothing tells. */
  readonly start: InstallStart | undefined;
  /** For the log: what exactly went wrong, such as `http_401`. */
  readonly detail: string | undefined;

  constructor(
    code: InstallFailureCode,
    about: { start?: InstallStart | undefined; detail?: string | undefined; cause?: unknown } = {},
  ) {
    super(
      `${FAILURES[code].what} ${FAILURES[code].next}`,
      about.cause === undefined ? undefined : { cause: about.cause },
    );
    this.name = 'InstallFailure';
    this.code = code;
    this.start = about.start;
    this.detail = about.detail;
  }
}

/** Names a failure of Intercom's REST API or of the database; anything else is a bug and comes back as it is. */
export function nameFailure(error: unknown, start: InstallStart | undefined): unknown {
  if (error instanceof StoreUnavailableError) {
    return new InstallFailure('install_database_down', { start, detail: error.message, cause: error });
  }
  if (!(error instanceof IntercomError)) return error;
  const detail = [error.code, error.status, error.intercomCode, error.requestId].filter(Boolean).join(' ');
  return new InstallFailure(codeOf(error), { start, detail, cause: error });
}

function codeOf(error: IntercomError): InstallFailureCode {
  switch (error.code) {
    case 'intercom_unauthorized':
    case 'intercom_forbidden':
      return 'install_token_refused';
    case 'intercom_down':
    case 'intercom_unreachable':
    case 'intercom_timed_out':
    case 'intercom_rate_limited':
      return 'install_intercom_down';
    default:
      return 'install_workspace_missing';
  }
}
