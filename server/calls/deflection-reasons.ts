import type { DeflectionReason } from '../../canvas/phone/call-log.ts';
import { sentence, toCount } from './sentence.ts';

/** The reasons that Intercom's help page gives a sentence for. Source: Intercom Help, call log event types. */
export const DEFLECTION_SENTENCES = {
  queue_full: 'Queue is longer than [max] calls.',
  team_out_of_office: '[team name] is out of office.',
  hold_timeout_exceeded: 'Customer has been waiting on hold for more than [X] minutes.',
} as const satisfies Partial<Record<DeflectionReason['id'], string>>;

// The page names "no teammates available" and "workspace out of office" without their sentences: our guess at the words.
const NOBODY = /\bno (?:available teammates?\b|teammates? (?:(?:is|are|was|were) )?(?:online|available)\b)/i;
const WORKSPACE =
  /^(?:(?:the|your|this) )?(?:entire |whole )?workspace (?:is|was) (?:set to )?(?:out[- ]of[- ]office|outside)\b/i;
const HOURS = /^(?:it (?:is|was) )?outside (?:of )?(?:our |your )?(?:office|operating|business|working) hours\b/i;

const queueFull = sentence(DEFLECTION_SENTENCES.queue_full, 'number');
const teamOut = sentence(DEFLECTION_SENTENCES.team_out_of_office);
const holdTimeout = sentence(DEFLECTION_SENTENCES.hold_timeout_exceeded, 'number');
const QUEUE_WITHIN = /\bqueue is longer than (\d{1,9}) calls?\b/i;
const HOLD_WITHIN = /\bwaiting on hold for more than (\d{1,9}) minutes?\b/i;
const TEAM_WITHIN = /^(.+?) is out of office\b/i;

/**
 * The reason in `Call deflected because [reason].` How a reason is joined into it is not documented, so a whole sentence
 * comes first, which a team's name may look like, then its words within others. Anything else is kept as written.
 */
export function readDeflectionReason(text: string): DeflectionReason {
  const trimmed = text.replace(/\.+$/, '').trim();
  return whole(trimmed) ?? within(trimmed) ?? { id: 'other', text: trimmed };
}

function whole(text: string): DeflectionReason | undefined {
  const [max] = queueFull.read(text);
  if (max !== undefined) return { id: 'queue_full', maxCalls: toCount(max) };
  const [minutes] = holdTimeout.read(text);
  if (minutes !== undefined) return { id: 'hold_timeout_exceeded', minutes: toCount(minutes) };
  if (WORKSPACE.test(text)) return { id: 'workspace_out_of_office' };
  const [teamName] = teamOut.read(text);
  return teamName === undefined ? undefined : { id: 'team_out_of_office', teamName };
}

function within(text: string): DeflectionReason | undefined {
  const max = QUEUE_WITHIN.exec(text)?.[1];
  if (max !== undefined) return { id: 'queue_full', maxCalls: Number(max) };
  const minutes = HOLD_WITHIN.exec(text)?.[1];
  if (minutes !== undefined) return { id: 'hold_timeout_exceeded', minutes: Number(minutes) };
  const teamName = TEAM_WITHIN.exec(text)?.[1];
  if (teamName !== undefined) return { id: 'team_out_of_office', teamName };
  if (NOBODY.test(text)) return { id: 'no_teammates_available' };
  return HOURS.test(text) ? { id: 'workspace_out_of_office' } : undefined;
}
