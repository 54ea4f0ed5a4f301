import { escapeHtml } from '../html.ts';
import { answerSentence, CALL_LOG_PART, endingSentence, operatorOf } from '../state/call-log.ts';
import type { PlannedCall } from './phone-calls.ts';
import type { PlannedPart, Story } from './story.ts';

/** What Intercom logs of a call: as planned, or how it was answered or ended. */
export function callLog({ workspace }: Story, call: PlannedCall, startedMinutesAgo: number): PlannedPart[] {
  const by = operatorOf(workspace);
  return (call.log ?? usual(workspace, call)).map(([atSeconds, sentence]) => ({
    ...{ by, type: CALL_LOG_PART, bodyHtml: `<p>${escapeHtml(sentence)}</p>` },
    minutesAgo: startedMinutesAgo - atSeconds / 60,
  }));
}

function usual(workspace: Story['workspace'], call: PlannedCall): [number, string][] {
  const { outcome, adminId, direction = 'inbound', finLeg = false, ringSeconds = 12 } = call;
  const isAnswered = outcome === 'answered' || outcome === 'in_progress';
  const sentence = isAnswered
    ? answerSentence(workspace, { adminId, direction, hasFinLeg: finLeg })
    : endingSentence(workspace, { endedReason: outcome, adminId });
  return sentence === undefined ? [] : [[ringSeconds, sentence]];
}
