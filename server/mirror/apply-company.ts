import type { Company } from '../intercom/types.ts';
import { changeFacts, inDoubt, type MirrorWriter } from './change-facts.ts';
import { keyOf, writeFact } from './fact-values.ts';

/** A company has no version, so a notification may confirm what is known, but not change it. */
export async function applyCompany(writer: MirrorWriter, company: Company): Promise<void> {
  const told = writeFact('company', company);
  await changeFacts(writer, [
    {
      key: keyOf('company', company.id),
      next: ({ value, learnedAtMs, learnedFrom }) =>
        // Written again as it is: whoever is reading it at this moment began too early all the same.
        value === told ? { value, learnedAtMs, learnedFrom } : { value: undefined },
    },
  ]);
}

/** The companies of contacts are lists of ids: one that is gone makes whoever needs it ask for the list again. */
export async function removeCompany(writer: MirrorWriter, companyId: string): Promise<void> {
  await changeFacts(writer, [{ key: keyOf('company', companyId), next: inDoubt }]);
}

/** A company was attached to the contact, or detached. */
export async function doubtCompanies(writer: MirrorWriter, contactId: string): Promise<void> {
  await changeFacts(writer, [{ key: keyOf('companies', contactId), next: inDoubt }]);
}

export async function doubtTeammates(writer: MirrorWriter): Promise<void> {
  await changeFacts(writer, [{ key: keyOf('teammates'), next: inDoubt }]);
}
