import { LRUCache } from 'lru-cache';
import type { Mirror } from '../../db/mirror-ports.ts';
import type { Store } from '../../db/ports.ts';
import { IntercomError } from '../intercom/errors.ts';
import { DisconnectedError, type JobRun } from '../jobs/handler.ts';

/** So long before the evidence is too old, somebody looks for new evidence. */
const PROBE_AFTER_MS = 15 * 60_000;
/** A probe costs Intercom a request: one workspace has one at most so often. */
const PROBED_EVERY_MS = 60_000;
const MOST_WORKSPACES = 10_000;

/** What a notification told of, that Intercom can be asked for by its id. */
export interface Told {
  about: 'contact' | 'conversation';
  id: string;
  versionMs: number;
}

/** When each workspace was probed last, for each Callcard in this process. */
const probes = new WeakMap<Store, LRUCache<string, number>>();

function takeTurn({ deps: { store, clock }, workspace: { workspaceId } }: JobRun): boolean {
  const lastAtMs = probes.get(store) ?? new LRUCache<string, number>({ max: MOST_WORKSPACES });
  probes.set(store, lastAtMs);
  const sinceMs = clock() - (lastAtMs.get(workspaceId) ?? Number.NEGATIVE_INFINITY);
  if (sinceMs >= 0 && sinceMs < PROBED_EVERY_MS) return false;
  lastAtMs.set(workspaceId, clock());
  return true;
}

/**
 * Whether Intercom itself says what the notification said: asked only when nothing else proved for a while that
 * notifications arrive. False proves nothing: Intercom may have moved on meanwhile, or not have answered.
 */
export async function probe(run: JobRun, mirror: Mirror | undefined, told: Told): Promise<boolean> {
  const { deps, workspace, log, signal } = run;
  const ageMs = deps.clock() - (mirror?.agreedAtMs ?? Number.NEGATIVE_INFINITY);
  const isRecent = ageMs >= 0 && ageMs < PROBE_AFTER_MS;
  if (isRecent || workspace.status !== 'connected' || !takeTurn(run)) return false;
  try {
    return (await readVersion(run, told, signal)) === told.versionMs;
  } catch (err) {
    if (!(err instanceof IntercomError || err instanceof DisconnectedError)) throw err;
    log.debug({ err, workspaceId: workspace.workspaceId }, 'nobody could tell whether notifications arrive');
    return false;
  }
}

async function readVersion(run: JobRun, { about, id }: Told, signal: AbortSignal): Promise<number | undefined> {
  const client = run.client();
  if (about === 'conversation') return (await client.conversations.get(id, { signal })).updatedAtMs;
  const { contact, mergedFromId } = await client.contacts.get(id, { signal });
  return mergedFromId === undefined ? contact.updatedAtMs : undefined;
}
