import type { Outcome } from './apply-decision.ts';
import type { Decision } from './read-decisions.ts';
import { shortened, textTable } from './text-table.ts';

/** A decision and what became of it, or would. */
export interface Told {
  decision: Decision;
  outcome: Outcome;
  /** False: it was only tried out. */
  isWritten: boolean;
}

const TITLES = ['CONTACT', 'PHONE', 'NUMBER', 'RESULT', 'WHY'];

export function outcomesTable(told: readonly Told[]): string[] {
  return textTable(
    TITLES,
    told.map(({ decision: { contactId, phone, target }, outcome: { result, why }, isWritten }) => {
      const isAhead = !isWritten && result === 'done' && why === '';
      return [contactId, shortened(phone), target, isAhead ? 'to be written' : result, why];
    }),
  );
}
