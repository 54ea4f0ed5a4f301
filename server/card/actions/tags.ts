import type { TagTarget } from '../../../canvas/facts.ts';
import type { Outcome } from '../../../canvas/view.ts';
import type { FactKey } from '../../../db/mirror-ports.ts';
import { IntercomError } from '../../intercom/errors.ts';
import type { CallOptions, Tag } from '../../intercom/types.ts';
import { keyOf } from '../../mirror/fact-values.ts';
import type { CardContext } from '../context.ts';
import { WRITE_DOWN_MS, waitAtMost } from '../wait-at-most.ts';
import type { Attempt } from './attempt.ts';
import { carryOut } from './carry-out.ts';
import { conversationFacts, doubtChanged } from './doubt-changed.ts';
import { failureOf } from './failure.ts';

/** What a tag is put on or taken off, whether it is the conversation or its contact. */
interface Tagged {
  /** What is kept of it and of its tags. */
  facts: FactKey[];
  attach(tagId: string, options: CallOptions): Promise<unknown>;
  detach(tagId: string, options: CallOptions): Promise<unknown>;
  tags(options: CallOptions): Promise<Tag[]>;
}

export async function attachTag(
  tagId: string,
  target: TagTarget,
  attempt: Attempt,
  context: CardContext,
  did: 'tag-added' | 'tag-created' = 'tag-added',
): Promise<Outcome> {
  return onTarget(target, attempt, context, async (tagged) => {
    const outcome = await carryOut(
      {
        send: () => tagged.attach(tagId, context.sending),
        isThere: async () => (await tagged.tags(context.upstream)).some((tag) => tag.id === tagId),
        done: { ok: true, did, tagId, target },
      },
      attempt,
      context,
    );
    if (outcome.ok) await waitAtMost(remember(tagId, attempt, context), WRITE_DOWN_MS);
    return doubtChanged(outcome, tagged.facts, context);
  });
}

export async function detachTag(
  tagId: string,
  target: TagTarget,
  attempt: Attempt,
  context: CardContext,
): Promise<Outcome> {
  return onTarget(target, attempt, context, async (tagged) => {
    const outcome = await carryOut(
      {
        send: () => tagged.detach(tagId, context.sending),
        isThere: async () => (await tagged.tags(context.upstream)).every((tag) => tag.id !== tagId),
        done: { ok: true, did: 'tag-removed', tagId, target },
      },
      attempt,
      context,
    );
    return doubtChanged(outcome, tagged.facts, context);
  });
}

/** Finds or makes the tag by its name, then puts it on. Making it twice is the same as once. */
export async function createTag(
  name: string,
  target: TagTarget,
  attempt: Attempt,
  context: CardContext,
): Promise<Outcome> {
  if (name === '') return { ok: false, why: 'tag_name_empty' };
  let tag: Tag;
  try {
    tag = await context.client.tags.createOrFind(name, context.sending);
  } catch (error) {
    const made = await madeAllTheSame(name, error, context);
    if (made === undefined) return failureOf(error);
    tag = made;
  }
  await context.mirror.doubt([keyOf('tags')]);
  return attachTag(tag.id, target, attempt, context, 'tag-created');
}

/** A tag whose making failed without an answer may be there all the same. */
async function madeAllTheSame(
  name: string,
  error: unknown,
  { client, upstream }: CardContext,
): Promise<Tag | undefined> {
  if (!(error instanceof IntercomError) || !error.mayHaveHappened) return undefined;
  try {
    const all = await client.tags.list(upstream);
    return all.find((tag) => tag.name.toLowerCase() === name.toLowerCase());
  } catch {
    return undefined;
  }
}

async function onTarget(
  target: TagTarget,
  { conversationId, viewerId: adminId }: Attempt,
  context: CardContext,
  act: (tagged: Tagged) => Promise<Outcome>,
): Promise<Outcome> {
  const { conversations, contacts } = context.client;
  if (target === 'conversation') {
    return act({
      facts: conversationFacts(conversationId, context),
      attach: (tagId, options) => conversations.attachTag({ conversationId, tagId, adminId }, options),
      detach: (tagId, options) => conversations.detachTag({ conversationId, tagId, adminId }, options),
      tags: async (options) => (await conversations.get(conversationId, options)).tags,
    });
  }
  let contactId: string | undefined;
  try {
    contactId = await contactIdOf(context);
  } catch (error) {
    return failureOf(error);
  }
  if (contactId === undefined) return { ok: false, why: 'no_contact' };
  const id = contactId;
  return act({
    facts: [keyOf('contact_tags', id)],
    attach: (tagId, options) => contacts.attachTag(id, tagId, options),
    detach: (tagId, options) => contacts.detachTag(id, tagId, options),
    tags: (options) => contacts.tags(id, options),
  });
}

/** Recently used tags come first next time. Worth a log line when it fails, not a failed click. */
async function remember(tagId: string, attempt: Attempt, { deps, workspace, log }: CardContext): Promise<void> {
  try {
    await deps.store.recentTags.record({
      workspaceId: workspace.workspaceId,
      adminId: attempt.viewerId,
      tagId,
      atMs: deps.clock(),
    });
  } catch (err) {
    log.warn({ err }, 'a recently used tag was not remembered');
  }
}

/** The contact of the request, or of its conversation, as it is now. */
async function contactIdOf({ request, client, upstream }: CardContext): Promise<string | undefined> {
  if (request.contact !== undefined || request.conversationId === undefined) return request.contact?.id;
  const conversation = await client.conversations.get(request.conversationId, upstream);
  return conversation.contactIds[0];
}
