import { openStoreReader } from '../../db/open-store.ts';
import type { StoreReader } from '../../db/ports.ts';
import type { Config } from '../../server/config.ts';
import { reasonOf, UnusableError } from '../shell/unusable-error.ts';
import type { Target } from './target.ts';

/** Longer than any card may take. */
const TIMEOUT_MS = 15_000;

/** The Callcard that listens at `url`, no slash at the end. Throws UnusableError `bad_url`. */
export function runningCallcard(config: Config, url: string): Target {
  if (!/^https?:\/\/[^/?#]/.test(url) || !URL.canParse(url)) {
    throw new UnusableError(
      'bad_url',
      `${url} is not an http or https address: use one such as http://localhost:3000.`,
    );
  }
  let store: StoreReader | undefined;
  return {
    name: url,
    async send(path, headers, body) {
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      try {
        const answer = await fetch(`${url}${path}`, { method: 'POST', headers, body, signal, redirect: 'manual' });
        return { status: answer.status, body: await answer.text() };
      } catch (error) {
        const reason = reasonOf(error instanceof Error && error.cause !== undefined ? error.cause : error);
        const message = `Callcard does not answer at ${url}: ${reason}. Start it with npm start, or use --in-process.`;
        throw new UnusableError('unreachable', message, { cause: error });
      }
    },
    async openStore() {
      store = await openStoreReader(config.databaseUrl);
      return store;
    },
    close: async () => store?.close(),
  };
}
