import { describe, expect, test } from 'vitest';
import type { CallerAnswer } from '../../db/caller-ports.ts';
import { factsOf, listed } from './known-facts.ts';
import { installation, type OpenStore } from './open-store.ts';

const PHONE = '+14155550123';

export function callerAnswer(workspaceId: string, facts: Partial<CallerAnswer> = {}): CallerAnswer {
  return { workspaceId, phoneE164: PHONE, contactId: 'jo', adminId: '1', answeredAtMs: 5_000, ...facts };
}

/** What every `CallerAnswerStore` guarantees. */
export function callerAnswerStoreSuite(openStore: OpenStore): void {
  async function openAnswers(...workspaceIds: string[]) {
    const store = await openStore();
    for (const workspaceId of workspaceIds) await store.workspaces.install(installation(workspaceId));
    return { store, answers: store.callerAnswers };
  }
  const number = { workspaceId: 'a', phoneE164: PHONE };

  describe('answers about callers', () => {
    test('nobody is known behind a number of which nobody said anything', async () => {
      const { answers } = await openAnswers('a');
      await answers.keep(callerAnswer('a', { phoneE164: '+14155550124' }));
      expect(await answers.find(number)).toBeUndefined();
    });

    test('the answer that is kept last counts, also after a clock was set back', async () => {
      const { answers } = await openAnswers('a');
      const first = callerAnswer('a', { answeredAtMs: 9_000 });
      await answers.keep(first);
      expect(await answers.find(number)).toStrictEqual(first);
      const second = callerAnswer('a', { contactId: 'al', adminId: '2', answeredAtMs: 8_000 });
      await answers.keep(second);
      expect(await answers.find(number)).toStrictEqual(second);
    });

    test('of several answers at once one is kept, as a whole', async () => {
      const { answers } = await openAnswers('a');
      const all = Array.from({ length: 8 }, (_, n) =>
        callerAnswer('a', { contactId: `c${n}`, adminId: `${n}`, answeredAtMs: n }),
      );
      await Promise.all(all.map((one) => answers.keep(one)));
      expect(all).toContainEqual(await answers.find(number));
    });

    test('an answer is forgotten once, and can be given again', async () => {
      const { answers } = await openAnswers('a');
      await answers.keep(callerAnswer('a'));
      const several = await Promise.all([answers.forget(number), answers.forget(number), answers.forget(number)]);
      expect(several.filter(Boolean)).toHaveLength(1);
      expect(await answers.forget(number)).toBe(false);
      expect(await answers.find(number)).toBeUndefined();
      await answers.keep(callerAnswer('a'));
      expect(await answers.find(number)).toStrictEqual(callerAnswer('a'));
    });

    test('all answers that named a contact name the one it was merged into, and stay as they were otherwise', async () => {
      const { answers } = await openAnswers('a');
      const phones = ['+1', '+2', '+3'];
      for (const phoneE164 of phones) {
        await answers.keep(callerAnswer('a', { phoneE164, contactId: phoneE164 === '+3' ? 'al' : 'jo' }));
      }
      const move = { workspaceId: 'a', fromId: 'jo', toId: 'joanna' };
      const named = () =>
        Promise.all(phones.map(async (phoneE164) => (await answers.find({ ...number, phoneE164 }))?.contactId));
      await answers.moveContact(move);
      expect(await named()).toEqual(['joanna', 'joanna', 'al']);
      expect(await answers.find({ ...number, phoneE164: '+1' })).toStrictEqual(
        callerAnswer('a', { phoneE164: '+1', contactId: 'joanna' }),
      );
      await answers.moveContact(move);
      await answers.moveContact({ ...move, fromId: 'joanna', toId: 'joanna' });
      expect(await named()).toEqual(['joanna', 'joanna', 'al']);
      await answers.moveContact({ workspaceId: 'a', fromId: 'joanna', toId: undefined });
      expect(await named()).toEqual([undefined, undefined, 'al']);
    });

    test('what is said in one workspace is never heard, forgotten or moved in another', async () => {
      const { answers } = await openAnswers('a', 'b');
      await answers.keep(callerAnswer('a'));
      expect(await answers.find({ ...number, workspaceId: 'b' })).toBeUndefined();
      await answers.keep(callerAnswer('b', { contactId: 'bo' }));
      expect(await answers.find(number)).toStrictEqual(callerAnswer('a'));
      await answers.keep(callerAnswer('b'));
      await answers.moveContact({ workspaceId: 'b', fromId: 'jo', toId: 'joanna' });
      await answers.moveContact({ workspaceId: 'b', fromId: 'joanna', toId: undefined });
      expect(await answers.forget({ ...number, workspaceId: 'b' })).toBe(false);
      expect(await answers.find(number)).toStrictEqual(callerAnswer('a'));
    });

    test('an answer for a workspace that was never installed is refused by name', async () => {
      const { answers } = await openAnswers('a');
      await expect(answers.keep(callerAnswer('stranger'))).rejects.toMatchObject({
        code: 'unknown_workspace',
        message: expect.stringContaining('"stranger"'),
      });
    });

    test('a contact that is deleted takes along the answers that named it, in its own workspace alone', async () => {
      const { store, answers } = await openAnswers('a', 'b');
      const a = factsOf(store.facts);
      await a.list(listed('jo', 5, [PHONE]), listed('al', 5, [PHONE]));
      await answers.keep(callerAnswer('a'));
      await answers.keep(callerAnswer('a', { phoneE164: '+2' }));
      await answers.keep(callerAnswer('a', { phoneE164: '+3', contactId: 'al' }));
      await answers.keep(callerAnswer('b'));
      await a.remove('jo', 6);
      expect(await answers.find(number)).toBeUndefined();
      expect(await answers.find({ ...number, phoneE164: '+2' })).toBeUndefined();
      expect(await answers.find({ ...number, phoneE164: '+3' })).toMatchObject({ contactId: 'al' });
      expect(await answers.find({ ...number, workspaceId: 'b' })).toStrictEqual(callerAnswer('b'));
    });

    test('answers outlive a reinstall, and what an older install still removes', async () => {
      const { store, answers } = await openAnswers('a');
      await answers.keep(callerAnswer('a'));
      await store.workspaces.install(installation('a'));
      await factsOf(store.facts, { epoch: 1 }).remove('jo', 6);
      expect(await answers.find(number)).toStrictEqual(callerAnswer('a'));
      await factsOf(store.facts, { epoch: 2 }).remove('jo', 6);
      expect(await answers.find(number)).toBeUndefined();
    });
  });
}
