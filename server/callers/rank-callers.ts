import type { Candidate } from '../../canvas/caller-facts.ts';

/** What tells how likely it is that somebody is calling. */
export type Ranked = Pick<Candidate, 'contactId' | 'role' | 'exact' | 'lastSeenAtMs' | 'hasOpenConversation'> & {
  /** A teammate said that it was them. */
  isAnswer: boolean;
  /** They are in a company of the conversation's contact. */
  sharesCompany: boolean;
};

/**
 * The likeliest first: whom a teammate named, who has the number before who may have it, users before leads, those with an
 * open conversation, those of the same company, those seen last. Nobody is left out, and the order does not depend on how
 * they came.
 */
export function rankCallers<T extends Ranked>(callers: readonly T[]): T[] {
  return callers.toSorted(
    (one, other) =>
      Number(other.isAnswer) - Number(one.isAnswer) ||
      Number(other.exact) - Number(one.exact) ||
      Number(other.role === 'user') - Number(one.role === 'user') ||
      Number(other.hasOpenConversation) - Number(one.hasOpenConversation) ||
      Number(other.sharesCompany) - Number(one.sharesCompany) ||
      seenAtMs(other) - seenAtMs(one) ||
      (one.contactId < other.contactId ? -1 : 1),
  );
}

/** Finite, as two who were never seen are to be compared too. */
const seenAtMs = ({ lastSeenAtMs }: Ranked): number => lastSeenAtMs ?? -1;
