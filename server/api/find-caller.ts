import type { FastifyBaseLogger } from 'fastify';
import type { z } from 'zod';
import { contactUrl, conversationUrl } from '../../canvas/links.ts';
import type { Workspace } from '../../db/ports.ts';
import { placeOf } from '../card/context.ts';
import { workspaceClient } from '../card/workspace-client.ts';
import type { Deps } from '../deps.ts';
import { createMirrorReader, type MirrorShelf } from '../mirror/reader.ts';
import { type CallerSearch, contactsOf, conversationsOf, openCallsOf } from './caller-facts.ts';
import { inOrder } from './caller-order.ts';
import { isoTime } from './iso-time.ts';
import { ApiProblem } from './problems.ts';
import type { callersSchema } from './schemas/caller.ts';
import type { GivenNumber } from './schemas/phone-number.ts';

type Callers = z.input<typeof callersSchema>;

/** A phone rings meanwhile: an answer that comes later is of no use. Less where cards get less. */
const LONGEST_MS = 2_000;
/** The most contacts to tell of. */
const MOST_CALLERS = 10;

/**
 * Who has a number, what was talked about last and which calls go on: from what is kept as far as that is trusted, else
 * from Intercom. Throws `ApiProblem`: `caller_unknown` when nobody has it, `caller_unavailable` when that cannot be
 * told.
 */
export async function findCaller(
  number: GivenNumber,
  { deps, workspace, shelf, log }: { deps: Deps; workspace: Workspace; shelf: MirrorShelf; log: FastifyBaseLogger },
): Promise<Callers> {
  const { workspaceId } = workspace;
  const phoneE164 = number.e164;
  const startedAtMs = deps.clock();
  const client = workspaceClient(workspace, deps, log);
  if (client === undefined) throw new ApiProblem('workspace_disconnected');
  const budgetMs = Math.min(LONGEST_MS, deps.config.canvasDeadlineMs);
  const upstream = { signal: AbortSignal.timeout(budgetMs), deadlineAtMs: startedAtMs + budgetMs };
  const mirror = createMirrorReader(shelf, { deps, workspace, client, upstream, log }, 'kept');
  const search: CallerSearch = { deps, workspace, client, mirror, upstream, log };

  const [found, answer] = await Promise.all([
    contactsOf(search, phoneE164),
    deps.store.callerAnswers.find({ workspaceId, phoneE164 }),
  ]);
  const answeredId = found.items.some(({ contact }) => contact.id === answer?.contactId)
    ? answer?.contactId
    : undefined;
  const likeliest = inOrder(found.items, { answeredId, conversations: [] });
  const conversations = await conversationsOf(search, likeliest);
  const callers = inOrder(likeliest, { answeredId, conversations: conversations.items });
  const calls = await openCallsOf(search, conversations.items);

  const missing: Callers['missing'] = [];
  if (found.isPart || callers.length > MOST_CALLERS) missing.push('callers');
  if (conversations.isPart) missing.push('lastConversation');
  if (conversations.isPart || calls.isPart) missing.push('openCalls');
  const asOfMs = Math.min(startedAtMs, ...found.asOfMs, ...conversations.asOfMs, ...calls.asOfMs);
  const place = placeOf(workspace);
  const [last] = conversations.items;
  return {
    phone: {
      e164: phoneE164,
      national: number.national ?? null,
      international: number.international ?? null,
      country: number.country ?? null,
    },
    shared: callers.filter(({ exact }) => exact).length > 1 && answeredId === undefined,
    callers: callers.slice(0, MOST_CALLERS).map(({ contact, exact }) => ({
      contactId: contact.id,
      role: contact.role,
      name: contact.name ?? null,
      email: contact.email ?? null,
      phone: contact.phone ?? null,
      match: exact ? ('exact' as const) : ('possible' as const),
      lastSeenAt: isoTime(contact.lastSeenAtMs),
      saidByTeammate: contact.id === answeredId,
      url: contactUrl(place, contact.id),
    })),
    lastConversation: last
      ? {
          conversationId: last.head.id,
          contactId: last.contactId,
          state: last.head.state,
          subject: last.head.subject ?? null,
          updatedAt: isoTime(last.head.updatedAtMs),
          teammateId: last.head.teammateId ?? null,
          teamId: last.head.teamId ?? null,
          url: conversationUrl(place, last.head.id),
        }
      : null,
    openCalls: calls.items.map(({ conversationId, call }) => ({
      callId: call.id,
      conversationId,
      state: call.state,
      direction: call.direction,
      startedAt: isoTime(call.initiatedAtMs),
      answeredAt: isoTime(call.answeredAtMs),
      teammateId: call.adminId ?? null,
    })),
    complete: missing.length === 0,
    missing,
    asOf: new Date(asOfMs).toISOString(),
  };
}
