export interface TranscriptLineState {
  atSeconds: number;
  speaker: string;
  text: string;
}

export interface CallState {
  id: string;
  conversationId: string | undefined;
  adminId: string | undefined;
  contactId: string | undefined;
  /** Open sets, as in Intercom's description. */
  state: string;
  direction: 'inbound' | 'outbound';
  endedReason: string | undefined;
  phone: string | undefined;
  initiatedAtMs: number;
  answeredAtMs: number | undefined;
  endedAtMs: number | undefined;
  updatedAtMs: number;
  hasRecording: boolean;
  /** Empty: there is no transcript. */
  transcript: TranscriptLineState[];
  /** Fin took part, so Fin's own leg has a recording and a transcript too. */
  hasFinLeg: boolean;
}
