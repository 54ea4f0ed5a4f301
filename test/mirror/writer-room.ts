import { onTestFinished } from 'vitest';
import type { FactKey, FactKind, KeptFact, Mirror } from '../../db/mirror-ports.ts';
import type { Store, Workspace } from '../../db/ports.ts';
import { createSeal } from '../../db/seal.ts';
import { readConfig } from '../../server/config.ts';
import type { Deps } from '../../server/deps.ts';
import { createIntercom, type Intercom } from '../../server/intercom/intercom.ts';
import type { IntercomClient } from '../../server/intercom/intercom-client.ts';
import type { Contact } from '../../server/intercom/types.ts';
import { DisconnectedError, type JobHandler, type JobResult, type JobRun } from '../../server/jobs/handler.ts';
import { createMetrics } from '../../server/metrics/metrics.ts';
import { applyNotification } from '../../server/mirror/apply-notification.ts';
import { type FactValues, readFact, writeFact } from '../../server/mirror/fact-values.ts';
import type { Change, ConversationState, NotificationWork } from '../../server/webhooks/change.ts';
import { tokenKey } from '../card/callcard.ts';
import { installation, openMemoryStore } from '../db/open-store.ts';
import { captureLog } from '../logs/capture.ts';

export const START_MS = Date.UTC(2026, 0, 8, 18, 5);
export const seconds = (count: number) => START_MS + count * 1000;
export const NUMBER = '+14155550100';

/** The mirror of one workspace, and whoever writes it, over a fresh database. Without `client` nobody can ask Intercom. */
export interface WriterRoom {
  store: Store;
  deps: Deps;
  time: { nowMs: number };
  workspace: () => Promise<Workspace>;
  logged: () => string;
  /** Carries out a job of any kind, as a worker would. */
  run(handler: JobHandler, payload?: unknown, given?: Partial<Pick<JobRun, 'client' | 'signal'>>): Promise<JobResult>;
  /** Carries out the job of a notification that was told and taken now. */
  tell(change: Change, work?: Partial<NotificationWork>): Promise<JobResult>;
  kept(kind: FactKind, key: string): Promise<KeptFact | undefined>;
  value<Kind extends FactKind>(kind: Kind, key: string): Promise<FactValues[Kind] | undefined>;
  /** Keeps what a card read. */
  learn<Kind extends FactKind>(
    kind: Kind,
    key: string,
    value: FactValues[Kind],
    more?: { versionMs?: number | undefined; phones?: readonly string[]; contactId?: string },
  ): Promise<void>;
  /** Begins to read for a card; the function that it returns keeps the answer. */
  beginReading<Kind extends FactKind>(
    kind: Kind,
    key: string,
  ): Promise<(value: FactValues[Kind], versionMs?: number, phones?: readonly string[]) => Promise<boolean>>;
  callers(phoneE164: string): Promise<string[]>;
  mirror(): Promise<Mirror | undefined>;
  evidence(): Promise<Record<string, number>>;
}

export async function openWriterRoom(
  options: { client?: () => IntercomClient; store?: Store } = {},
): Promise<WriterRoom> {
  const { log, lines } = captureLog();
  const store = options.store ?? (await openMemoryStore());
  if ((await store.workspaces.find('ws')) === undefined) await store.workspaces.install(installation('ws'));
  const time = { nowMs: START_MS };
  const clock = () => time.nowMs;
  const config = readConfig({
    PUBLIC_URL: 'https://callcard.test',
    INTERCOM_CLIENT_ID: 'client',
    INTERCOM_CLIENT_SECRET: 'secret-of-the-mirror-tests',
    TOKEN_KEYS: tokenKey('k1', 3),
  });
  const nobody: Intercom = {
    connect: () => {
      throw new Error('this test asks through the client of its run');
    },
    close: async () => {},
  };
  const metrics = createMetrics();
  const seal = createSeal(config.tokenKeys);
  const deps: Deps = { config, store, seal, intercom: nobody, clock, log, metrics, wakeWorker: () => {} };

  const workspace = async () => {
    const found = await store.workspaces.find('ws');
    if (found === undefined) throw new Error('the workspace is gone');
    return found;
  };
  const scope = async () => ({ workspaceId: 'ws', epoch: (await workspace()).epoch, nowMs: time.nowMs });
  const notConnected = () => {
    throw new DisconnectedError('ws');
  };

  const run: WriterRoom['run'] = async (handler, payload = {}, given = {}) => {
    const { epoch } = await scope();
    return handler({
      deps,
      workspace: await workspace(),
      client: options.client ?? notConnected,
      signal: new AbortController().signal,
      log,
      job: {
        ...{ workspaceId: 'ws', jobId: 'job', kind: 'any', orderingKey: 'any', payload: JSON.stringify(payload) },
        ...{ runAtMs: time.nowMs, epoch, state: 'running', attempts: 1, createdAtMs: time.nowMs },
        ...{ leaseOwner: 'me', leaseExpiresAtMs: time.nowMs + 60_000, lastError: undefined, diedAtMs: undefined },
      },
      ...given,
    });
  };
  const kept: WriterRoom['kept'] = async (kind, key) =>
    (await store.facts.read({ ...(await scope()), keys: [{ kind, key }] }))[0];
  const beginReading: WriterRoom['beginReading'] = async (kind, key) => {
    const place: FactKey = { kind, key };
    const [generation = 0] = await store.facts.begin({ ...(await scope()), keys: [place] });
    const learnedAtMs = time.nowMs;
    return async (value, versionMs, phones) => {
      const [done] = await store.facts.change({
        ...(await scope()),
        changes: [
          {
            ...{ ...place, generation, value: writeFact(kind, value), versionMs, learnedAtMs, learnedFrom: 'read' },
            ...(phones && { phones }),
          },
        ],
      });
      return done === true;
    };
  };

  return {
    ...{ store, deps, time, workspace, run, kept, beginReading },
    logged: () => lines.join(''),
    tell: (change, work = {}) => {
      const told: NotificationWork = {
        ...{ topic: 'any', createdAtMs: time.nowMs, receivedAtMs: time.nowMs, change, ...work },
      };
      return run(applyNotification, told);
    },
    value: async (kind, key) => {
      const value = (await kept(kind, key))?.value;
      return value === undefined ? undefined : readFact(kind, value);
    },
    learn: async (kind, key, value, { versionMs, phones } = {}) => {
      const keep = await beginReading(kind, key);
      if (!(await keep(value, versionMs, phones))) throw new Error(`the ${kind} could not be kept`);
    },
    callers: async (phoneE164) => store.facts.contactsByPhone({ ...(await scope()), phoneE164, limit: 10 }),
    mirror: async () => store.mirrors.find(await workspace()),
    evidence: async () => {
      const { values } = await metrics.evidence.get();
      return Object.fromEntries(values.map(({ labels, value }) => [String(labels.result), value]));
    },
  };
}

/** A client of whatever answers at this address; closed when the test ends. */
export function clientOf(url: string, clock: () => number, token = 'token-of-the-mirror-tests'): IntercomClient {
  const intercom = createIntercom({ apiUrls: { us: url, eu: url, au: url }, clock, wait: async () => {} });
  onTestFinished(() => intercom.close());
  return intercom.connect({ workspaceId: 'ws', region: 'us', token });
}

export function contact(id: string, facts: Partial<Contact> = {}): Contact {
  return {
    ...{ id, role: 'user', name: 'Jo Vance', email: undefined, phone: undefined, externalId: undefined },
    ...{ createdAtMs: START_MS, updatedAtMs: START_MS, lastSeenAtMs: undefined, companyCount: undefined },
    ...facts,
  };
}

export function conversation(id: string, facts: Partial<ConversationState> = {}): ConversationState {
  return {
    ...{ id, title: undefined, state: 'open', createdAtMs: START_MS, updatedAtMs: START_MS, source: undefined },
    ...{ adminAssigneeId: undefined, teamAssigneeId: undefined, tags: [], contactIds: ['c1'] },
    ...{ finParticipated: false, finResolutionState: undefined },
    ...facts,
  };
}
