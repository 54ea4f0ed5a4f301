import type { HandedCall } from '../../db/caller-ports.ts';
import type { FinVoiceCall } from '../../server/intercom/types.ts';

export const ACCEPTED_MS = 1_000_000;

/** A call that is registered, and that Fin has not taken. */
export function handedCall(facts: Partial<HandedCall> = {}): HandedCall {
  return {
    workspaceId: 'acme',
    externalCallId: 'c1',
    source: 'five9',
    phoneE164: '+442079460018',
    state: 'registered',
    acceptedAtMs: ACCEPTED_MS,
    registeredAtMs: ACCEPTED_MS,
    finVoiceId: '7',
    status: 'registered',
    conversationId: undefined,
    intercomCallId: undefined,
    askedAtMs: undefined,
    askedCount: 3,
    endedAtMs: undefined,
    lastError: undefined,
    ...facts,
  };
}

/** Intercom's record of it, once Fin is at work. */
export function record(facts: Partial<FinVoiceCall> = {}): FinVoiceCall {
  return {
    id: '7',
    status: 'in-progress',
    userPhoneNumber: '+442079460018',
    externalCallId: 'c1',
    intercomCallId: 'i1',
    conversationId: 'v1',
    summary: undefined,
    intents: [],
    transcript: [],
    ...facts,
  };
}
