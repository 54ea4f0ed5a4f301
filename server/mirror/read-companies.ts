import type { Company } from '../intercom/types.ts';
import { keyOf, readFact, writeFact } from './fact-values.ts';
import { type ReadRoom, type Source, trustTimes } from './read-through.ts';
import { trustedUntilMs } from './trust.ts';

/**
 * The companies of a contact. Which ones they are is one fact; what each is called is another, which its contacts share:
 * when a company changes, that is one change.
 */
export function companiesSource(
  room: ReadRoom,
  contactId: string,
  readAll: () => Promise<Company[]>,
): Source<'companies', Company[]> {
  const placesOf = (ids: readonly string[]) => Promise.all(ids.map((id) => room.kept.lookUp(keyOf('company', id))));
  const generations = new Map<string, number>();

  function keep(company: Company, learnedAtMs: number): void {
    const value = writeFact('company', company);
    const learned = { ...keyOf('company', company.id), value, versionMs: undefined, learnedAtMs };
    room.kept.change({ ...learned, generation: generations.get(company.id), learnedFrom: 'read' });
  }

  return {
    kind: 'companies',
    key: contactId,
    async fromKept(ids) {
      const places = await placesOf(ids);
      for (const place of places) if (place !== undefined) generations.set(place.key, place.generation);
      const companies = places.flatMap((place) => place?.value ?? []).map((value) => readFact('company', value));
      return companies.length === ids.length ? companies : undefined;
    },
    async lastsMs(ids, { learnedAtMs }) {
      const [places, times] = [await placesOf(ids), await trustTimes(room)];
      return Math.min(...places.map((place) => trustedUntilMs(place, times) - learnedAtMs));
    },
    async ask() {
      const sentAtMs = room.deps.clock();
      const companies = await readAll();
      for (const company of companies) keep(company, sentAtMs);
      return { answer: companies, value: companies.map(({ id }) => id), versionMs: undefined, contactId };
    },
  };
}
