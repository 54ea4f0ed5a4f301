import type { ConversationPart } from '../intercom/types.ts';

/** Who writes the log: Intercom itself, or a teammate by what they do. Customers are user, lead, visitor and newer words. */
const AUTHORS = new Set(['bot', 'system', 'team', 'admin']);
/**
 * What is said to the customer, and the summary of a call: a customer can bring Fin to write any sentence. Intercom does
 * not document what type the parts of the call log have, so all others may be one.
 */
const SAID = new Set(['comment', 'quick_reply', 'call_summary']);
/** Where a teammate can write words of their own. */
const WRITTEN_BY_TEAMMATES = new Set(['note', 'assignment', 'assign_and_reopen', 'open', 'close', 'snoozed']);

/** Intercom's Operator comes as a bot, and in places as an admin. */
const OPERATOR = /^operator\+[^@\s]+@intercom\.io$/i;

/** Whether a part may be an entry of the call log: nothing that a customer said or wrote, no words of a teammate's. */
export function isLogged({ author, partType }: Pick<ConversationPart, 'author' | 'partType'>): boolean {
  // Without an author it may be the customer's.
  if (author === undefined || !AUTHORS.has(author.type) || SAID.has(partType)) return false;
  if (author.fromAiAgent === true && partType === 'note') return false;
  const isTeammate = author.type === 'admin' && !OPERATOR.test(author.email ?? '');
  return !isTeammate || !WRITTEN_BY_TEAMMATES.has(partType);
}
