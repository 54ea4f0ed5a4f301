import { inject } from 'vitest';
import { openStore } from '../../db/open-store.ts';
import type { Store } from '../../db/ports.ts';
import { createSeal } from '../../db/seal.ts';
import { issueToken } from '../../sandbox/state/installs.ts';
import { readConfig } from '../../server/config.ts';
import { tokenContext } from '../../server/install/token-context.ts';
import { syncContactsJob } from '../../server/mirror/sync-contacts.ts';
import { createRandom } from '../abuse/random.ts';
import { keepLog, mustNotBeLogged } from '../logs/capture.ts';
import { bundledIn } from '../process/bundle.ts';
import { createClicks } from './clicks.ts';
import { AGE_CLICKS, type CrashDatabase } from './database.ts';
import { drained } from './drained.ts';
import { findingsOfClicks } from './findings-of-clicks.ts';
import { findingsOfJobs } from './findings-of-jobs.ts';
import { findingsOfMirror } from './findings-of-mirror.ts';
import { createFleet } from './fleet.ts';
import { createHappenings } from './happenings.ts';
import { createInstance, type Instance } from './instance.ts';
import { type Intercom, startIntercom } from './intercom.ts';
import { killAll } from './kill-all.ts';
import { describeKill, planKills } from './kills.ts';
import { createNotifications } from './notifications.ts';
import { ACME, CLIENT, settingsFor, TOKEN_KEY } from './settings.ts';
import { createTurnstile } from './turnstile.ts';

export interface CrashRun {
  database: CrashDatabase;
  instances: number;
  kills: number;
  seed: number;
  /** Told of every kill that was survived. */
  onKill: (count: number) => void;
}

export interface CrashReport {
  /** What must not be: empty when nothing was lost and nothing was doubled. */
  findings: string[];
  /** Enough to see what happened, and to try the same once more. */
  story: string;
  /** Kills that came where they were meant to come. */
  onPoint: number;
  /** How much happened. */
  summary: string;
}

/** So many notifications are under way at once, and so many teammates click. */
const LANES = 2;
const CONVERSATIONS = 3;

/**
 * Lets Callcards work on one database while they are killed, one at a time, and started again; then lets them finish.
 * What they promised is then compared with what is there.
 */
export async function runCrashes(run: CrashRun): Promise<CrashReport> {
  const { database, seed } = run;
  const random = createRandom(seed);
  const plan = planKills(random, run);
  mustNotBeLogged(CLIENT.clientSecret, TOKEN_KEY.slice(TOKEN_KEY.indexOf(':') + 1));
  const intercom = await startIntercom(random);
  const store = await openStore(database.url);
  const instances: Instance[] = [];
  try {
    await install(store, intercom);
    const fleet = createFleet(() => instances, random);
    for (let index = 0; index < run.instances; index += 1) {
      const settings = settingsFor({ databaseUrl: database.url, apiUrl: intercom.urlFor(index) });
      const { program, environment } = bundledIn(inject('deadly'), 'child');
      instances.push(createInstance(program, { ...settings, ...environment }, () => fleet.cameUp()));
    }
    const conversations = [...intercom.workspace.conversations.values()].slice(0, CONVERSATIONS);
    const before = new Map(conversations.map(({ id, parts }) => [id, parts.length]));
    const notifications = createNotifications(intercom, fleet, random);
    const age = () => database.execute(AGE_CLICKS);
    const clicks = createClicks({ intercom, fleet, random, turnstile: createTurnstile(), age });
    const traffic = Promise.all([
      notifications.send(LANES, createHappenings(intercom, conversations, random)),
      ...conversations.map((conversation) => clicks.work(conversation)),
    ]);
    const killing = killAll(plan, { instances, intercom, onKill: run.onKill });
    const onPoint = await Promise.race([killing, traffic.then(() => killing)]);
    clicks.stop();
    notifications.stop();
    await traffic;
    const stuck = await drained(store);
    // What they said last may still be on its way.
    await end(instances);
    const findings = [
      ...notifications.refused,
      ...clicks.contradictions,
      ...stuck,
      ...findingsOfClicks(clicks.made, before, intercom),
      ...(await findingsOfMirror(store, intercom)),
      ...findingsOfJobs(notifications.taken, instances),
    ];
    const output = instances.map((instance) => instance.output()).join('');
    return {
      ...{ findings, onPoint },
      summary: `${onPoint} kills on point, ${notifications.taken.length} notifications, ${clicks.made.length} clicks`,
      story: [`SEED=${seed}`, ...findings, ...plan.map(describeKill), output].join('\n'),
    };
  } finally {
    await end(instances);
    for (const instance of instances) keepLog(instance.output());
    await store.close();
    await intercom.close();
  }
}

const end = (instances: readonly Instance[]) => Promise.all(instances.map((instance) => instance.end()));

/** As the consent page does, and before the first change: nothing of what happens was before the install. */
async function install(store: Store, { state, workspace, nowMs }: Intercom): Promise<void> {
  const { id: workspaceId, region, name, timeZone, installingAdminId } = workspace;
  const atMs = nowMs();
  const { clientId } = CLIENT;
  const { token } = issueToken(state.installs, { clientId, workspaceId, adminId: installingAdminId, nowMs: atMs });
  const { tokenKeys } = readConfig(settingsFor({ databaseUrl: 'file::memory:', apiUrl: 'http://localhost' }));
  await store.workspaces.install({
    ...{ workspaceId, region, name, timeZone, installingAdminId, atMs },
    sealedToken: createSeal(tokenKeys).seal(token, tokenContext(ACME)),
    jobs: [syncContactsJob(workspaceId, Date.now())],
  });
}
