import { IntercomError } from '../../intercom/errors.ts';
import type { Failure } from './attempt.ts';

/** What a failed call to Intercom means for the teammate who clicked. Rethrows what is not Intercom's failure. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof IntercomError)) throw error;
  switch (error.code) {
    case 'intercom_unauthorized':
      return { ok: false, why: 'disconnected' };
    case 'intercom_forbidden':
      return { ok: false, why: 'forbidden' };
    case 'intercom_not_found':
      return { ok: false, why: 'target_gone' };
    case 'intercom_rate_limited':
      return { ok: false, why: 'rate_limited' };
    case 'intercom_refused':
    case 'intercom_conflict':
      return { ok: false, why: 'refused', ...(error.intercomCode === undefined ? {} : { detail: error.intercomCode }) };
    case 'intercom_timed_out':
      return { ok: false, why: 'timed_out' };
    case 'intercom_down':
    case 'intercom_unreachable':
    case 'intercom_bad_answer':
      return { ok: false, why: 'intercom_down' };
  }
}
