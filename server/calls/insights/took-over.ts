import type { Directory } from '../../../canvas/facts.ts';
import type { Who } from '../../../canvas/phone/call-log.ts';
import { isLeftToTeam } from '../../../canvas/phone/fin-statuses.ts';
import type { Insight } from '../../../canvas/phone/insight.ts';
import type { ConversationPart } from '../../intercom/types.ts';
import { readCallEvents } from '../call-events.ts';
import { isLogged } from '../is-logged.ts';
import { type Names, namesOf } from '../names.ts';
import { inOrder } from '../parts-of-call.ts';
import type { InsightFacts } from './facts.ts';

const REPLIES = new Set(['comment', 'quick_reply']);
/** A summary comes after a call, whoever had it. */
const isFinAtWork = ({ author, partType }: ConversationPart) =>
  author?.fromAiAgent === true && partType !== 'call_summary';

type TookOver = Extract<Insight, { kind: 'took_over' }>;

/**
 * Who of the team was there first after Fin had the conversation: by answering the call, by a reply, or because it was
 * assigned to them. Only when Fin handed over, and Fin's own part is among the parts.
 */
export function tookOver({
  finResolutionState,
  parts,
  directory,
}: Pick<InsightFacts, 'finResolutionState' | 'parts' | 'directory'>): Insight | undefined {
  if (parts.state !== 'known' || !isLeftToTeam(finResolutionState)) return undefined;
  const ordered = inOrder(parts.value);
  const fin = ordered.findIndex(isFinAtWork);
  if (fin < 0) return undefined;
  const team: Directory | undefined = directory.state === 'known' ? directory.value : undefined;
  const names = namesOf(team);
  for (const part of ordered.slice(fin + 1)) {
    const found = taking(part, names);
    if (found !== undefined) return { kind: 'took_over', ...found, atMs: part.createdAtMs };
  }
  return undefined;
}

function taking(part: ConversationPart, names: Names): Pick<TookOver, 'who' | 'how'> | undefined {
  const { author, assignedTo, partType } = part;
  const answered = answeredBy(part, names);
  if (answered !== undefined) return { who: answered, how: 'answered' };
  if (assignedTo?.type === 'admin') return { who: { name: undefined, teammateId: assignedTo.id }, how: 'assigned' };
  if (author?.type !== 'admin' || !REPLIES.has(partType)) return undefined;
  return { who: { name: author.name, teammateId: author.id }, how: 'replied' };
}

function answeredBy(part: ConversationPart, names: Names): Who | undefined {
  if (!isLogged(part) || part.body === undefined) return undefined;
  const answer = readCallEvents(part.body, names.has).find(({ kind }) => kind === 'answered');
  return answer !== undefined && 'name' in answer ? names.whoIs(answer.name) : undefined;
}
