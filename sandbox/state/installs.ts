import { randomBytes } from 'node:crypto';

/** Intercom documents no lifetime; ten minutes is what OAuth recommends at most. */
const CODE_LIFETIME_MS = 10 * 60_000;

export interface AuthorizationCode {
  code: string;
  clientId: string;
  workspaceId: string;
  adminId: string;
  expiresAtMs: number;
}

export interface AccessToken {
  token: string;
  clientId: string;
  workspaceId: string;
  /** Who installed: the admin that `/me` names. */
  adminId: string;
  issuedAtMs: number;
  revoked: boolean;
}

/** The authorization codes and access tokens of one sandbox. */
export interface Installs {
  codes: Map<string, AuthorizationCode>;
  tokens: Map<string, AccessToken>;
}

export function noInstalls(): Installs {
  return { codes: new Map(), tokens: new Map() };
}

/** The code ends in `=`, as Intercom's may: whoever strips that cannot exchange it. */
export function issueCode(
  installs: Installs,
  grant: { clientId: string; workspaceId: string; adminId: string; nowMs: number },
): AuthorizationCode {
  const { nowMs, ...rest } = grant;
  const code = { ...rest, code: randomBytes(32).toString('base64'), expiresAtMs: nowMs + CODE_LIFETIME_MS };
  installs.codes.set(code.code, code);
  return code;
}

/** Uses the code up, whether or not it can still be exchanged. */
export function exchangeCode(
  installs: Installs,
  exchange: { code: string; clientId: string; nowMs: number },
): AccessToken | undefined {
  const code = installs.codes.get(exchange.code);
  if (code === undefined || code.clientId !== exchange.clientId) return undefined;
  installs.codes.delete(exchange.code);
  if (exchange.nowMs >= code.expiresAtMs) return undefined;
  return issueToken(installs, { ...code, nowMs: exchange.nowMs });
}

/** Installs the app without the consent page. */
export function issueToken(
  installs: Installs,
  grant: { clientId: string; workspaceId: string; adminId: string; nowMs: number },
): AccessToken {
  const token: AccessToken = {
    token: Buffer.from(`tok:${randomBytes(24).toString('hex')}_1:0`).toString('base64'),
    clientId: grant.clientId,
    workspaceId: grant.workspaceId,
    adminId: grant.adminId,
    issuedAtMs: grant.nowMs,
    revoked: false,
  };
  installs.tokens.set(token.token, token);
  return token;
}

export function isInstalled(installs: Installs, install: { clientId: string; workspaceId: string }): boolean {
  return [...installs.tokens.values()].some(
    (token) => !token.revoked && token.clientId === install.clientId && token.workspaceId === install.workspaceId,
  );
}

/** Uninstalls: every token the app has for the workspace is dead from now on. */
export function revokeInstall(installs: Installs, install: { clientId: string; workspaceId: string }): void {
  for (const token of installs.tokens.values()) {
    if (token.clientId === install.clientId && token.workspaceId === install.workspaceId) token.revoked = true;
  }
}
