import { isFinAtWork, isFinDone } from '../../canvas/phone/fin-statuses.ts';
import type { HandedCall, HandedCallState } from '../../db/caller-ports.ts';
import type { FinVoiceCall } from '../intercom/types.ts';
import { type CollectPhase, nextAskMs } from './collect-schedule.ts';

/** What one question to Intercom came to. `problem`: it could not tell, for now. */
export interface Asked {
  record: FinVoiceCall | undefined;
  problem: string | undefined;
}

export interface Progress {
  /** What is kept of the call from now on. */
  fields: Partial<HandedCall>;
  /** Something that cards show is different. */
  isNews: boolean;
  /** Undefined: nobody asks again. */
  askAtMs: number | undefined;
}

const GIVEN_UP: Readonly<Record<CollectPhase, string>> = {
  unmatched:
    'Fin did not take this call within two hours after it was handed over. Check that the phone system transfers it to Fin Voice, with this call id.',
  in_progress: 'Intercom did not say within a day that Fin is done with this call. Look at its conversation.',
};

/** What becomes of a call after Intercom was asked about it. Pure. */
export function progressOf(call: HandedCall, { record, problem }: Asked, nowMs: number): Progress {
  const told = {
    status: record?.status ?? call.status,
    finVoiceId: record?.id ?? call.finVoiceId,
    conversationId: record?.conversationId ?? call.conversationId,
    intercomCallId: record?.intercomCallId ?? call.intercomCallId,
  };
  const asked = { ...told, askedAtMs: nowMs };
  const isNews = Object.entries(told).some(([name, value]) => call[name as keyof typeof told] !== value);
  if (record !== undefined && isFinDone(record.status)) return ended(asked);

  const state: HandedCallState =
    call.state === 'matched' || (record !== undefined && isTaken(record)) ? 'matched' : 'registered';
  const phase: CollectPhase = state === 'matched' ? 'in_progress' : 'unmatched';
  const askedCount = state === call.state ? call.askedCount + 1 : 0;
  const inMs = nextAskMs(phase, { asked: askedCount, ageMs: nowMs - call.acceptedAtMs });
  if (inMs !== undefined) {
    return { fields: { ...asked, state, askedCount, lastError: problem }, isNews, askAtMs: nowMs + inMs };
  }
  // A status that nobody here knows and that stays is how it ended: any other is.
  if (told.status !== undefined && !isFinAtWork(told.status)) return ended(asked);
  const fields: Partial<HandedCall> = { ...asked, state: 'failed', askedCount, lastError: GIVEN_UP[phase] };
  return { fields, isNews: true, askAtMs: undefined };
}

/** Whether Fin took the call, as far as Intercom tells of it. */
export function isTaken({
  conversationId,
  intercomCallId,
  status,
}: Pick<HandedCall, 'conversationId' | 'intercomCallId' | 'status'>): boolean {
  const isUnderWay = status !== undefined && status !== 'registered';
  return conversationId !== undefined || intercomCallId !== undefined || isUnderWay;
}

function ended(asked: Partial<HandedCall> & { askedAtMs: number }): Progress {
  const fields: Partial<HandedCall> = { ...asked, state: 'ended', endedAtMs: asked.askedAtMs, lastError: undefined };
  return { fields, isNews: true, askAtMs: undefined };
}
