import { IntercomError } from '../../server/intercom/errors.ts';
import type { FoundContact } from '../../server/intercom/types.ts';
import type { Access } from './connect.ts';
import type { Decision } from './read-decisions.ts';

/** What became of a decision. `done` is also what was so before. */
export interface Outcome {
  result: 'done' | 'skipped' | 'failed';
  /** In words; empty where there is nothing to add. */
  why: string;
  /** Intercom did not answer, whatever was asked: the next contact may fare no better. */
  isOutage?: true;
}

const GONE: Outcome = { result: 'skipped', why: 'the contact is not there any more' };

/**
 * Reads the contact again, and writes the number when its phone is still what the audit saw. Without `write`, only says
 * what it would do. Twice is as good as once. Rejects with `IntercomError` where going on makes no sense: for want of a
 * token or of a permission.
 */
export async function applyDecision(
  { contactId, phone, target }: Decision,
  { client, ask }: Access,
  { write }: { write: boolean },
): Promise<Outcome> {
  let found: FoundContact;
  try {
    found = await ask((signal) => client.contacts.get(contactId, { signal }));
  } catch (error) {
    return outcomeOf(error);
  }
  const { contact, mergedFromId } = found;
  if (mergedFromId !== undefined) return { result: 'skipped', why: `the contact was merged into ${contact.id}` };
  if (contact.phone === target) return { result: 'done', why: 'it was so already' };
  if (contact.phone !== phone) return { result: 'skipped', why: 'its phone was changed since the audit' };
  if (!write) return { result: 'done', why: '' };
  try {
    // Not to be broken off: nobody would know whether it was written.
    const changed = await ask(() => client.contacts.update(contactId, { phone: target }));
    return {
      result: 'done',
      why: changed.phone === target ? '' : `Intercom keeps it as ${changed.phone ?? 'nothing'}`,
    };
  } catch (error) {
    return outcomeOf(error);
  }
}

const ENDS_ALL: ReadonlySet<string> = new Set(['intercom_unauthorized', 'intercom_forbidden']);

function outcomeOf(error: unknown): Outcome {
  if (!(error instanceof IntercomError) || ENDS_ALL.has(error.code)) throw error;
  if (error.code === 'intercom_not_found') return GONE;
  return { result: 'failed', why: error.message, ...(error.retryable ? { isOutage: true } : {}) };
}
