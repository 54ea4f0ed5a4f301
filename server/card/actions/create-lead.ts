import type { Outcome } from '../../../canvas/view.ts';
import { findCallers } from '../../callers/find-callers.ts';
import type { Contact } from '../../intercom/types.ts';
import { unlessMissing } from '../../intercom/unless-missing.ts';
import { callersOf } from '../callers-of-card.ts';
import type { CardContext } from '../context.ts';
import { isWhole } from '../gather-callers.ts';
import type { Attempt, Failure } from './attempt.ts';
import { carryOut } from './carry-out.ts';
import { conversationFacts, doubtChanged } from './doubt-changed.ts';
import { failureOf } from './failure.ts';

const CHANGED: Failure = { ok: false, why: 'caller_changed' };
const TAKEN: Failure = { ok: false, why: 'number_taken' };

/**
 * Makes a lead of a number that nobody has, named by it, and adds them to the conversation, which has nobody either. All
 * of that is looked at in Intercom right before. Intercom would take a second lead with the number: after a lost answer
 * the first is searched for.
 */
export async function createLead(
  { phoneE164 }: { phoneE164: string },
  attempt: Attempt,
  context: CardContext,
): Promise<Outcome> {
  const { client, mirror, sending } = context;
  let outcome: Outcome;
  try {
    const { number } = await callersOf(context);
    const name = number?.phone.international;
    if (number?.e164 !== phoneE164 || name === undefined) return CHANGED;
    const found = await search(phoneE164, context);
    const ours = found.contacts.find((one) => isOurs(one, { name, phoneE164 }));
    if (!found.isNobodys && !(attempt.again && ours !== undefined)) return TAKEN;
    if (!attempt.again && (await hasContact(attempt.conversationId, context))) return CHANGED;

    let lead = ours;
    const created = await carryOut(
      {
        async send() {
          lead = await client.contacts.createLead({ name, phoneE164 }, sending);
        },
        async isThere() {
          lead ??= (await search(phoneE164, context)).contacts.find((one) => isOurs(one, { name, phoneE164 }));
          return lead !== undefined;
        },
        done: { ok: true, did: 'lead-created', contactId: '', attached: false },
      },
      attempt,
      context,
    );
    if (!created.ok || lead === undefined) return created;
    mirror.keepContacts([lead], context.deps.clock());
    outcome = await attach(lead.id, attempt, context);
  } catch (error) {
    return failureOf(error);
  }
  return doubtChanged(outcome, conversationFacts(attempt.conversationId, context), context);
}

/** Nobody certainly has it only where nobody may have it either, and nobody is in doubt. */
async function search(phoneE164: string, context: CardContext): Promise<{ contacts: Contact[]; isNobodys: boolean }> {
  const { deps, workspace, client, mirror, upstream } = context;
  const finder = { deps, workspace, client, country: await mirror.country() };
  const found = await findCallers(finder, phoneE164, { search: 'always', upstream });
  const contacts = found.callers.map(({ contact }) => contact);
  return { contacts, isNobodys: contacts.length === 0 && isWhole(found) };
}

/** As one that this click made would be. */
function isOurs({ role, name, phone }: Contact, made: { name: string; phoneE164: string }): boolean {
  return role === 'lead' && name === made.name && phone === made.phoneE164;
}

/** Somebody is in the conversation who is still there. */
async function hasContact(conversationId: string, { client, upstream }: CardContext): Promise<boolean> {
  const { contactIds } = await client.conversations.get(conversationId, upstream);
  const found = await Promise.all(contactIds.map((id) => unlessMissing(client.contacts.get(id, upstream))));
  return found.some((contact) => contact !== undefined);
}

/** The lead is there either way: whether the conversation is theirs, too, is told. */
async function attach(contactId: string, attempt: Attempt, context: CardContext): Promise<Outcome> {
  const { client, sending, upstream } = context;
  const { conversationId, viewerId: adminId } = attempt;
  const created = { ok: true, did: 'lead-created', contactId } as const;
  const attached = await carryOut(
    {
      send: () => client.conversations.attachContact({ conversationId, contactId, adminId }, sending),
      isThere: async () => (await client.conversations.get(conversationId, upstream)).contactIds.includes(contactId),
      done: { ...created, attached: true },
    },
    attempt,
    context,
  );
  return attached.ok ? attached : { ...created, attached: false };
}
