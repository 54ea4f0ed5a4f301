import type { HandedCall, HandedCallState } from '../../db/caller-ports.ts';
import type { FinVoiceCall } from '../intercom/types.ts';
import { finIsDone } from '../mirror/trust.ts';
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
  if (record !== undefined && finIsDone([record], { callsAreOver: false })) return ended(asked);

  const state: HandedCallState = call.state === 'matched' || isTaken(record) ? 'matched' : 'registered';
  const phase: CollectPhase = state === 'matched' ? 'in_progress' : 'unmatched';
  const askedCount = state === call.state ? call.askedCount + 1 : 0;
  const inMs = nextAskMs(phase, { asked: askedCount, ageMs: nowMs - call.acceptedAtMs });
  if (inMs !== undefined) {
    return { fields: { ...asked, state, askedCount, lastError: problem }, isNews, askAtMs: nowMs + inMs };
  }
  // A status that nobody here knows and that stays is how it ended: any other is.
  if (told.status !== undefined && !UNDER_WAY.has(told.status)) return ended(asked);
  const fields: Partial<HandedCall> = { ...asked, state: 'failed', askedCount, lastError: GIVEN_UP[phase] };
  return { fields, isNews: true, askAtMs: undefined };
}

/** Statuses that do not say how it ended. Source: Intercom, REST reference, Fin Voice. */
const UNDER_WAY: ReadonlySet<string> = new Set(['registered', 'in-progress']);

function isTaken(record: FinVoiceCall | undefined): boolean {
  if (record === undefined) return false;
  return record.conversationId !== undefined || record.intercomCallId !== undefined || record.status !== 'registered';
}

function ended(asked: Partial<HandedCall> & { askedAtMs: number }): Progress {
  const fields: Partial<HandedCall> = { ...asked, state: 'ended', endedAtMs: asked.askedAtMs, lastError: undefined };
  return { fields, isNews: true, askAtMs: undefined };
}
