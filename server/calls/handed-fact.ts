import type { HandedCallFact } from '../../canvas/phone/phone-facts.ts';
import type { HandedCall } from '../../db/caller-ports.ts';

export function handedFact(call: HandedCall): HandedCallFact {
  const { externalCallId, source, state, acceptedAtMs, registeredAtMs, endedAtMs, askedAtMs, finVoiceId } = call;
  return { externalCallId, source, state, acceptedAtMs, registeredAtMs, endedAtMs, askedAtMs, finVoiceId };
}
