import type { FastifyRequest } from 'fastify';
import { InboxError } from './inbox-error.ts';

/**
 * The inbox API has no sign-in, so a page of another site must not reach it through the developer's browser: through a
 * form or fetch (`Sec-Fetch-Site`, `Origin`), or by a name of its own that resolves to this machine (`Host`).
 */
export async function refuseOtherSites(request: FastifyRequest): Promise<void> {
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  const foreign =
    (origin !== undefined && origin !== `${request.protocol}://${request.host}`) ||
    (site !== undefined && site !== 'same-origin' && site !== 'none') ||
    !isLoopback(request.hostname);
  if (foreign) throw new InboxError(403, 'The inbox API answers only pages of this sandbox, opened at localhost.');
}

function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127(\.\d{1,3}){3}$/.test(hostname)
  );
}
