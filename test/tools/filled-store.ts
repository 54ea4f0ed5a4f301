import type { NewNotification } from '../../db/mirror-ports.ts';
import type { Store } from '../../db/ports.ts';
import { newApiKey } from '../db/api-key-store-suite.ts';
import { callerAnswer } from '../db/caller-answer-store-suite.ts';
import { delivery } from '../db/delivery-store-suite.ts';
import { jobOf, newCall } from '../db/handed-call-store-suite.ts';
import { calls, contact, factsOf } from '../db/known-facts.ts';
import { installation } from '../db/open-store.ts';

const EARLY = {
  region: 'us',
  source: 'website',
  createdAtMs: 1_767_877_500_123,
  expiresAtMs: 1_767_878_100_123,
} as const;

/** Workspaces of which there is something of everything. */
const BUSY = [
  { workspaceId: 'acme', epoch: 2 },
  { workspaceId: 'zero\0 and \ufdd0', epoch: 1 },
];

const notification = (workspaceId: string): NewNotification => ({
  workspaceId,
  notificationId: 'notif_\0',
  createdAtMs: 1_767_877_501_000,
  receivedAtMs: 1_767_877_501_123,
  job: { jobId: 'notification:\0', kind: 'notification', orderingKey: 'contact:jo', payload: '{"a":"\0"}', runAtMs: 9 },
});

/** Puts something of everything into a store: unusual texts, nothing where there may be nothing, more than one page. */
export async function fill(store: Store): Promise<void> {
  for (const workspaceId of ['acme', 'Ünï☎️', 'zero\0 and \ufdd0']) {
    await store.workspaces.install(
      installation(workspaceId, { name: `Of ${workspaceId}`, installingAdminName: undefined }),
    );
  }
  await store.workspaces.install(installation('acme', { sealedToken: 'v1.k1.again', atMs: 1_767_877_500_124 }));
  await store.workspaces.markDisconnected({ workspaceId: 'Ünï☎️', epoch: 1, reason: 'token_revoked', atMs: 5 });
  for (const stateHash of ['new', 'used', 'old']) await store.oauthStates.issue({ ...EARLY, stateHash });
  await store.oauthStates.consume('used', EARLY.createdAtMs + 1);
  await store.oauthStates.consume('old', EARLY.expiresAtMs);
  for (const { workspaceId, epoch } of BUSY) {
    await store.clicks.begin({ workspaceId, clickHash: 'begun', atMs: 1 });
    await store.clicks.finish({ workspaceId, clickHash: 'done', outcome: '{"ok":true}', atMs: 2 });
    await store.recentTags.record({ workspaceId, adminId: '1', tagId: 't', atMs: 3 });
    const many = Array.from({ length: 300 }, (_, nth) => delivery(workspaceId, { requestId: `r${nth + 1}` }));
    await store.deliveries.record(many);
    await store.intake.take([notification(workspaceId)]);
    const known = factsOf(store.facts, { workspaceId, epoch });
    await known.list({ contactId: 'jo\0', value: '"Jö\0 ☎️"', versionMs: 5, phones: ['+1', '+2'] });
    await known.learn(calls('7'), '[]', { contactId: 'jo\0', versionMs: undefined, learnedFrom: 'notification' });
    await known.begin({ kind: 'teams', key: '' });
    await store.callerAnswers.keep(callerAnswer(workspaceId, { contactId: 'jo\0' }));
    await store.countries.guess({ workspaceId, country: 'AT', from: 'contacts', atMs: 8 });
    await store.apiKeys.create(newApiKey(workspaceId, 'k\0', { name: 'Zentrale ☎️\0' }));
    await store.apiKeys.revoke({ workspaceId, keyId: 'k\0', atMs: 6_000 });
    const call = newCall(workspaceId, 'x\0');
    await store.handedCalls.accept(call, jobOf(call));
    await store.handedCalls.update(call, { state: 'failed', lastError: 'no answer\0', askedCount: 3 });
    await store.mirrors.update({ workspaceId, epoch }, { phase: 'running', cursor: 'c\0', agreedAtMs: 7 });
  }
  await store.periodic.takeTurn({ name: 'once', nowMs: 10, everyMs: 10 });
}

/** Everything that a store can tell of what `fill` put there. Changes nothing. */
export async function contentsOf(store: Store): Promise<unknown> {
  const workspaces = await store.workspaces.list({ limit: 100 });
  const deliveries = workspaces.map(({ workspaceId }) => store.deliveries.list({ workspaceId, limit: 1_000 }));
  return {
    workspaces: workspaces.toSorted((one, two) => (one.workspaceId < two.workspaceId ? -1 : 1)),
    states: await Promise.all(['new', 'used', 'old', 'none'].map((hash) => store.oauthStates.peek(hash))),
    ended: await Promise.all(['used', 'old'].map((hash) => store.oauthStates.consume(hash, EARLY.createdAtMs))),
    clicks: await Promise.all(
      ['begun', 'done'].map((clickHash) => store.clicks.begin({ workspaceId: 'acme', clickHash, atMs: 9 })),
    ),
    tags: await store.recentTags.list({ workspaceId: 'acme', adminId: '1', limit: 10 }),
    seenAgain: await store.intake.take(BUSY.map(({ workspaceId }) => notification(workspaceId))),
    jobs: await store.jobs.list({ limit: 100 }),
    facts: await Promise.all(
      BUSY.map((busy) => factsOf(store.facts, busy).read(contact('jo\0'), calls('7'), { kind: 'teams', key: '' })),
    ),
    byPhone: await Promise.all(BUSY.map((busy) => factsOf(store.facts, busy).withPhone('+2'))),
    mirrors: await Promise.all(BUSY.map((busy) => store.mirrors.find(busy))),
    answers: await Promise.all(BUSY.map(({ workspaceId }) => store.callerAnswers.find(callerAnswer(workspaceId)))),
    countries: await Promise.all(BUSY.map(({ workspaceId }) => store.countries.find(workspaceId))),
    keys: await Promise.all(
      BUSY.flatMap(({ workspaceId }) => [
        store.apiKeys.list(workspaceId),
        store.apiKeys.findByHash(newApiKey(workspaceId, 'k\0').secretHash),
      ]),
    ),
    handed: await Promise.all(BUSY.map(({ workspaceId }) => store.handedCalls.find(newCall(workspaceId, 'x\0')))),
    isTheirTurn: await store.periodic.takeTurn({ name: 'once', nowMs: 11, everyMs: 10 }),
    deliveries: new Map((await Promise.all(deliveries)).map((kept) => [kept[0]?.workspaceId, kept])),
  };
}
