import { teammateName } from '../cards/describe.ts';
import type { Directory, Fact } from '../facts.ts';
import type { CardTexts } from '../texts/catalogue.ts';
import { clip } from '../words.ts';
import type { DeclineCause, DeflectionReason, TimelineEvent, Who } from './call-log.ts';
import { endingSaid } from './call-states.ts';

const NAME_COLUMNS = 40;

/** The name of a teammate: as the directory has it, else as the log wrote it, else by id; empty when there is nobody. */
export function whoWords(who: Who | undefined, directory: Fact<Directory>, texts: CardTexts): string {
  if (who === undefined) return '';
  const { teammateId, name = '' } = who;
  const isKnown = teammateId !== undefined && directory.state === 'known' && directory.value.teammates.has(teammateId);
  const written = clip(name, NAME_COLUMNS);
  if (teammateId !== undefined && (isKnown || written === '')) return teammateName(teammateId, directory, texts);
  return written;
}

export function causeWords(causes: readonly DeclineCause[], { callLog }: CardTexts): string {
  return causes.map((cause) => callLog.causes[cause]).join(callLog.causeOr);
}

export function reasonWords(reason: DeflectionReason, { callLog: { reasons } }: CardTexts): string {
  switch (reason.id) {
    case 'queue_full':
      return reasons.queue_full(reason.maxCalls);
    case 'hold_timeout_exceeded':
      return reasons.hold_timeout_exceeded(reason.minutes);
    case 'team_out_of_office':
      return reasons.team_out_of_office(clip(reason.teamName, NAME_COLUMNS));
    case 'other':
      return reasons.other(clip(reason.text, 80));
    default:
      return reasons[reason.id];
  }
}

/** One line of a call's timeline, without its time. */
export function eventWords({ event, who }: TimelineEvent, directory: Fact<Directory>, texts: CardTexts): string {
  const { callLog } = texts;
  const name = whoWords(who, directory, texts);
  const somebody = name === '' ? callLog.somebody : name;
  switch (event.kind) {
    case 'answered':
    case 'declined':
    case 'missed':
    case 'joined':
    case 'claimed':
      return callLog[event.kind](somebody);
    case 'declined_unclear':
      return callLog.declined_unclear(somebody, causeWords(event.possibleCauses, texts));
    case 'abandoned':
    case 'late_assignment':
    case 'started':
      return callLog[event.kind];
    case 'deflected':
      return callLog.deflected(reasonWords(event.reason, texts));
    case 'teammates_away':
    case 'teammates_without_phone':
    case 'teammates_available':
      return callLog[event.kind](event.count);
    case 'connected':
      return callLog.connected(name);
    case 'ended':
      return callLog.ended(saidWords(event.reason, texts));
  }
}

/** Intercom's own word for an end, in ours where there is one. */
export function saidWords(said: string | undefined, { call }: CardTexts): string {
  const ending = endingSaid(said);
  return ending === undefined ? clip(said ?? '', 40) : call.endings[ending];
}
