import { useCallback, useEffect, useState } from '/assets/htm-preact.js';

/**
 * What the address bar says.
 * @typedef {{workspaceId?: string, conversationId?: string}} Route
 */

/** @returns {Route} */
function readRoute({ pathname, search }) {
  const match = /^\/inbox\/([^/]+)\/conversation\/([^/]+)\/?$/.exec(pathname);
  if (match !== null) return { workspaceId: decode(match[1]), conversationId: decode(match[2]) };
  return { workspaceId: new URLSearchParams(search).get('workspace') ?? undefined };
}

/** @param {Route} route */
export function writeRoute({ workspaceId, conversationId }) {
  if (workspaceId === undefined) return '/';
  if (conversationId === undefined) return `/?workspace=${encodeURIComponent(workspaceId)}`;
  return `/inbox/${encodeURIComponent(workspaceId)}/conversation/${encodeURIComponent(conversationId)}`;
}

/** The route now, and how to go to another one; `replace` leaves no way back to the present one. */
export function useRoute() {
  const [route, setRoute] = useState(() => readRoute(window.location));

  useEffect(() => {
    const follow = () => setRoute(readRoute(window.location));
    window.addEventListener('popstate', follow);
    return () => window.removeEventListener('popstate', follow);
  }, []);

  const go = useCallback((next, { replace = false } = {}) => {
    const path = writeRoute(next);
    if (path !== window.location.pathname + window.location.search) {
      window.history[replace ? 'replaceState' : 'pushState'](null, '', path);
    }
    setRoute(next);
  }, []);

  return [route, go];
}

/** A stray percent sign in a hand-written address is taken as it stands. */
function decode(segment) {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
