import type { HandedCallFact } from '../../canvas/phone/phone-facts.ts';
import type { HandedCall } from '../../db/caller-ports.ts';
import { isTaken } from '../fin-voice/call-progress.ts';

export function handedFact(call: HandedCall): HandedCallFact {
  const { externalCallId, source, state, acceptedAtMs, registeredAtMs, endedAtMs, askedAtMs, finVoiceId } = call;
  const times = { acceptedAtMs, registeredAtMs, endedAtMs, askedAtMs };
  return { externalCallId, source, state, ...times, wasTaken: isTaken(call), finVoiceId };
}
