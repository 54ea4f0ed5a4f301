import { workspaceClient } from '../../server/card/workspace-client.ts';
import type { JobHandler, JobResult } from '../../server/jobs/handler.ts';
import { syncContacts, syncContactsJob } from '../../server/mirror/sync-contacts.ts';
import { ACME, NOW_MS, openRoom, type Room, type RoomOptions } from './room.ts';

/** A room whose contacts are all in the index, as after the first sync. */
export async function openSyncedRoom(options: RoomOptions = {}): Promise<Room> {
  const room = await openRoom(options);
  await syncIn(room, ACME);
  room.sandbox.requests.length = 0;
  return room;
}

/** Does what the first sync does, with its guess of a country. */
export async function syncIn(room: Room, workspaceId: string): Promise<void> {
  await runIn(room, workspaceId, { handler: syncContacts, payload: syncContactsJob(workspaceId, NOW_MS).payload });
}

/** Carries out one attempt of a job, as a worker would. */
async function runIn(
  room: Room,
  workspaceId: string,
  { handler, payload = '{}' }: { handler: JobHandler; payload?: string },
): Promise<JobResult> {
  const workspace = await room.store.workspaces.find(workspaceId);
  if (workspace === undefined) throw new Error(`${workspaceId} is not installed`);
  const { log } = room.deps;
  return handler({
    ...{ deps: room.deps, workspace, log, signal: new AbortController().signal },
    client: () => {
      const client = workspaceClient(workspace, room.deps, log);
      if (client === undefined) throw new Error('the token cannot be opened');
      return client;
    },
    job: {
      ...{ workspaceId, jobId: 'job', kind: 'test', orderingKey: 'test', payload, epoch: workspace.epoch },
      ...{ state: 'running', attempts: 1, createdAtMs: NOW_MS, runAtMs: NOW_MS, lastError: undefined },
      ...{ leaseOwner: 'test', leaseExpiresAtMs: NOW_MS + 60_000, diedAtMs: undefined },
    },
  });
}

export function workspaceIn(room: Room, workspaceId = ACME) {
  const workspace = room.sandbox.workspaces.get(workspaceId);
  if (workspace === undefined) throw new Error(`the sandbox has no workspace ${workspaceId}`);
  return workspace;
}

export function contactNamed(room: Room, name: string, workspaceId = ACME) {
  const found = [...workspaceIn(room, workspaceId).contacts.values()].find((contact) => contact.name === name);
  if (found === undefined) throw new Error(`the sandbox has no contact ${name}`);
  return found;
}

/** The conversation whose call came from this number and that has nobody in it. */
export function conversationOfNobody(room: Room): string {
  const found = [...workspaceIn(room).conversations.values()].find(({ contactIds }) => contactIds.length === 0);
  if (found === undefined) throw new Error('the sandbox has no conversation without a contact');
  return found.id;
}

export function callIn(room: Room, conversationId: string) {
  const found = [...workspaceIn(room).calls.values()].find((call) => call.conversationId === conversationId);
  if (found === undefined) throw new Error('there is no call in this conversation');
  return found;
}

export const asked = (room: Room) => room.sandbox.requests.map(({ method, path }) => `${method} ${path}`);
