import type { TagTarget } from '../../../canvas/facts.ts';
import type { Outcome } from '../../../canvas/view.ts';
import { IntercomError } from '../../intercom/errors.ts';
import type { Tag } from '../../intercom/types.ts';
import type { CardContext } from '../context.ts';
import { contactIdOf } from '../gather-views.ts';
import type { Attempt } from './attempt.ts';
import { failureOf } from './failure.ts';

export async function attachTag(
  tag: { id: string; name?: string },
  target: TagTarget,
  attempt: Attempt,
  context: CardContext,
  did: 'tag-added' | 'tag-created' = 'tag-added',
): Promise<Outcome> {
  const { client, upstream } = context;
  try {
    const contactId = target === 'contact' ? await contactIdOf(context) : undefined;
    if (target === 'contact' && contactId === undefined) return { ok: false, why: 'no_contact' };
    const attached: Tag =
      contactId === undefined
        ? await client.conversations.attachTag(
            { conversationId: attempt.conversationId, tagId: tag.id, adminId: attempt.viewerId },
            upstream,
          )
        : await client.contacts.attachTag(contactId, tag.id, upstream);
    await remember(attached.id, attempt, context);
    return { ok: true, did, what: attached.name, tag: { id: attached.id, name: attached.name }, target };
  } catch (error) {
    return failureOf(error, 'target');
  }
}

export async function createTag(
  name: string,
  target: TagTarget,
  attempt: Attempt,
  context: CardContext,
): Promise<Outcome> {
  if (name === '') return { ok: false, why: 'tag_name_empty' };
  try {
    const tag = await context.client.tags.createOrFind(name, context.upstream);
    return await attachTag(tag, target, attempt, context, 'tag-created');
  } catch (error) {
    return failureOf(error, 'target');
  }
}

export async function detachTag(
  tagId: string,
  target: TagTarget,
  attempt: Attempt,
  context: CardContext,
): Promise<Outcome> {
  const { client, upstream } = context;
  // Only for the sentence on the card: not knowing the name is no reason to fail.
  const name = client.tags.list(upstream).then(
    (all) => all.find((tag) => tag.id === tagId)?.name ?? '',
    () => '',
  );
  const done = async (): Promise<Outcome> => {
    const what = await name;
    return { ok: true, did: 'tag-removed', what, tag: { id: tagId, name: what }, target };
  };
  try {
    const contactId = target === 'contact' ? await contactIdOf(context) : undefined;
    if (target === 'contact' && contactId === undefined) return { ok: false, why: 'no_contact' };
    if (contactId === undefined) {
      await client.conversations.detachTag(
        { conversationId: attempt.conversationId, tagId, adminId: attempt.viewerId },
        upstream,
      );
    } else {
      await client.contacts.detachTag(contactId, tagId, upstream);
    }
    return await done();
  } catch (error) {
    // Done before and the answer lost: gone is what was wanted.
    if (attempt.again && error instanceof IntercomError && error.code === 'intercom_not_found') return done();
    return failureOf(error, 'target');
  }
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
