/** The faults of the sandbox between their JSON and the fields of a form. */

/** What one tick of a box makes go wrong. */
export const SWITCHES = [
  { name: 'rateLimited', label: 'Rate limited', hint: 'Intercom answers 429, as if the window were used up' },
  { name: 'serverError', label: 'Server error', hint: 'Intercom answers 500' },
  { name: 'stalledBody', label: 'Stalled answer', hint: 'Half of the answer arrives, the rest never does' },
  { name: 'tokenRevoked', label: 'Token revoked', hint: 'Intercom answers 401 token_revoked' },
];

/** The same for what the app is told. */
export const WEBHOOK_SWITCHES = [
  { name: 'dropWebhooks', label: 'Webhooks get lost', hint: 'What the app should be told is never sent' },
  { name: 'duplicateWebhooks', label: 'Webhooks come twice', hint: 'At the same time, with the same id' },
  {
    name: 'holdWebhooks',
    label: 'Webhooks are held back',
    hint: 'Until this is cleared; then they come, the newest first',
  },
  {
    name: 'writtenWebhookTimes',
    label: 'Webhooks write times out',
    hint: 'Of contacts and companies, as ISO 8601 and not as numbers',
  },
];

/** How many faults are in force. */
export const countFaults = (faults) => Object.values(faults).filter((fault) => isOn(fault)).length;

export const isOn = (fault) => fault !== undefined && fault !== null && fault !== false && fault !== 0;

/**
 * The faults that the form asks for; what the faults before said besides, and the form does not show, stays with them.
 * @param {HTMLFormElement} form
 */
export function readFaultsForm(form, workspaceId, before) {
  const fields = new FormData(form);
  const text = (name) => String(fields.get(name) ?? '').trim();
  const scope = {};
  if (fields.has('onlyHere')) scope.workspaceId = workspaceId;
  if (text('route') !== '') scope.route = text('route');

  const faults = {};
  const ms = Number(text('slowMs'));
  if (ms > 0) faults.slowMs = { ...unshown(before.slowMs), ms, ...scope };
  for (const { name } of SWITCHES) if (fields.has(name)) faults[name] = { ...unshown(before[name]), ...scope };
  // These have topics and no routes.
  const { route: _, ...webhookScope } = scope;
  for (const { name } of WEBHOOK_SWITCHES) {
    if (fields.has(name)) faults[name] = { ...unshown(before[name]), ...webhookScope };
  }
  const merged = { contactId: text('contactId'), intoContactId: text('intoContactId') };
  if (merged.contactId !== '' && merged.intoContactId !== '') faults.contactMerged = { ...merged, ...scope };
  return faults;
}

/** A fault without its scope: how often it strikes, with which status, and so on. */
function unshown(fault) {
  if (typeof fault === 'number') return { ms: fault };
  const { workspaceId, route, ...options } = Object(fault);
  return options;
}

/** What the form shows: a fault may be written as a bare value or as an object with its scope. */
export function fillFaultsForm(faults) {
  const scopes = Object.values(faults).filter((fault) => typeof fault === 'object' && fault !== null);
  return {
    slowMs: typeof faults.slowMs === 'object' ? faults.slowMs?.ms : faults.slowMs,
    contactId: faults.contactMerged?.contactId,
    intoContactId: faults.contactMerged?.intoContactId,
    onlyHere: scopes.some(({ workspaceId }) => workspaceId !== undefined),
    route: scopes.find(({ route }) => route !== undefined)?.route,
  };
}
