import { collectCall } from '../fin-voice/collect-call.ts';
import { COLLECT_JOB, REGISTER_JOB } from '../fin-voice/fin-voice-jobs.ts';
import { registerCall } from '../fin-voice/register-call.ts';
import { REPORT_HEALTH_JOB, reportHealth } from '../health/report-health.ts';
import { CONFIRM_UNINSTALL_JOB, confirmUninstall } from '../install/confirm-uninstall.ts';
import { applyNotification } from '../mirror/apply-notification.ts';
import { LEARN_CONTACT_CALLS_JOB, learnContactCalls } from '../mirror/learn-contact-calls.ts';
import { RECONCILE_JOB, reconcile } from '../mirror/reconcile.ts';
import { reindexPhones } from '../mirror/reindex-phones.ts';
import { SYNC_CONTACTS_JOB, syncContacts } from '../mirror/sync-contacts.ts';
import { SYNC_DIRECTORY_JOB, syncDirectory } from '../mirror/sync-directory.ts';
import { REINDEX_PHONES_JOB } from '../mirror/sync-line.ts';
import { NOTIFICATION_JOB } from '../webhooks/change.ts';
import type { JobHandlers } from './handler.ts';

/** Every kind of work there is. */
export const jobHandlers: JobHandlers = new Map([
  [NOTIFICATION_JOB, applyNotification],
  [SYNC_CONTACTS_JOB, syncContacts],
  [SYNC_DIRECTORY_JOB, syncDirectory],
  [RECONCILE_JOB, reconcile],
  [REINDEX_PHONES_JOB, reindexPhones],
  [LEARN_CONTACT_CALLS_JOB, learnContactCalls],
  [CONFIRM_UNINSTALL_JOB, confirmUninstall],
  [REPORT_HEALTH_JOB, reportHealth],
  [REGISTER_JOB, registerCall],
  [COLLECT_JOB, collectCall],
]);
