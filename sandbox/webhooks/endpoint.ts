import { setTimeout as wait } from 'node:timers/promises';
import type { Dispatcher } from 'undici';
import { post } from '../to-app/post.ts';

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 10_000;

/** What asking the app's address with HEAD has shown. */
export interface EndpointCheck {
  state: 'unchecked' | 'waiting' | 'ready';
  /** Why the last HEAD was no success. */
  message: string | undefined;
}

/** Asks with HEAD until the app says yes, more and more seldom. Resolves with false when it is `closing` before that. */
export async function waitForEndpoint(
  check: EndpointCheck,
  asked: { url: () => string; timeoutMs: number; dispatcher: Dispatcher; closing: AbortSignal },
): Promise<boolean> {
  const { url, timeoutMs, dispatcher, closing } = asked;
  for (let waitMs = FIRST_WAIT_MS; !closing.aborted; waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS)) {
    const answer = await post({ url: url(), method: 'HEAD', timeoutMs, dispatcher });
    if (answer.reached && answer.status >= 200 && answer.status < 300) {
      Object.assign(check, { state: 'ready', message: undefined });
      return true;
    }
    const message = answer.reached ? `The app answered ${answer.status} to HEAD.` : answer.message;
    Object.assign(check, { state: 'waiting', message });
    await wait(waitMs, undefined, { signal: closing, ref: false }).catch(() => undefined);
  }
  return false;
}
