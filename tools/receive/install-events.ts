import { createHmac } from 'node:crypto';
import type { Reading, ReceivedEvent } from './event.ts';

const signBody: ReceivedEvent['sign'] = (body, clientSecret) => ({
  'x-body-signature': createHmac('sha256', clientSecret).update(body).digest('hex'),
});

/** Source: Intercom, installing and uninstalling apps. Whether it signs this is not documented. */
export const uninstallEvent: ReceivedEvent = {
  name: 'uninstall',
  what: 'an admin removes Callcard: it forgets its access',
  path: '/intercom/uninstall',
  clickable: false,
  needsWorkspace: true,
  sample: ({ workspaceId }) => ({ app_id: workspaceId }),
  sign: signBody,
  read: () => ({
    lines: ['Callcard has ended the install, or asks Intercom first when it is minutes old.'],
    good: true,
  }),
};

/** Source: Intercom, installation health check. */
export const healthEvent: ReceivedEvent = {
  name: 'health',
  what: 'Intercom asks how Callcard is doing',
  path: '/intercom/health',
  clickable: false,
  needsWorkspace: false,
  sample: ({ workspaceId }) => ({ workspace_id: workspaceId }),
  sign: signBody,
  read: readHealth,
};

const STATES = ['OK', 'UNHEALTHY', 'UNKNOWN'];

function readHealth(body: string): Reading {
  const answer = parse(body);
  const state = answer?.state;
  if (answer === undefined || typeof state !== 'string' || !STATES.includes(state)) {
    return { lines: [`The answer has no state in it: one of ${STATES.join(', ')} is expected.`, body], good: false };
  }
  const { message, cta_label, cta_url } = answer;
  const button = cta_label === undefined ? [] : [`[ ${cta_label} ] ${cta_url}`];
  return { lines: [state, ...(message === undefined ? [] : [String(message)]), ...button], good: true };
}

function parse(body: string): Record<string, unknown> | undefined {
  try {
    const json: unknown = JSON.parse(body);
    return typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
