import type { FactStore } from '../mirror-ports.ts';
import type { Connections } from './connect.ts';
import { factChanges } from './facts-change.ts';
import { contactFacts } from './facts-contacts.ts';
import { factGlance } from './facts-glance.ts';
import { factReading } from './facts-read.ts';
import { factUpkeep } from './facts-upkeep.ts';

/**
 * Whoever may change more than one fact of a workspace takes turns with others who do (`lockFor` of `facts`): of two at
 * once neither waits for the other for ever.
 */
export function createFactStore(connections: Connections): FactStore {
  return {
    ...factReading(connections),
    ...factGlance(connections),
    ...factChanges(connections),
    ...contactFacts(connections),
    ...factUpkeep(connections),
  };
}
