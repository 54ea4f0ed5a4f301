import { absent, type Fact } from '../../canvas/facts.ts';
import type { FoundContact } from '../intercom/types.ts';
import { contactIdFact } from './contact-id-fact.ts';
import type { CardContext } from './context.ts';
import { type LookedUp, lookUpNumber } from './look-up-number.ts';

/** So many are ranked and paged through. */
const MOST_CANDIDATES = 100;

/** The number of whoever calls in this conversation, and all who have it; Intercom is asked where the index has nobody. */
export async function callersOf(context: CardContext): Promise<LookedUp> {
  const { mirror, request } = context;
  const contactFact = async (): Promise<Fact<FoundContact>> => {
    const id = await contactIdFact(context);
    return id.state === 'known' ? mirror.contact(id.value) : id;
  };
  const [calls, contact] = await Promise.all([
    request.conversationId === undefined ? absent : mirror.calls(request.conversationId, request.contact?.id),
    contactFact(),
  ]);
  return lookUpNumber(context, { calls, contact }, { limit: MOST_CANDIDATES, search: 'once' });
}
