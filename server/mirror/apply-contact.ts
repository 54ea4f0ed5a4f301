import type { KeptFact } from '../../db/mirror-ports.ts';
import type { Contact, Tag } from '../intercom/types.ts';
import { changeFacts, inDoubt, type MirrorWriter, type NewFact } from './change-facts.ts';
import { isMergedAway, isSameContact, keptContact, numbersOf, writeContact } from './contact-state.ts';
import { keyOf, readFact, writeFact } from './fact-values.ts';
import { judgeOrder, type Verdict } from './verdict.ts';

/** What became of a state that Intercom told: how it stood to what was kept, and what that was. */
export interface Applied {
  verdict: Verdict;
  kept: KeptFact | undefined;
}

/**
 * Takes a contact as Intercom tells it. One with a phone number is kept whether or not a card asked for it, so that
 * callers are found. Of any other that a notification tells of, only the version is: an older notification, from when it
 * had a number, may still be on its way, and nobody else would know that it is old.
 */
export async function applyContact(writer: MirrorWriter, contact: Contact): Promise<Applied> {
  const key = keyOf('contact', contact.id);
  const { facts, workspaceId, epoch, country, clock, learnedFrom } = writer;
  if (learnedFrom === 'notification' || numbersOf(contact, country).length > 0) {
    await facts.begin({ workspaceId, epoch, keys: [key], nowMs: clock() });
  }
  let applied: Applied = { verdict: 'unknown', kept: undefined };
  await changeFacts(writer, [
    {
      key,
      next(kept) {
        if (isMergedAway(kept.value)) {
          // What was merged away never comes back, whatever is told of it afterwards.
          applied = { verdict: 'older', kept };
          return undefined;
        }
        const verdict = judgeOrder(kept, { versionMs: contact.updatedAtMs }, (value) => {
          const known = keptContact(value);
          return known !== undefined && isSameContact(known, contact);
        });
        applied = { verdict, kept };
        return nextContact(kept, { contact, country, verdict });
      },
    },
  ]);
  return applied;
}

function nextContact(
  kept: KeptFact,
  { contact, country, verdict }: { contact: Contact; country: string | undefined; verdict: Verdict },
): NewFact | undefined {
  if (verdict === 'older' || verdict === 'same') return undefined;
  const known = keptContact(kept.value);
  const knownNumbers = known === undefined ? [] : numbersOf(known, country);
  const numbers = numbersOf(contact, country);
  const change = { versionMs: contact.updatedAtMs, contactId: contact.id };
  if (verdict === 'unclear' || contact.updatedAtMs === undefined) {
    // It may have any of these numbers: whoever is found by one is asked for before it is believed.
    const possible = [...new Set([...knownNumbers, ...numbers])];
    return { ...change, value: undefined, ...(possible.length > 0 && { phones: possible }) };
  }
  const lostItsNumber = knownNumbers.length > 0 && numbers.length === 0;
  const wasAskedFor = known !== undefined && !lostItsNumber;
  const isKept = numbers.length > 0 || wasAskedFor;
  return { ...change, value: isKept ? writeContact(contact) : undefined, phones: numbers };
}

/**
 * Takes a merge: whoever asks for the contact that is gone is told which one it is now. What hangs on the one that is
 * left came from both, and no notification tells it in full. A merge is for good: it is not compared with what is kept.
 */
export async function applyMerge(
  writer: MirrorWriter,
  merge: { contact: Contact; mergedFromId: string; happenedAtMs: number },
): Promise<void> {
  const { facts, callerAnswers, workspaceId, epoch, clock } = writer;
  const { contact, mergedFromId, happenedAtMs } = merge;
  // Whoever was said to be behind a number still is; before the contact goes, and its answers with it.
  await callerAnswers.moveContact({ workspaceId, fromId: mergedFromId, toId: contact.id });
  const nowMs = clock();
  const [kept] = await facts.read({ workspaceId, epoch, keys: [keyOf('contact', mergedFromId)], nowMs });
  const versionMs = Math.max(happenedAtMs, kept?.versionMs ?? 0);
  await facts.removeContact({ workspaceId, epoch, contactId: mergedFromId, versionMs, nowMs });
  await changeFacts(writer, [
    {
      key: keyOf('contact', mergedFromId),
      next: () => ({ value: writeFact('contact', { mergedIntoId: contact.id }), contactId: mergedFromId, phones: [] }),
    },
  ]);
  await applyContact(writer, contact);
  await changeFacts(
    writer,
    (['conversations', 'companies', 'contact_tags'] as const).map((kind) => ({
      key: keyOf(kind, contact.id),
      next: inDoubt,
    })),
  );
}

/**
 * Takes that a contact was archived or deleted: all that is about it goes. Intercom tells no `updated_at` with it, but no
 * state from before has one later than the event itself. What is newer than that is kept: it was taken out of the
 * archive since.
 */
export async function removeContact(
  writer: MirrorWriter,
  removal: { contactId: string; happenedAtMs: number },
): Promise<void> {
  const { facts, workspaceId, epoch, clock } = writer;
  const { contactId, happenedAtMs: versionMs } = removal;
  await facts.removeContact({ workspaceId, epoch, contactId, versionMs, nowMs: clock() });
}

/** Tags have no version, so a notification may confirm what is known, but not change it. */
export async function applyContactTag(
  writer: MirrorWriter,
  told: { contactId: string; tag: Tag; attached: boolean },
): Promise<void> {
  const { contactId, tag, attached } = told;
  const isAttached = (value: string) => readFact('contact_tags', value).some(({ id }) => id === tag.id);
  await changeFacts(writer, [
    {
      key: keyOf('contact_tags', contactId),
      next: ({ value, learnedAtMs, learnedFrom }) =>
        // Written again as it is: whoever is reading it at this moment began too early all the same.
        value !== undefined && isAttached(value) === attached
          ? { value, learnedAtMs, learnedFrom }
          : { value: undefined },
    },
  ]);
}
