import { reportHealth } from '../health/report-health.ts';
import { confirmUninstall } from '../install/confirm-uninstall.ts';
import { applyNotification } from '../mirror/apply-notification.ts';
import { reconcile } from '../mirror/reconcile.ts';
import { syncContacts } from '../mirror/sync-contacts.ts';
import { syncDirectory } from '../mirror/sync-directory.ts';
import type { JobHandlers } from './handler.ts';

/** Every kind of work there is. */
export const jobHandlers: JobHandlers = new Map([
  ['notification', applyNotification],
  ['sync-contacts', syncContacts],
  ['sync-directory', syncDirectory],
  ['reconcile', reconcile],
  ['confirm-uninstall', confirmUninstall],
  ['report-health', reportHealth],
]);
