import type { FastifyBaseLogger } from 'fastify';
import type { ConversationHead, Fact } from '../../canvas/facts.ts';
import type { KeptFact, Mirror } from '../../db/mirror-ports.ts';
import type { Workspace } from '../../db/ports.ts';
import { type FoundCaller, type FoundCallers, findCallers } from '../callers/find-callers.ts';
import { readingCountryOf } from '../callers/reading-country.ts';
import type { Deadline } from '../card/context.ts';
import type { Deps } from '../deps.ts';
import { IntercomError } from '../intercom/errors.ts';
import type { IntercomClient } from '../intercom/intercom-client.ts';
import type { Call } from '../intercom/types.ts';
import type { MirrorReader } from '../mirror/reader.ts';
import { areOver, trustedUntilMs } from '../mirror/trust.ts';
import { ApiProblem } from './problems.ts';

/** Where one request looks, and for how long. */
export interface CallerSearch {
  deps: Deps;
  workspace: Workspace;
  client: IntercomClient;
  mirror: MirrorReader;
  upstream: Deadline;
  log: FastifyBaseLogger;
}

/** What was found. `isPart`: there may be more, which could not be told. */
interface Found<T> {
  items: T[];
  isPart: boolean;
}

/** `asOfMs`: of what Intercom did not confirm now, when it was so. */
interface Told<T> extends Found<T> {
  asOfMs: number[];
}

/** A conversation of one of the callers. */
export interface CallerConversation {
  contactId: string;
  head: ConversationHead;
}

export interface CallerCall {
  conversationId: string;
  call: Call;
}

/** Nobody can look at more; so many contacts share a number only where it is no person's. */
const MOST_CONTACTS = 50;
/** So many of the callers, the likeliest ones, are asked for their conversations. */
const MOST_WITH_CONVERSATIONS = 5;
/** Calls go on in the open conversations that changed last. */
const MOST_OPEN_CONVERSATIONS = 5;

/**
 * The contacts who have the number (E.164) or may have it. When Intercom does not answer, those that are known all the
 * same. Throws `ApiProblem`: `caller_unknown` when nobody has it, neither among all contacts, which were read, nor by a
 * search in Intercom; `caller_unavailable` when that cannot be told.
 */
export async function contactsOf(search: CallerSearch, phoneE164: string): Promise<Told<FoundCaller>> {
  const { deps, workspace, client, upstream } = search;
  const { store } = deps;
  const [country, mirror] = await Promise.all([
    readingCountryOf(store.countries, workspace.workspaceId),
    store.mirrors.find(workspace),
  ]);
  const find = (asked: IntercomClient | undefined): Promise<FoundCallers> =>
    findCallers({ deps, workspace, client: asked, country }, phoneE164, { limit: MOST_CONTACTS, upstream });
  const tell = ({ callers, more, unreadIds }: FoundCallers): Told<FoundCaller> => ({
    items: callers,
    isPart: more || unreadIds.length > 0 || mirror?.phase !== 'done',
    asOfMs: callers.flatMap(({ fact }) => (fact && !isTrusted(fact, mirror, deps) ? [fact.learnedAtMs] : [])),
  });
  try {
    const told = tell(await find(client));
    if (told.items.length === 0) throw new ApiProblem(told.isPart ? 'caller_unavailable' : 'caller_unknown');
    return told;
  } catch (error) {
    if (!(error instanceof IntercomError)) throw error;
    if (error.code === 'intercom_unauthorized') throw new ApiProblem('workspace_disconnected', { cause: error });
    const told = tell(await find(undefined));
    if (told.items.length === 0) throw new ApiProblem('caller_unavailable', { cause: error });
    return { ...told, isPart: true };
  }
}

/** Whether a kept contact is as Intercom would say now. */
function isTrusted(fact: KeptFact, mirror: Mirror | undefined, { config, clock }: Deps): boolean {
  const { factFreshMs, mirrorKeepMs: keepMs } = config;
  const nowMs = clock();
  return nowMs < trustedUntilMs(fact, { nowMs, agreedAtMs: mirror?.agreedAtMs, factFreshMs, keepMs });
}

/** The conversations of the first of them, newest first. */
export async function conversationsOf(
  { mirror }: CallerSearch,
  callers: readonly FoundCaller[],
): Promise<Told<CallerConversation>> {
  const looked = callers.slice(0, MOST_WITH_CONVERSATIONS).map(({ contact }) => contact);
  const facts = await Promise.all(looked.map(({ id }) => mirror.conversations(id)));
  const told = toldBy(facts, (heads, nth) => heads.map((head) => ({ contactId: looked[nth]?.id ?? '', head })));
  const items = told.items.toSorted((one, other) => (other.head.updatedAtMs ?? 0) - (one.head.updatedAtMs ?? 0));
  return { ...told, items, isPart: told.isPart || looked.length < callers.length };
}

/** The calls that go on in these conversations, newest first. */
export async function openCallsOf(
  { mirror }: CallerSearch,
  conversations: readonly CallerConversation[],
): Promise<Told<CallerCall>> {
  const open = conversations.filter(({ head }) => head.state !== 'closed').slice(0, MOST_OPEN_CONVERSATIONS);
  const facts = await Promise.all(open.map(({ head, contactId }) => mirror.calls(head.id, contactId)));
  const told = toldBy(facts, (calls, nth) =>
    calls.filter((call) => !areOver([call])).map((call) => ({ conversationId: open[nth]?.head.id ?? '', call })),
  );
  const items = told.items.toSorted((one, other) => (other.call.initiatedAtMs ?? 0) - (one.call.initiatedAtMs ?? 0));
  return { ...told, items };
}

function toldBy<T, Item>(facts: readonly Fact<T>[], itemsOf: (value: T, nth: number) => Item[]): Told<Item> {
  return {
    items: facts.flatMap((fact, nth) => (fact.state === 'known' ? itemsOf(fact.value, nth) : [])),
    isPart: facts.some(({ state }) => state === 'unavailable'),
    asOfMs: facts.flatMap((fact) => (fact.state === 'known' && fact.standIn ? [fact.standIn.asOfMs] : [])),
  };
}
