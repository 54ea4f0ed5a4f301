import type { InstallFailureCode } from './failures.ts';
import { FAILURES } from './texts.ts';

/** Where an install from the Marketplace must end. Source: Intercom, installing and uninstalling apps. */
const REDIRECT = 'https://app.intercom.com/appstore/redirect';

export function marketplaceSuccess(): string {
  return `${REDIRECT}?${new URLSearchParams({ install_success: 'true' })}`;
}

/** Intercom shows the message to the admin. */
export function marketplaceFailure(code: InstallFailureCode): string {
  const { what, next } = FAILURES[code];
  return `${REDIRECT}?${new URLSearchParams({ install_success: 'false', error_message: `${what} ${next} (${code})` })}`;
}
