import { IntercomError } from './errors.ts';
import type { IntercomClient } from './intercom-client.ts';
import { type Answer, headerOf, json } from './operation.ts';
import { readTranscriptText } from './transcript.ts';
import type { Transport } from './transport.ts';
import type { Call, CallOptions } from './types.ts';
import { callList, call as callSchema } from './wire-call.ts';

/** Source: Intercom's OpenAPI description, POST /calls/search. */
const MAX_CONVERSATIONS = 20;

/** The signed address a recording redirects to. It is not followed: our token must not go to another host. */
function readLocation(answer: Answer): string {
  const location = headerOf(answer.headers, 'location') ?? '';
  const url = URL.canParse(location) ? new URL(location) : undefined;
  // It becomes a link in a browser.
  if (answer.status !== 302 || (url?.protocol !== 'https:' && url?.protocol !== 'http:')) {
    throw new Error('No address to open');
  }
  return location;
}

async function search({ call }: Transport, conversationIds: string[], options?: CallOptions): Promise<Call[]> {
  if (conversationIds.length === 0) return [];
  if (conversationIds.length > MAX_CONVERSATIONS) {
    throw new IntercomError({
      code: 'intercom_refused',
      message: `POST /calls/search: at most ${MAX_CONVERSATIONS} conversations at once, not ${conversationIds.length}. Nothing was sent.`,
      retryable: false,
      mayHaveHappened: false,
    });
  }
  const body = { conversation_ids: conversationIds };
  return call({ method: 'POST', path: '/calls/search', body, reads: true, read: json(callList) }, options);
}

export function createCalls(transport: Transport): IntercomClient['calls'] {
  const { call } = transport;
  return {
    get: (id, options) => call({ method: 'GET', path: '/calls/{id}', ids: { id }, read: json(callSchema) }, options),
    search: (conversationIds, options) => search(transport, conversationIds, options),
    transcript: (id, options) =>
      call(
        {
          method: 'GET',
          path: '/calls/{id}/transcript',
          ids: { id },
          accept: 'text/plain, application/json',
          read: (answer) => readTranscriptText(answer.text),
        },
        options,
      ),
    recordingLocation: (id, options) =>
      call(
        {
          method: 'GET',
          path: '/calls/{id}/recording',
          ids: { id },
          alsoAnswers: (answer) => answer.status === 302,
          read: readLocation,
        },
        options,
      ),
  };
}
