import type { Call } from '../intercom/types.ts';
import { changeFacts, inDoubt, type MirrorWriter } from './change-facts.ts';
import { keyOf, readFact, writeFact } from './fact-values.ts';
import { withCall } from './merge-call.ts';

/**
 * Takes a call where a card asked for the calls of its conversation. What Fin Voice did with it is not told with it, so
 * that is asked for again.
 */
export async function applyCall(writer: MirrorWriter, call: Call): Promise<void> {
  if (call.conversationId === undefined) return;
  await changeFacts(writer, [
    {
      key: keyOf('calls', call.conversationId),
      next({ value }) {
        const calls = value === undefined ? undefined : withCall(readFact('calls', value), call);
        const next = calls && writeFact('calls', calls);
        return next !== undefined && next === value ? undefined : { value: next, contactId: call.contactId };
      },
    },
    { key: keyOf('fin_voice', call.conversationId), next: inDoubt },
  ]);
}
