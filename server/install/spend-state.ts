import type { FastifyRequest } from 'fastify';
import type { OAuthState } from '../../db/ports.ts';
import type { Deps } from '../deps.ts';
import { InstallFailure } from './failures.ts';
import { queryText } from './query.ts';
import { hashState, readState } from './state.ts';
import type { StateCookie } from './state-cookie.ts';

/**
 * Checks the state that came back and uses it up. Throws `InstallFailure` when it is not one that this browser was
 * given and nobody has used, and `StoreUnavailableError` when that cannot be told.
 */
export async function spendState(
  deps: Deps,
  cookie: StateCookie,
  request: FastifyRequest,
  state = queryText(request, 'state'),
): Promise<OAuthState> {
  const read = readState(state);
  if (read === undefined) throw new InstallFailure('install_state_unknown');
  const stateHash = hashState(read.state);
  const atMs = deps.clock();

  // Looked at before it is used up: whoever else gets hold of the address must not spoil the install for its owner.
  const issued = await deps.store.oauthStates.peek(stateHash);
  if (issued === undefined) {
    throw new InstallFailure('install_state_unknown', { start: { region: read.region, source: 'website' } });
  }
  if (!cookie.has(request, read.state)) {
    // The cookie lives no longer than the state, so the owner of an expired state comes without it too.
    const expired = issued.expiresAtMs <= atMs;
    throw new InstallFailure(expired ? 'install_state_expired' : 'install_other_browser', { start: issued });
  }

  const consumed = await deps.store.oauthStates.consume(stateHash, atMs);
  switch (consumed.result) {
    case 'ok':
      return consumed.state;
    case 'expired':
      throw new InstallFailure('install_state_expired', { start: consumed.state });
    case 'used':
      throw new InstallFailure('install_state_used', { start: consumed.state });
    case 'unknown':
      throw new InstallFailure('install_state_unknown', { start: issued });
  }
}
