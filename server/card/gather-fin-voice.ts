import { absent, type Fact, known } from '../../canvas/facts.ts';
import { isLeftToTeam } from '../../canvas/phone/fin-statuses.ts';
import type { FinVoiceFacts, HandedCallFact } from '../../canvas/phone/phone-facts.ts';
import type { HandedCall } from '../../db/caller-ports.ts';
import { finVoiceFact } from '../calls/call-fact.ts';
import { handedFact } from '../calls/handed-fact.ts';
import { tookOver } from '../calls/insights/took-over.ts';
import type { FinVoiceCall } from '../intercom/types.ts';
import { type CardContext, placeOf, windowOf } from './context.ts';
import { directoryOf } from './directory.ts';
import { factOf } from './fact.ts';

/** Calls that are handed over belong to few conversations, and few calls to one conversation. */
const MOST_HANDED = 20;

/**
 * What Fin did with a call: a record of Intercom's, or one that was handed over through Callcard and may have no record
 * yet. With its transcript, which is not kept: always asked for.
 */
export async function gatherFinVoice(context: CardContext, wanted: FinVoiceFacts['wanted']): Promise<FinVoiceFacts> {
  const { workspace, mirror } = context;
  const window = windowOf(context);
  const directory = directoryOf(mirror);
  const handedOver = 'externalCallId' in wanted ? await factOf(findHanded(context, wanted), window) : absent;
  const finVoiceId = 'finVoiceId' in wanted ? wanted.finVoiceId : idOfRecord(handedOver);
  const found = finVoiceId === undefined ? absent : await factOf(findRecord(context, finVoiceId), window);
  const record = found.state === 'known' ? found.value : undefined;
  const handed = handedOver.state === 'known' ? handedOver.value : await handedAs(context, record);
  const facts = { place: placeOf(workspace), wanted, handed: handed && factOfHanded(handed, record) };
  return {
    ...facts,
    record: found.state === 'known' ? known(finVoiceFact(found.value)) : found,
    tookOver: record === undefined ? absent : await whoTookOver(context, record, await directory),
    directory: await directory,
  };
}

function findHanded({ deps, workspace }: CardContext, { externalCallId }: { externalCallId: string }) {
  return deps.store.handedCalls.find({ workspaceId: workspace.workspaceId, externalCallId });
}

/** The record of a call that Fin has not taken cannot be read: Intercom would say that there is none. */
function idOfRecord(handed: Fact<HandedCall>): string | undefined {
  if (handed.state !== 'known' || handed.value.conversationId === undefined) return undefined;
  return handed.value.finVoiceId;
}

async function findRecord({ client, request, upstream }: CardContext, id: string): Promise<FinVoiceCall | undefined> {
  const here = request.conversationId ? await client.finVoice.byConversation(request.conversationId, upstream) : [];
  return here.find((record) => record.id === id) ?? client.finVoice.byId(id, upstream);
}

/** How the call of a record was handed over; undefined when it was not through Callcard. */
async function handedAs(context: CardContext, record: FinVoiceCall | undefined): Promise<HandedCall | undefined> {
  if (record === undefined) return undefined;
  const { deps, workspace } = context;
  const { workspaceId } = workspace;
  const { externalCallId, conversationId } = record;
  const find = async () => {
    const named = externalCallId && (await deps.store.handedCalls.find({ workspaceId, externalCallId }));
    if (named || conversationId === undefined) return named || undefined;
    const all = await deps.store.handedCalls.ofConversation({ workspaceId, conversationId, limit: MOST_HANDED });
    return all.find((one) => one.finVoiceId === record.id);
  };
  const found = await factOf(find(), windowOf(context));
  return found.state === 'known' ? found.value : undefined;
}

/** The record knows more than what was kept when it was last asked for. */
function factOfHanded(handed: HandedCall, record: FinVoiceCall | undefined): HandedCallFact {
  const fact = handedFact(handed);
  return record === undefined ? fact : { ...fact, askedAtMs: undefined };
}

/** Only asked where Fin left the call to the team: the parts of the conversation tell who was there first. */
async function whoTookOver(
  context: CardContext,
  { status, conversationId }: FinVoiceCall,
  directory: FinVoiceFacts['directory'],
): Promise<FinVoiceFacts['tookOver']> {
  const where = conversationId ?? context.request.conversationId;
  if (!isLeftToTeam(status) || where === undefined) return absent;
  const { client, upstream } = context;
  const conversation = await factOf(client.conversations.get(where, upstream), windowOf(context));
  if (conversation.state !== 'known') return conversation;
  const { parts } = conversation.value;
  const insight = tookOver({ finResolutionState: status, parts: known(parts), directory });
  return insight === undefined ? absent : known(insight);
}
