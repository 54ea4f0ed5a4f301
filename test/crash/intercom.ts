import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { vi } from 'vitest';
import { buildSandbox } from '../../sandbox/build-sandbox.ts';
import type { ContactState } from '../../sandbox/state/contact.ts';
import type { SandboxState } from '../../sandbox/state/sandbox-state.ts';
import type { WorkspaceState } from '../../sandbox/state/workspace.ts';
import type { Random } from '../abuse/random.ts';
import { ACME, CLIENT } from './settings.ts';

/** A request that changes something in the workspace. */
export interface Change {
  path: string;
  /** JSON. */
  body: string;
}

export type ChangeMoment = 'change-received' | 'change-carried-out';

export interface Intercom {
  state: SandboxState;
  workspace: WorkspaceState;
  /** Where one of the instances reaches it: by that it knows who asks. */
  urlFor(instance: number): string;
  /** Contacts that were there once, as they were last. */
  deleted: ContactState[];
  /** Everything that was asked to be changed, in order. */
  changes: readonly Change[];
  /** Told of each change before it is carried out, and before it is answered. */
  onChange: (moment: ChangeMoment, instance: number) => void;
  /** Lets a second pass, so that no two things change in the same one: which of them is newer could not be told. */
  tick(): void;
  /** Its clock, epoch milliseconds. It is not that of Callcard, and goes by itself. */
  nowMs(): number;
  /** Resolves when nothing is being carried out, as is certainly so half a minute after it was asked for. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

const CROWD = 320;
/** Every third change or so is answered late, so that whoever asked for it may die meanwhile. */
const LATE = 3;
const LATEST_MS = 25;
const HOUR_MS = 3_600_000;
const SETTLED_WITHIN_MS = 10_000;

/** Whoever asks by this name is the second instance, by the number the first. */
const HOSTS = ['127.0.0.1', 'localhost'];

/** The sandbox, listening, with a clock of its own, and with a look at everything that is changed in it. */
export async function startIntercom(random: Random): Promise<Intercom> {
  // Long enough ago that it does not come to be in the future, one second for each change.
  let nowMs = Math.floor(Date.now() / 1000) * 1000 - 24 * HOUR_MS;
  let underWay = 0;
  const changes: Change[] = [];
  const nowhere = 'http://127.0.0.1:9/';
  const { app, state } = buildSandbox({
    clock: () => nowMs,
    crowd: CROWD,
    inbox: false,
    rateLimitPerWindow: 1_000_000_000,
    marketplaceApp: {
      ...{ ...CLIENT, name: 'Callcard', initializeUrl: nowhere, submitUrl: nowhere },
      ...{ redirectUrls: [nowhere], installUrl: nowhere },
    },
  });
  const workspace = state.workspaces.get(ACME);
  if (workspace === undefined) throw new Error(`The sandbox has no workspace ${ACME}.`);
  const isChange = ({ method, url }: { method: string; url: string }) => method !== 'GET' && !url.endsWith('/search');
  const instanceOf = (host: string | undefined) => HOSTS.indexOf(host?.split(':')[0] ?? '');

  app.addHook('onRequest', async () => {
    underWay += 1;
  });
  app.addHook('preHandler', async (request) => {
    if (!isChange(request)) return;
    intercom.tick();
    changes.push({ path: request.url, body: JSON.stringify(request.body) });
    intercom.onChange('change-received', instanceOf(request.headers.host));
  });
  app.addHook('onSend', async (request) => {
    underWay -= 1;
    if (!isChange(request)) return;
    intercom.onChange('change-carried-out', instanceOf(request.headers.host));
    if (random.whole(LATE) === 0) await wait(random.whole(LATEST_MS));
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;

  const intercom: Intercom = {
    ...{ state, workspace, changes, deleted: [] },
    urlFor: (instance) => `http://${HOSTS[instance]}:${port}`,
    onChange: () => undefined,
    tick: () => {
      nowMs += 1_000;
    },
    nowMs: () => nowMs,
    settled: () =>
      vi.waitFor(
        () => {
          if (underWay > 0) throw new Error(`Intercom is still at work on ${underWay} requests.`);
        },
        { timeout: SETTLED_WITHIN_MS, interval: 5 },
      ),
    close: () => app.close(),
  };
  return intercom;
}
