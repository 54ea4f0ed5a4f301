import type { TranscriptLineState } from './call.ts';
import type { WorkspaceState } from './workspace.ts';

export interface FinVoiceCallState {
  /** An integer on the wire. */
  id: number;
  phoneNumber: string;
  externalCallId: string;
  source: 'aws_connect' | 'five9' | 'zoom_phone';
  data: Record<string, unknown> | undefined;
  /** `registered`, `in-progress`, or a resolution state. */
  status: string;
  /** Both are unset until Fin has taken the call; reading it answers 404 so long. */
  intercomCallId: string | undefined;
  conversationId: string | undefined;
  transcript: TranscriptLineState[];
  /** At most 256 characters. */
  summary: string;
  intents: string[];
  registeredAtMs: number;
}

export function isMatched(call: FinVoiceCallState): boolean {
  return call.intercomCallId !== undefined;
}

export function finVoiceByExternalId(workspace: WorkspaceState, externalCallId: string): FinVoiceCallState | undefined {
  return [...workspace.finVoiceCalls.values()].find((call) => call.externalCallId === externalCallId);
}
