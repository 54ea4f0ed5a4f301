import type { Dispatcher } from 'undici';
import type { IncomingHttpHeaders } from 'undici/types/header.js';

/** How one trip to Intercom and back ended. */
export type Exchange =
  | {
      kind: 'answered';
      status: number;
      headers: IncomingHttpHeaders;
      text: string;
      /** Why `text` is not the whole body, if it is not. */
      bodyTrouble: 'too-large' | 'broken' | 'aborted' | undefined;
      error: unknown;
    }
  | {
      kind: 'unanswered';
      /** False only when it is certain that not a byte of the request left. */
      sent: boolean;
      aborted: boolean;
      error: unknown;
    };

export interface Trip {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  headers: Record<string, string>;
  body: string | undefined;
  signal: AbortSignal;
  maxAnswerBytes: number;
}

/**
 * Sends one request and reads its whole answer; never rejects, never follows a redirect, never sends twice.
 * It hands undici its own handler, as `Pool.request` does, because only a handler is told when the request is written
 * to a connection: that is the difference between "never sent" and "may have happened". The signal covers all of it,
 * connecting and the body too.
 */
export function send(dispatcher: Dispatcher, trip: Trip): Promise<Exchange> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    let sent = false;
    let over = false;
    let head: { status: number; headers: IncomingHttpHeaders } | undefined;
    let connection: Dispatcher.DispatchController | undefined;

    function finish(trouble?: { kind: 'too-large' | 'broken' | 'aborted'; error: unknown }): void {
      if (over) return;
      over = true;
      trip.signal.removeEventListener('abort', onAbort);
      if (head === undefined) {
        resolve({ kind: 'unanswered', sent, aborted: trouble?.kind === 'aborted', error: trouble?.error });
      } else {
        const text = trouble === undefined ? Buffer.concat(chunks, bytes).toString('utf8') : '';
        resolve({ kind: 'answered', ...head, text, bodyTrouble: trouble?.kind, error: trouble?.error });
      }
    }

    function giveUp(kind: 'too-large' | 'aborted', reason: unknown): void {
      finish({ kind, error: reason });
      connection?.abort(reason instanceof Error ? reason : new Error('Given up'));
    }

    function onAbort(): void {
      giveUp('aborted', trip.signal.reason);
    }

    const handler: Dispatcher.DispatchHandler = {
      onRequestStart(controller) {
        // A connection came up for a request that nobody waits for any more: it is not written.
        if (over) controller.abort(new Error('Given up'));
        else {
          connection = controller;
          sent = true;
        }
      },
      onResponseStart(_, status, headers) {
        if (status >= 200) head = { status, headers };
      },
      onResponseData(_, chunk) {
        if (over) return;
        bytes += chunk.length;
        if (bytes > trip.maxAnswerBytes) giveUp('too-large', new Error(`More than ${trip.maxAnswerBytes} bytes`));
        else chunks.push(chunk);
      },
      onResponseEnd() {
        finish();
      },
      onResponseError(_, error) {
        finish({ kind: 'broken', error });
      },
    };

    if (trip.signal.aborted) return onAbort();
    trip.signal.addEventListener('abort', onAbort, { once: true });
    const { method, path, headers, body } = trip;
    try {
      dispatcher.dispatch({ method, path, headers, body: body ?? null, headersTimeout: 0, bodyTimeout: 0 }, handler);
    } catch (error) {
      finish({ kind: 'broken', error });
    }
  });
}
