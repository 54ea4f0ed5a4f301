import {
  type AssignFacts,
  absent,
  type Fact,
  type HistoryFacts,
  mapFact,
  type TagFact,
  type TagFacts,
  type TagTarget,
} from '../../canvas/facts.ts';
import { contactIdFact, othersThan } from './contact-id-fact.ts';
import { type CardContext, placeOf, windowOf } from './context.ts';
import { directoryOf, isOwnedByTeam, teamFact, teammateFact } from './directory.ts';
import { factOf } from './fact.ts';
import { followMerge } from './follow-merge.ts';

const RECENT_TAGS = 5;

/** Somebody is about to change them: tags are never shown from memory. */
export async function gatherTag(context: CardContext, target: TagTarget): Promise<TagFacts> {
  const { mirror, request, workspace, deps } = context;
  const now = mirror.in('now');
  const attached = async (): Promise<Fact<TagFact[]>> => {
    if (target === 'contact') {
      const contactId = await contactIdFact(context);
      return contactId.state === 'known' ? now.contactTags(contactId.value) : contactId;
    }
    if (request.conversationId === undefined) return absent;
    return mapFact(await now.conversation(request.conversationId), ({ tags }) => tags);
  };
  const recent = async (): Promise<string[]> =>
    request.viewer === undefined
      ? []
      : deps.store.recentTags.list({
          workspaceId: workspace.workspaceId,
          adminId: request.viewer.id,
          limit: RECENT_TAGS,
        });
  const [attachedFact, all, recentIds] = await Promise.all([
    attached(),
    now.tags(),
    factOf(recent(), windowOf(context)),
  ]);
  return {
    place: placeOf(workspace),
    target,
    hasContact: request.contact !== undefined || target === 'contact',
    attached: attachedFact,
    all,
    recentIds: recentIds.state === 'known' ? recentIds.value : [],
  };
}

/** Somebody is about to assign: who has it, and who is away, which changes without notice, are never from memory. */
export async function gatherAssign({ mirror, request, workspace }: CardContext): Promise<AssignFacts> {
  const now = mirror.in('now');
  const { conversationId } = request;
  const [conversation, teammates, teams] = await Promise.all([
    conversationId === undefined ? absent : now.conversation(conversationId),
    now.teammates(),
    now.teams(),
  ]);
  return {
    place: placeOf(workspace),
    viewerId: request.viewer?.id,
    assignee: mapFact(conversation, ({ adminAssigneeId, teamAssigneeId }) => ({
      teammateId: adminAssigneeId,
      teamId: teamAssigneeId,
    })),
    teammates: mapFact(teammates, (all) => all.map(teammateFact)),
    teams: mapFact(teams, (all) => all.map(teamFact)),
  };
}

export async function gatherHistory(context: CardContext): Promise<HistoryFacts> {
  const { mirror, request, workspace } = context;
  const contact = followMerge(mirror, contactIdFact(context));
  const conversations = contact.read(mirror.conversations).then((all) => othersThan(request.conversationId, all));
  const namesATeam = conversations.then((all) => all.state === 'known' && all.value.some(isOwnedByTeam));
  const [found, directory] = await Promise.all([conversations, directoryOf(mirror, namesATeam)]);
  return { place: placeOf(workspace), conversations: found, directory };
}
