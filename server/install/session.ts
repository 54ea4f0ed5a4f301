import { type CookieSerializeOptions, fastifyCookie } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Workspace } from '../../db/ports.ts';
import type { Deps } from '../deps.ts';

const COOKIE = 'callcard_session';
const CONTEXT = 'callcard:session';
const LIFE_MS = 60 * 60_000;

const session = z.object({
  workspaceId: z.string().min(1),
  adminId: z.string().min(1),
  epoch: z.number().int(),
  expiresAtMs: z.number(),
});
type Session = z.infer<typeof session>;

/** Somebody who proved to be this admin of this workspace within the last hour. */
export interface SignedIn {
  workspace: Workspace;
  adminId: string;
}

function cookieOptions(deps: Deps): CookieSerializeOptions {
  return { path: '/', httpOnly: true, sameSite: 'lax', secure: deps.config.publicUrl.startsWith('https:') };
}

/** Only for an admin whose email address Intercom has verified: anybody can claim an address that is not. */
export function startSession(deps: Deps, reply: FastifyReply, who: { workspace: Workspace; adminId: string }): void {
  const content: Session = {
    workspaceId: who.workspace.workspaceId,
    adminId: who.adminId,
    epoch: who.workspace.epoch,
    expiresAtMs: deps.clock() + LIFE_MS,
  };
  const sealed = deps.seal.seal(JSON.stringify(content), CONTEXT);
  reply.setCookie(COOKIE, sealed, { ...cookieOptions(deps), maxAge: LIFE_MS / 1000 });
}

export function endSession(deps: Deps, reply: FastifyReply): void {
  reply.clearCookie(COOKIE, cookieOptions(deps));
}

/**
 * Who is asking. Undefined when nobody is signed in, the hour is over, or the workspace was installed again since.
 * Throws `StoreUnavailableError` when that cannot be told.
 */
export async function readSession(deps: Deps, request: FastifyRequest): Promise<SignedIn | undefined> {
  // From the header itself, so that it also works outside the scope where the cookie plugin is registered.
  const sealed = fastifyCookie.parse(request.headers.cookie ?? '')[COOKIE];
  const content = sealed === undefined ? undefined : open(deps, sealed);
  if (content === undefined || content.expiresAtMs <= deps.clock()) return undefined;
  const workspace = await deps.store.workspaces.find(content.workspaceId);
  if (workspace === undefined || workspace.epoch !== content.epoch) return undefined;
  return { workspace, adminId: content.adminId };
}

/** A cookie comes from outside: one that does not open is no session, never an error. */
function open(deps: Deps, sealed: string): Session | undefined {
  try {
    const parsed = session.safeParse(JSON.parse(deps.seal.open(sealed, CONTEXT).plaintext));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
