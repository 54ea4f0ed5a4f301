import type { Click } from './clicks.ts';
import type { Intercom } from './intercom.ts';

const ASSIGNMENTS = new Set(['assignment', 'assign_and_reopen']);

/**
 * What teammates were told, compared with what is there. Before anything was clicked each conversation had so many
 * parts as `before` says.
 */
export function findingsOfClicks(
  clicks: readonly Click[],
  before: ReadonlyMap<string, number>,
  intercom: Intercom,
): string[] {
  const counted = clicks
    .filter(({ what }) => what !== 'assign')
    .flatMap((click) => {
      const found = click.what === 'note' ? notesOf(click, intercom) : tagsOf(click, intercom);
      return found.flatMap((count) => (fits(click, count) ? [] : [`${told(click)}, and is there ${count} times`]));
    });
  return [...counted, ...[...before].flatMap(([id, parts]) => assignmentsOf(clicks, { id, parts }, intercom))];
}

const told = ({ what, key, said, text }: Click) => `the card said "${said}" to the ${what} "${key}" (${text})`;

function fits({ said }: Click, count: number): boolean {
  if (said === 'unknown') return count <= 1;
  return count === (said === 'done' ? 1 : 0);
}

/** How often it is there, and how often it was sent. */
function notesOf({ conversationId, key }: Click, { workspace, changes }: Intercom): number[] {
  const parts = workspace.conversations.get(conversationId)?.parts ?? [];
  const isThere = parts.filter(({ partType, bodyHtml }) => partType === 'note' && bodyHtml?.includes(key));
  const sent = changes.filter(({ path, body }) => path.endsWith('/reply') && body.includes(key));
  return [isThere.length, sent.length];
}

/** How often it is on the conversation, and how often it was put there; a tag of this name is there once. */
function tagsOf({ conversationId, key, said }: Click, { workspace, changes }: Intercom): number[] {
  const tags = [...workspace.tags.values()].filter(({ name }) => name === key);
  const ids = new Set(tags.map(({ id }) => id));
  const isOn = workspace.conversations.get(conversationId)?.tags.filter(({ tagId }) => ids.has(tagId)) ?? [];
  const put = changes
    .filter(({ path }) => path.endsWith(`/conversations/${conversationId}/tags`))
    .filter(({ body }) => ids.has((JSON.parse(body) as { id: string }).id));
  return said === 'done' ? [tags.length, isOn.length, put.length] : [isOn.length, put.length];
}

/** Whom the conversation was given to, in order: each click once. */
function assignmentsOf(
  clicks: readonly Click[],
  conversation: { id: string; parts: number },
  { workspace }: Intercom,
): string[] {
  const { id, parts } = conversation;
  const given = (workspace.conversations.get(id)?.parts ?? [])
    .slice(parts)
    .filter(({ partType }) => ASSIGNMENTS.has(partType))
    .map(({ assignedTo }) => assignedTo?.id);
  const wrong: string[] = [];
  for (const click of clicks) {
    if (click.conversationId !== id || click.what !== 'assign' || click.said === 'failed') continue;
    if (given[0] === click.key) given.shift();
    else if (click.said === 'done') wrong.push(`${told(click)}, and the conversation was given to ${given[0]} instead`);
  }
  return [...wrong, ...given.map((assigneeId) => `the conversation ${id} was given to ${assigneeId} once too often`)];
}
