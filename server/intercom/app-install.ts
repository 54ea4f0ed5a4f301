import type { IntercomClient } from './intercom-client.ts';
import type { Transport } from './transport.ts';
import type { InstallStatus } from './types.ts';

/** The most that Intercom takes of a message or an address, in characters. Source: Intercom, installation health check. */
export const STATUS_TEXT_LIMIT = 2084;

/** The same in an answer to Intercom's question and in what is told without one. */
export function wireStatus(status: InstallStatus): Readonly<Record<string, string>> {
  if (status.state !== 'UNHEALTHY') return { state: status.state };
  const { state, button } = status;
  const message = status.message.slice(0, STATUS_TEXT_LIMIT);
  // Half of an address leads nowhere.
  if (button === undefined || button.url.length > STATUS_TEXT_LIMIT) return { state, message };
  return { state, message, cta_type: 'URL_CTA', cta_label: button.label, cta_url: button.url };
}

/** Source: Intercom, installation health check; the description of the REST API leaves this operation out. */
export function createAppInstall({ call }: Transport): IntercomClient['appInstall'] {
  return {
    reportStatus: (status, options) =>
      call({ method: 'POST', path: '/app_install/status', body: wireStatus(status), read: () => undefined }, options),
  };
}
