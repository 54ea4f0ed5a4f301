import { setImmediate as turn } from 'node:timers/promises';
import type { FactChange, KeptFact } from '../../db/mirror-ports.ts';
import { readingCountryOf } from '../callers/reading-country.ts';
import { resolveNumber } from '../callers/resolve-number.ts';
import type { JobHandler, JobRun } from '../jobs/handler.ts';
import { payloadOf } from '../jobs/payload.ts';
import { keptContact, numbersOf } from './contact-state.ts';
import { syncContactsJob } from './sync-contacts.ts';

/** So many contacts are written at once; cards that come meanwhile do not wait for long. */
const PORTION = 200;
/** After so long other work has its turn. */
const TURN_MS = 20_000;

/** Where it goes on. */
interface Progress {
  /** The country in force when it began; null: none. */
  country: string | null;
  afterContactId: string;
}

/**
 * Reads the numbers of all kept contacts anew, in the country that is in force now. Contacts whose number could not be
 * read before are not kept: they are looked for after that, by reading all contacts once more. When the country changes
 * on the way, it begins again.
 */
export const reindexPhones: JobHandler = async (run) => {
  const { store, clock } = run.deps;
  const { workspaceId, epoch } = run.workspace;
  const beganAtMs = clock();
  let progress = payloadOf<Partial<Progress>>(run.job);
  for (;;) {
    const { country } = await readingCountryOf(store.countries, workspaceId);
    if (progress.country !== (country ?? null)) {
      progress = { country: country ?? null, afterContactId: '' };
      // Until all of them were read anew, nobody can tell that nobody has a number.
      await store.mirrors.update(run.workspace, { phase: 'waiting', cursor: undefined });
    }
    const { afterContactId = '' } = progress;
    const page = await store.facts.keptContacts({ workspaceId, epoch, afterContactId, limit: PORTION });
    const last = page.at(-1);
    if (last === undefined) break;
    await rewrite(run, page, country);
    progress = { ...progress, afterContactId: last.key };
    const isOver = run.signal.aborted || clock() - beganAtMs >= TURN_MS;
    if (isOver) return { done: false, atMs: clock(), payload: JSON.stringify(progress) };
    await turn();
  }
  return { done: true, next: [syncContactsJob(workspaceId, clock(), { guesses: false })] };
};

/** Everything else about them stays. Those that somebody changes in this moment are read in the new country by that. */
async function rewrite(run: JobRun, page: readonly KeptFact[], country: string | undefined): Promise<void> {
  const { store, clock } = run.deps;
  const { workspaceId, epoch } = run.workspace;
  const changes = page.flatMap((kept): FactChange[] => {
    const contact = keptContact(kept.value);
    if (contact === undefined || saysItsCountry(contact.phone)) return [];
    return [{ ...kept, contactId: contact.id, phones: numbersOf(contact, country) }];
  });
  if (changes.length > 0) await store.facts.change({ workspaceId, epoch, changes, nowMs: clock() });
}

/** A clear number is read the same in every country. */
function saysItsCountry(phone: string | undefined): boolean {
  const number = resolveNumber(phone, undefined);
  return phone === undefined || (number.resolved && number.how === 'international');
}
