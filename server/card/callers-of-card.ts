import { absent, type Fact } from '../../canvas/facts.ts';
import type { FoundContact } from '../intercom/types.ts';
import { contactIdFact } from './contact-id-fact.ts';
import type { CardContext } from './context.ts';
import { type LookedUp, lookUpNumber, numberOfCaller } from './look-up-number.ts';

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
  const number = await numberOfCaller(context, { calls, contact });
  return lookUpNumber(context, { number, contact }, { limit: MOST_CANDIDATES, search: 'once' });
}
