import { type Dispatcher, request } from 'undici';

/** What became of a request to the app: its answer, or why there is none. */
export type PostAnswer =
  | { reached: true; status: number; text: string; durationMs: number }
  | { reached: false; timedOut: boolean; message: string; durationMs: number };

export interface Post {
  url: string;
  /** POST unless said otherwise. */
  method?: 'POST' | 'HEAD';
  headers?: Record<string, string>;
  body?: Buffer;
  timeoutMs: number;
  dispatcher: Dispatcher;
}

/** Sends something to the app and waits for all of the answer. Never throws. */
export async function post({
  url,
  method = 'POST',
  headers = {},
  body,
  timeoutMs,
  dispatcher,
}: Post): Promise<PostAnswer> {
  const startedAtMs = performance.now();
  const durationMs = () => Math.round(performance.now() - startedAtMs);
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const answer = await request(url, { method, headers, body: body ?? null, signal, dispatcher });
    const text = await answer.body.text();
    return { reached: true, status: answer.statusCode, text, durationMs: durationMs() };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = signal.aborted
      ? `The app gave no answer within ${timeoutMs / 1000} s.`
      : `The app cannot be reached at ${url}: ${reason}. Is it running?`;
    return { reached: false, timedOut: signal.aborted, message, durationMs: durationMs() };
  }
}
