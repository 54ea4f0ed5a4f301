import { reindexPhonesJob } from '../../server/mirror/sync-line.ts';
import { oneLine, type Streams } from '../shell/streams.ts';
import type { NumbersCommand } from './command-line.ts';
import type { KnownWorkspace } from './connect.ts';
import { guessOf, type ReadIn, readInOf, readInText } from './read-in.ts';
import type { Surroundings } from './surroundings.ts';

/** Chooses the country, when one is given, and says which one counts and why. */
export async function country(
  { choice }: Extract<NumbersCommand, { verb: 'country' }>,
  known: KnownWorkspace,
  { streams, surroundings }: { streams: Streams; surroundings: Pick<Surroundings, 'clock'> },
): Promise<void> {
  const { store, workspace } = known;
  const { workspaceId, name } = workspace;
  const isReadAnew = choice !== undefined && (await choose(choice.country, known, surroundings.clock));
  const setting = await store.countries.find(workspaceId);
  const inForce = readInOf(setting);
  const lines = [`${name} (${workspaceId}): numbers without a country code ${readInText(inForce)}.`];
  if (isReadAnew)
    lines.push('Callcard now goes through all contacts again, so that callers are found by these numbers.');
  lines.push(inForce.from === 'chosen' ? takeBackText(workspaceId, guessOf(setting)) : chooseText(workspaceId));
  streams.stdout.write(lines.map((line) => `${oneLine(line)}\n`).join(''));
}

/**
 * Whether numbers are read anew from now on: in another country, or once more because the same was chosen again, by somebody
 * who may have been cut off the first time. The choice is there before the job, which reads in the country that is in force.
 */
async function choose(
  chosenCountry: string | undefined,
  { store, workspace: { workspaceId } }: KnownWorkspace,
  clock: () => number,
): Promise<boolean> {
  const before = await store.countries.find(workspaceId);
  const country = chosenCountry ?? guessOf(before)?.country;
  const isRepeated = before !== undefined && before.chosenCountry === chosenCountry;
  const isAnother = country !== readInOf(before).country;
  await store.countries.choose({ workspaceId, country: chosenCountry });
  if (!isAnother && !isRepeated) return false;
  const job = reindexPhonesJob({ workspaceId, country }, clock());
  const added = await store.jobs.enqueue([job], clock());
  // One that was given up would keep it out.
  if (added === 0) await store.jobs.redrive(job, clock());
  return true;
}

function takeBackText(workspaceId: string, guess: ReadIn | undefined): string {
  const instead = guess === undefined ? 'Callcard has no guess.' : `Without the choice, they ${readInText(guess)}.`;
  return `${instead} To take the choice back: npm run numbers -- country --workspace ${workspaceId} none`;
}

const chooseText = (workspaceId: string): string =>
  `To choose one: npm run numbers -- country --workspace ${workspaceId} FR`;
