import { collectCall } from '../fin-voice/collect-call.ts';
import { COLLECT_JOB, REGISTER_JOB } from '../fin-voice/fin-voice-jobs.ts';
import { registerCall } from '../fin-voice/register-call.ts';
import { reportHealth } from '../health/report-health.ts';
import { confirmUninstall } from '../install/confirm-uninstall.ts';
import { applyNotification } from '../mirror/apply-notification.ts';
import { LEARN_CONTACT_CALLS_JOB, learnContactCalls } from '../mirror/learn-contact-calls.ts';
import { reconcile } from '../mirror/reconcile.ts';
import { reindexPhones } from '../mirror/reindex-phones.ts';
import { syncContacts } from '../mirror/sync-contacts.ts';
import { syncDirectory } from '../mirror/sync-directory.ts';
import type { JobHandlers } from './handler.ts';

/** Every kind of work there is. */
export const jobHandlers: JobHandlers = new Map([
  ['notification', applyNotification],
  ['sync-contacts', syncContacts],
  ['sync-directory', syncDirectory],
  ['reconcile', reconcile],
  ['reindex-phones', reindexPhones],
  [LEARN_CONTACT_CALLS_JOB, learnContactCalls],
  ['confirm-uninstall', confirmUninstall],
  ['report-health', reportHealth],
  [REGISTER_JOB, registerCall],
  [COLLECT_JOB, collectCall],
]);
