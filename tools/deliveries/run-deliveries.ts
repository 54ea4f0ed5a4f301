import { setTimeout as sleep } from 'node:timers/promises';
import { nameDatabase } from '../../db/database-url.ts';
import { openStoreReader } from '../../db/open-store.ts';
import type { KeptDelivery, StoreReader } from '../../db/ports.ts';
import { readDatabaseSetting } from '../../server/config.ts';
import { exitCode } from '../shell/exit-code.ts';
import { type Environment, settingsOf } from '../shell/settings.ts';
import { oneLine, type Streams } from '../shell/streams.ts';
import { UnusableError } from '../shell/unusable-error.ts';
import { readCommandLine } from './command-line.ts';
import { HELP } from './help.ts';
import { deliveryLine, TITLES } from './table.ts';

const POLL_EVERY_MS = 1_000;
const PAGE = 100;
const WORKSPACES_NAMED = 20;

export interface Surroundings {
  environment: Environment;
  /** Ends `--follow`. */
  signal: AbortSignal;
  /** Resolves when it is time to look again; may reject when the signal aborts. */
  wait?: (signal: AbortSignal) => Promise<void>;
}

const aSecond = (signal: AbortSignal): Promise<void> => sleep(POLL_EVERY_MS, undefined, { signal });

/** Prints what is kept, and what comes in. Answers with the exit code: 0 done, 2 could not be done. */
export function runDeliveries(args: readonly string[], streams: Streams, surroundings: Surroundings): Promise<number> {
  const { environment, signal, wait = aSecond } = surroundings;
  return exitCode(streams, async () => {
    const command = readCommandLine(args);
    if (command.help) {
      streams.stdout.write(HELP);
      return 0;
    }
    const databaseUrl = readDatabaseSetting(await settingsOf(environment));
    const store = await openStoreReader(databaseUrl);
    try {
      const workspaceId = await knownWorkspace(store, command.workspaceId, nameDatabase(databaseUrl));
      const print = printer(streams, command.json);
      const kept = await store.deliveries.list({ workspaceId, limit: command.limit });
      if (kept.length === 0) {
        const next = 'Open a conversation in the inbox, with Callcard pinned in its details.';
        streams.stderr.write(`Intercom has asked for nothing in ${oneLine(workspaceId)} yet. ${next}\n`);
      }
      for (const delivery of kept) print(delivery);
      if (!command.follow) return 0;
      await follow(store, { workspaceId, afterId: kept.at(-1)?.deliveryId ?? 0 }, print, { signal, wait });
      return 0;
    } finally {
      await store.close();
    }
  });
}

/** @throws UnusableError `unknown_workspace`, which says which there are */
async function knownWorkspace(store: StoreReader, wanted: string | undefined, database: string): Promise<string> {
  if (wanted !== undefined && (await store.workspaces.find(wanted)) !== undefined) return wanted;
  const some = await store.workspaces.list({ limit: WORKSPACES_NAMED + 1 });
  const names = some.slice(0, WORKSPACES_NAMED).map(({ workspaceId, name }) => `${workspaceId} (${name})`);
  const there =
    names.length === 0
      ? `No workspace is in ${database}: open PUBLIC_URL/install to connect one.`
      : `In ${database} are: ${names.join(', ')}${some.length > WORKSPACES_NAMED ? ' and more' : ''}.`;
  const problem = wanted === undefined ? 'Name a workspace with --workspace.' : `There is no workspace ${wanted}.`;
  throw new UnusableError('unknown_workspace', `${problem} ${there}`);
}

function printer({ stdout }: Streams, json: boolean): (delivery: KeptDelivery) => void {
  let first = true;
  return (delivery) => {
    if (json) stdout.write(`${JSON.stringify(delivery)}\n`);
    else stdout.write(`${first ? `${TITLES}\n` : ''}${deliveryLine(delivery)}\n`);
    first = false;
  };
}

async function follow(
  store: StoreReader,
  from: { workspaceId: string; afterId: number },
  print: (delivery: KeptDelivery) => void,
  { signal, wait }: Required<Pick<Surroundings, 'signal' | 'wait'>>,
): Promise<void> {
  let { afterId } = from;
  while (!signal.aborted) {
    const news = await store.deliveries.list({ workspaceId: from.workspaceId, limit: PAGE, afterId });
    for (const delivery of news) {
      print(delivery);
      afterId = delivery.deliveryId;
    }
    if (news.length === PAGE) continue;
    await wait(signal).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }
}
