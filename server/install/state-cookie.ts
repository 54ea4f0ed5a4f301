import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { readState, STATE_LIFE_MS, sameState } from './state.ts';

/** Installs that one browser may have open at once, say in several tabs; the oldest gives way. */
const OPEN_INSTALLS = 3;
const SEPARATOR = '~';

/**
 * The cookie that ties an install to the browser that began it. It lists the states of all installs open in that
 * browser, so that a second tab does not break the first.
 */
export interface StateCookie {
  readonly name: string;
  readonly options: CookieSerializeOptions;
  /** Adds a state. */
  add(request: FastifyRequest, reply: FastifyReply, state: string): void;
  /** Whether this browser began the install with this state. */
  has(request: FastifyRequest, state: string): boolean;
  /** The state of the only install that this browser has open; undefined when it has none, or several. */
  only(request: FastifyRequest): string | undefined;
  /** Takes a state out; the cookie goes when no other install of this browser is open, or when the state is not in it. */
  remove(request: FastifyRequest, reply: FastifyReply, state: string | undefined): void;
}

/** `publicUrl` decides: over https the name's prefix makes browsers refuse the cookie from any other host. */
export function stateCookie(publicUrl: string): StateCookie {
  const secure = publicUrl.startsWith('https:');
  const name = secure ? '__Host-callcard_install' : 'callcard_install';
  const options: CookieSerializeOptions = { path: '/', httpOnly: true, sameSite: 'lax', secure };
  const write = (reply: FastifyReply, states: readonly string[]) =>
    reply.setCookie(name, states.join(SEPARATOR), { ...options, maxAge: STATE_LIFE_MS / 1000 });
  const read = (request: FastifyRequest): string[] =>
    (request.cookies[name] ?? '').split(SEPARATOR, OPEN_INSTALLS).filter((entry) => readState(entry) !== undefined);

  return {
    name,
    options,
    add(request, reply, state) {
      write(reply, [...read(request), state].slice(-OPEN_INSTALLS));
    },
    has(request, state) {
      return read(request).filter((entry) => sameState(entry, state)).length > 0;
    },
    only(request) {
      const open = read(request);
      return open.length === 1 ? open[0] : undefined;
    },
    remove(request, reply, state) {
      const open = read(request);
      const others = state === undefined ? open : open.filter((entry) => !sameState(entry, state));
      if (others.length > 0 && others.length < open.length) write(reply, others);
      else reply.clearCookie(name, options);
    },
  };
}
