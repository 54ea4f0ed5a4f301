import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { StoreUnavailableError } from '../../db/errors.ts';
import { anyCharacter } from '../any-character.ts';
import { apiKeyStoreSuite, newApiKey } from './api-key-store-suite.ts';
import { callerAnswer, callerAnswerStoreSuite } from './caller-answer-store-suite.ts';
import { clickStoreSuite } from './click-store-suite.ts';
import { countryStoreSuite } from './country-store-suite.ts';
import { delivery, deliveryStoreSuite } from './delivery-store-suite.ts';
import { factStoreSuite } from './fact-store-suite.ts';
import { handedCallStoreSuite, jobOf, newCall } from './handed-call-store-suite.ts';
import { installingSuite } from './installing-suite.ts';
import { intakeStoreSuite, notification } from './intake-store-suite.ts';
import { claimOf, newJob } from './job.ts';
import { jobDeskSuite } from './job-desk-suite.ts';
import { jobFairnessSuite } from './job-fairness-suite.ts';
import { jobLeaseSuite } from './job-lease-suite.ts';
import { jobModelSuite } from './job-model-suite.ts';
import { jobStoreSuite } from './job-store-suite.ts';
import { contact } from './known-facts.ts';
import { mirrorStoreSuite } from './mirror-store-suite.ts';
import { oauthStateStoreSuite } from './oauth-state-store-suite.ts';
import { installation, type OpenStore } from './open-store.ts';
import { periodicStoreSuite } from './periodic-store-suite.ts';
import { recentTagStoreSuite } from './recent-tag-store-suite.ts';
import { workspaceStoreSuite } from './workspace-store-suite.ts';

/** What every store guarantees, whichever database is behind it. `openStore` opens an empty one. */
export function storeSuite(name: string, openStore: OpenStore): void {
  describe(name, () => {
    workspaceStoreSuite(openStore);
    installingSuite(openStore);
    oauthStateStoreSuite(openStore);
    clickStoreSuite(openStore);
    recentTagStoreSuite(openStore);
    deliveryStoreSuite(openStore);
    factStoreSuite(openStore);
    mirrorStoreSuite(openStore);
    intakeStoreSuite(openStore);
    jobStoreSuite(openStore);
    jobLeaseSuite(openStore);
    jobFairnessSuite(openStore);
    jobDeskSuite(openStore);
    jobModelSuite(openStore);
    periodicStoreSuite(openStore);
    callerAnswerStoreSuite(openStore);
    countryStoreSuite(openStore);
    apiKeyStoreSuite(openStore);
    handedCallStoreSuite(openStore);

    test('a new store has the schema that this code needs', async () => {
      const store = await openStore();
      expect(await store.check()).toStrictEqual({ migrationsCurrent: true });
    });

    test('texts come back as they were, whatever characters are in them, and are told apart', async () => {
      const store = await openStore();
      const anyText = fc.oneof(
        fc.string({ unit: anyCharacter }),
        fc.string({ unit: fc.constantFrom('\0', '\ufdd0', '0', '1', "'", '\\') }),
      );
      await fc.assert(
        fc.asyncProperty(anyText, anyText, async (workspaceId, text) => {
          const facts = { name: text, timeZone: text, installingAdminName: text, sealedToken: text };
          const { epoch } = await store.workspaces.install(installation(workspaceId, facts));
          await store.workspaces.markDisconnected({ workspaceId, epoch, reason: text, atMs: 1 });
          const expected = { workspaceId, ...facts, disconnectedReason: text };
          expect(await store.workspaces.find(workspaceId)).toMatchObject(expected);
          expect(await store.workspaces.find(`${workspaceId}\0 another`)).toBeUndefined();
          const reseal = { workspaceId, previous: text, sealedToken: `${text}\0` };
          expect(await store.workspaces.resealToken(reseal)).toBe(true);
          expect(await store.workspaces.find(workspaceId)).toMatchObject({ sealedToken: `${text}\0` });
        }),
        { numRuns: 50 },
      );
    });

    test('a store is closed any number of times, and from then on every answer is a refusal, never undefined', async () => {
      const store = await openStore();
      await store.workspaces.install(installation('a'));
      await store.close();
      await store.close();
      const click = { workspaceId: 'a', clickHash: 'h' };
      const here = { workspaceId: 'a', epoch: 1, nowMs: 1 };
      const state = { stateHash: 's', region: 'us', source: 'website', createdAtMs: 1, expiresAtMs: 2 } as const;
      const held = { owner: 'worker 1', job: { workspaceId: 'a', jobId: '1' } };
      const number = { workspaceId: 'a', phoneE164: '+1' };
      const key = { workspaceId: 'a', keyId: 'k', atMs: 1 };
      const call = newCall('a', 'x');
      const calls = {
        install: () => store.workspaces.install(installation('a')),
        find: () => store.workspaces.find('a'),
        listWorkspaces: () => store.workspaces.list({ limit: 1 }),
        markDisconnected: () => store.workspaces.markDisconnected({ workspaceId: 'a', epoch: 1, reason: 'x', atMs: 1 }),
        resealToken: () => store.workspaces.resealToken({ workspaceId: 'a', previous: 'x', sealedToken: 'y' }),
        issue: () => store.oauthStates.issue(state),
        consume: () => store.oauthStates.consume('s', 1),
        peek: () => store.oauthStates.peek('s'),
        begin: () => store.clicks.begin({ ...click, atMs: 1 }),
        finish: () => store.clicks.finish({ ...click, outcome: 'x', atMs: 1 }),
        release: () => store.clicks.release({ ...click, begunAtMs: 1 }),
        takeOver: () => store.clicks.takeOver({ ...click, begunAtMs: 1, atMs: 2 }),
        forgetBefore: () => store.clicks.forgetBefore(1),
        record: () => store.recentTags.record({ workspaceId: 'a', adminId: '1', tagId: 't', atMs: 1 }),
        list: () => store.recentTags.list({ workspaceId: 'a', adminId: '1', limit: 1 }),
        recordDelivery: () => store.deliveries.record([delivery('a')]),
        listDeliveries: () => store.deliveries.list({ workspaceId: 'a', limit: 1 }),
        take: () => store.intake.take([notification('a', 'n')]),
        forgetNotifications: () => store.intake.forgetBefore({ beforeMs: 1, limit: 1 }),
        enqueue: () => store.jobs.enqueue([newJob('a', '1')], 1),
        claim: () => store.jobs.claim(claimOf()),
        renew: () => store.jobs.renew({ ...held, jobs: [held.job], leaseExpiresAtMs: 1 }),
        complete: () => store.jobs.complete({ ...held, nowMs: 1 }),
        reschedule: () => store.jobs.reschedule({ ...held, runAtMs: 1, refund: false, error: undefined }),
        bury: () => store.jobs.bury({ ...held, error: 'x', atMs: 1 }),
        listJobs: () => store.jobs.list({ limit: 1 }),
        findJob: () => store.jobs.find(held.job),
        redrive: () => store.jobs.redrive(held.job, 1),
        drop: () => store.jobs.drop(held.job),
        counts: () => store.jobs.counts(),
        oldestDueAtMs: () => store.jobs.oldestDueAtMs({ workspaceId: 'a', nowMs: 1 }),
        forgetDeadBefore: () => store.jobs.forgetDeadBefore({ beforeMs: 1, limit: 1 }),
        takeTurn: () => store.periodic.takeTurn({ name: 'x', nowMs: 1, everyMs: 1 }),
        markUninstalled: () => store.workspaces.markUninstalled({ workspaceId: 'a', epoch: 1, atMs: 1 }),
        listUninstalled: () => store.workspaces.listUninstalled({ beforeMs: 1, limit: 1 }),
        erase: () => store.workspaces.erase({ workspaceId: 'a', beforeMs: 1, limit: 1 }),
        readFacts: () => store.facts.read({ ...here, keys: [contact('1')] }),
        beginFacts: () => store.facts.begin({ ...here, keys: [contact('1')] }),
        changeFacts: () => store.facts.change({ ...here, changes: [] }),
        listContacts: () => store.facts.list({ ...here, contacts: [], learnedAtMs: 1 }),
        removeContact: () => store.facts.removeContact({ ...here, contactId: '1', versionMs: 1 }),
        doubtFacts: () => store.facts.doubt({ ...here, keys: [] }),
        contactsByPhone: () => store.facts.contactsByPhone({ ...here, phoneE164: '+1', limit: 1 }),
        forgetUntouched: () => store.facts.forgetUntouched({ beforeMs: 1, limit: 1 }),
        sizes: () => store.facts.sizes({ limit: 1 }),
        findMirror: () => store.mirrors.find(here),
        updateMirror: () => store.mirrors.update(here, {}),
        listToReconcile: () => store.mirrors.listToReconcile({ beforeMs: 1, afterWorkspaceId: '', limit: 1 }),
        findAnswer: () => store.callerAnswers.find(number),
        keepAnswer: () => store.callerAnswers.keep(callerAnswer('a')),
        forgetAnswer: () => store.callerAnswers.forget(number),
        moveContact: () => store.callerAnswers.moveContact({ workspaceId: 'a', fromId: '1', toId: '2' }),
        findCountry: () => store.countries.find('a'),
        chooseCountry: () => store.countries.choose({ workspaceId: 'a', country: 'GB' }),
        guessCountry: () => store.countries.guess({ workspaceId: 'a', country: 'GB', from: 'contacts', atMs: 1 }),
        createKey: () => store.apiKeys.create(newApiKey('a', 'k')),
        findKey: () => store.apiKeys.findByHash('h'),
        listKeys: () => store.apiKeys.list('a'),
        revokeKey: () => store.apiKeys.revoke(key),
        usedKey: () => store.apiKeys.used(key),
        acceptCall: () => store.handedCalls.accept(call, jobOf(call)),
        findCall: () => store.handedCalls.find(call),
        callsOfConversation: () =>
          store.handedCalls.ofConversation({ workspaceId: 'a', conversationId: '1', limit: 1 }),
        unmatchedCalls: () => store.handedCalls.unmatchedOf({ ...number, sinceMs: 1, limit: 1 }),
        updateCall: () => store.handedCalls.update(call, { state: 'failed' }),
        forgetCalls: () => store.handedCalls.forgetBefore({ beforeMs: 1, limit: 1 }),
        check: () => store.check(),
      };
      for (const [method, call] of Object.entries(calls)) {
        await expect(call(), method).rejects.toBeInstanceOf(StoreUnavailableError);
      }
    });
  });
}
