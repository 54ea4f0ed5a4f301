import { describe, expect, test } from 'vitest';
import { ASKED_CONTACT, nameOf, openJoRoom, openReadingRoom, wire } from './reading-room.ts';
import { contact, NUMBER, START_MS, seconds } from './writer-room.ts';

const NOW = START_MS;

describe('a fact', () => {
  test('that a card read is served to the next card without asking Intercom', async () => {
    const room = await openJoRoom();
    expect(await nameOf((await room.open()).contact('c1'))).toBe('Jo Vance');
    await room.settled();
    expect(await nameOf((await room.open()).contact('c1'))).toBe('Jo Vance');
    expect(room.intercom.asked).toEqual([ASKED_CONTACT]);
  });

  test('is asked for again after a minute, as long as nothing proves that notifications arrive', async () => {
    const room = await openJoRoom();
    await (await room.open()).contact('c1');
    await room.settled();
    room.time.nowMs = seconds(60);
    await (await room.open()).contact('c1');
    expect(room.intercom.asked).toHaveLength(2);
  });

  test('is served however old once a notification agreed with a read', async () => {
    const room = await openJoRoom();
    await (await room.open()).contact('c1');
    await room.settled();
    room.time.nowMs = seconds(50 * 60);
    await room.store.mirrors.update(await room.workspace(), { agreedAtMs: room.time.nowMs });
    await (await room.open()).contact('c1');
    expect(room.intercom.asked).toHaveLength(1);
  });

  test('is never served from memory when FACT_FRESH_MS is 0 and nothing is proven', async () => {
    const room = await openJoRoom();
    const deps = { config: { ...room.deps.config, factFreshMs: 0 } };
    await (await room.open({ deps })).contact('c1');
    await room.settled();
    await (await room.open({ deps })).contact('c1');
    expect(room.intercom.asked).toHaveLength(2);
  });

  test('is no list of conversations any more once one was deleted that nobody here knew', async () => {
    const room = await openJoRoom();
    room.intercom.has['POST /conversations/search'] = wire.conversations('7');
    const ask = async () => (await room.open()).conversations('c1');
    expect(await ask()).toMatchObject({ state: 'known', value: [{ id: '7' }] });
    await room.settled();
    await ask();
    expect(room.intercom.asked).toHaveLength(1);
    await room.tell({ about: 'conversation_removed', conversationId: 'x' });
    await ask();
    expect(room.intercom.asked).toHaveLength(2);
    await room.settled();
    room.time.nowMs += 1;
    await ask();
    expect(room.intercom.asked).toHaveLength(3);
    await room.settled();
    await ask();
    expect(room.intercom.asked).toHaveLength(3);
  });

  test('from before a reinstall is never served', async () => {
    const room = await openJoRoom();
    await (await room.open()).contact('c1');
    await room.settled();
    await room.store.workspaces.install({ ...(await room.workspace()), atMs: NOW });
    await (await room.open()).contact('c1');
    expect(room.intercom.asked).toHaveLength(2);
  });

  test('that a notification changed while it was read is not overwritten by what was read', async () => {
    const room = await openJoRoom('Old Name');
    await room.learn('contact', 'c1', { contact: contact('c1', { name: 'Old Name' }) }, { versionMs: NOW });
    const release = room.intercom.hold(ASKED_CONTACT);
    const card = (await room.open({ mode: 'asked' })).contact('c1');
    await room.intercom.wasAsked(1);
    await room.tell({ about: 'contact', contact: contact('c1', { name: 'New Name', updatedAtMs: seconds(1) }) });
    release();
    await card;
    await room.settled();
    expect(await nameOf((await room.open()).contact('c1'))).toBe('New Name');
    expect(room.intercom.asked).toHaveLength(1);
  });

  test('that is changed in the middle of a read is not waited for by the cards after it', async () => {
    const room = await openJoRoom('Old Name');
    await room.learn('contact', 'c1', { contact: contact('c1', { name: 'Old Name' }) }, { versionMs: NOW });
    room.time.nowMs = seconds(120);
    const release = room.intercom.hold(ASKED_CONTACT);
    const before = (await room.open()).contact('c1');
    await room.intercom.wasAsked(1);
    await (await room.open()).doubt([{ kind: 'contact', key: 'c1' }]);
    room.intercom.has[ASKED_CONTACT] = wire.contact('c1', 'New Name', seconds(1));
    const after = (await room.open()).contact('c1');
    await room.intercom.wasAsked(2);
    release();
    expect([await nameOf(before), await nameOf(after)]).toEqual(['Old Name', 'New Name']);
    await room.settled();
    expect(await nameOf((await room.open()).contact('c1'))).toBe('New Name');
  });

  test('makes its contact found by phone number', async () => {
    const room = await openJoRoom();
    await (await room.open()).contact('c1');
    await room.settled();
    expect(await room.callers(NUMBER)).toEqual(['c1']);
  });
});

describe('facts of one card', () => {
  test('are looked up together', async () => {
    const room = await openJoRoom();
    const reader = await room.open();
    await Promise.all([reader.contact('c1'), reader.calls('1'), reader.finVoice('1'), reader.teammates()]);
    expect(room.looks()).toBe(1);
  });

  test('of a contact are there with all its companies, and each company is kept once', async () => {
    const room = await openReadingRoom();
    room.intercom.has['GET /contacts/c1/companies'] = wire.companies('Acme', 'Lumen');
    room.intercom.has['GET /contacts/c2/companies'] = wire.companies('Acme');
    for (const round of [1, 2]) {
      const reader = await room.open();
      const [first, second] = await Promise.all([reader.companies('c1'), reader.companies('c2')]);
      expect([first, second], `round ${round}`).toMatchObject([
        { state: 'known', value: [{ name: 'Acme' }, { name: 'Lumen' }] },
        { state: 'known', value: [{ name: 'Acme' }] },
      ]);
      await room.settled();
    }
    expect(room.intercom.asked).toHaveLength(2);
    await (await room.open()).doubt([{ kind: 'company', key: 'id of Acme' }]);
    const reader = await room.open();
    await Promise.all([reader.companies('c1'), reader.companies('c2')]);
    expect(room.intercom.asked).toHaveLength(4);
  });
});

describe('a contact', () => {
  test('that was merged is followed to the one that remains, from memory too', async () => {
    const room = await openJoRoom('Jo, who remains');
    await room.learn('contact', 'old', { mergedIntoId: 'c1' });
    expect(await (await room.open()).contact('old')).toMatchObject({
      state: 'known',
      value: { contact: { id: 'c1', name: 'Jo, who remains' }, mergedFromId: 'old' },
    });
    await room.settled();
    await (await room.open()).contact('old');
    expect(room.intercom.asked).toEqual([ASKED_CONTACT]);
  });

  test('merged in a circle is nobody', async () => {
    const room = await openReadingRoom();
    await room.learn('contact', 'a', { mergedIntoId: 'b' });
    await room.learn('contact', 'b', { mergedIntoId: 'a' });
    expect(await (await room.open()).contact('a')).toEqual({ state: 'absent' });
  });

  test('that Intercom no longer has is absent, and all that is kept of it is deleted', async () => {
    const room = await openJoRoom();
    room.intercom.has['POST /conversations/search'] = wire.conversations('7');
    const reader = await room.open();
    await Promise.all([reader.contact('c1'), reader.conversations('c1')]);
    await room.settled();
    delete room.intercom.has[ASKED_CONTACT];
    expect(await (await room.open({ mode: 'asked' })).contact('c1')).toEqual({ state: 'absent' });
    await room.settled();
    expect((await room.kept('contact', 'c1'))?.value).toBeUndefined();
    expect(await room.kept('conversations', 'c1')).toBeUndefined();
    expect(await room.callers(NUMBER)).toEqual([]);
  });
});

describe('calls and Fin Voice', () => {
  test('are asked for again after five seconds while a call goes on, whatever is proven', async () => {
    const room = await openReadingRoom();
    await room.store.mirrors.update(await room.workspace(), { agreedAtMs: NOW });
    room.intercom.has['POST /calls/search'] = { data: [wire.call('42', 'in-progress')] };
    room.intercom.has['GET /fin_voice/conversation/1'] = [];
    const look = async () => {
      const reader = await room.open();
      await Promise.all([reader.calls('1'), reader.finVoice('1')]);
      await room.settled();
      return room.intercom.asked.length;
    };
    expect([await look(), await look()]).toEqual([2, 2]);
    room.time.nowMs = seconds(5);
    room.intercom.has['POST /calls/search'] = { data: [wire.call('42', 'completed', NOW)] };
    expect(await look()).toBe(4);
    room.time.nowMs = seconds(3000);
    expect(await look()).toBe(4);
  });

  test('are kept without what was said', async () => {
    const room = await openReadingRoom();
    room.intercom.has['POST /calls/search'] = { data: [wire.call('42', 'completed', NOW)] };
    await (await room.open()).calls('1');
    await room.settled();
    expect((await room.kept('calls', '1'))?.value).toContain('"42"');
    expect((await room.kept('calls', '1'))?.value).not.toContain('said in confidence');
  });
});

describe('reads tell whether notifications arrive', () => {
  const told = { name: 'Jo Vance', updatedAtMs: seconds(1), phone: NUMBER };

  test('one that says what a notification had told is evidence, as of that notification', async () => {
    const room = await openJoRoom();
    await room.learn('contact', 'c1', { contact: contact('c1') }, { versionMs: NOW });
    room.time.nowMs = seconds(2);
    await room.tell({ about: 'contact', contact: contact('c1', told) });
    room.intercom.has[ASKED_CONTACT] = wire.contact('c1', 'Jo Vance', seconds(1), NUMBER);
    room.time.nowMs = seconds(300);
    await (await room.open()).contact('c1');
    await room.settled();
    expect((await room.mirror())?.agreedAtMs).toBe(seconds(2));
    expect(await room.evidence()).toMatchObject({ agreed: 1 });
    // And from now on the mirror serves without asking.
    room.time.nowMs = seconds(3000);
    await (await room.open()).contact('c1');
    expect(room.intercom.asked).toHaveLength(1);
  });

  test('one that finds what should have been told ends the trust', async () => {
    const room = await openJoRoom();
    await room.learn('contact', 'c1', { contact: contact('c1') }, { versionMs: NOW });
    room.time.nowMs = seconds(1200);
    await room.store.mirrors.update(await room.workspace(), { agreedAtMs: seconds(1100) });
    room.intercom.has[ASKED_CONTACT] = wire.contact('c1', 'Another Name', seconds(10));
    await (await room.open({ mode: 'asked' })).contact('c1');
    await room.settled();
    expect((await room.mirror())?.agreedAtMs).toBeUndefined();
    expect(await room.evidence()).toMatchObject({ missed: 1 });
  });
});

test('it is counted where facts came from', async () => {
  const room = await openJoRoom();
  await (await room.open()).contact('c1');
  await room.settled();
  await (await room.open()).contact('c1');
  room.intercom.failures.set(ASKED_CONTACT, 'intercom_rate_limited');
  await (await room.open({ mode: 'asked' })).contact('c1');
  const { values } = await room.deps.metrics.facts.get();
  expect(values.map(({ labels, value }) => [labels.fact, labels.source, labels.result, value])).toEqual([
    ['contact', 'intercom', 'known', 1],
    ['contact', 'mirror', 'known', 1],
    ['contact', 'mirror', 'rate_limited', 1],
  ]);
});
