import { describe, expect, test } from 'vitest';
import { type CallerFinder, findCallers } from '../../server/callers/find-callers.ts';
import { readingCountryOf } from '../../server/callers/reading-country.ts';
import { workspaceClient } from '../../server/card/workspace-client.ts';
import { keyOf } from '../../server/mirror/fact-values.ts';
import { syncIn } from '../card/callers-room.ts';
import { ACME, BOREA, NOW_MS, openRoom } from '../card/room.ts';

const CHLOE = '+33762043575';

/** Borea, whose numbers are French, with an index that is filled or empty. */
async function openBorea({ synced }: { synced: boolean }) {
  const time = { nowMs: NOW_MS };
  const room = await openRoom({ clock: () => time.nowMs });
  await room.installIn(BOREA);
  const { store } = room;
  if (synced) await syncIn(room, BOREA);
  else await store.countries.guess({ workspaceId: BOREA, country: 'FR', from: 'time_zone', atMs: NOW_MS });
  const finderIn = async (workspaceId: string): Promise<CallerFinder> => {
    const workspace = await store.workspaces.find(workspaceId);
    if (workspace === undefined) throw new Error(`${workspaceId} is not installed`);
    const client = workspaceClient(workspace, room.deps, room.deps.log);
    return { deps: room.deps, workspace, client, country: await readingCountryOf(store.countries, workspaceId) };
  };
  room.sandbox.requests.length = 0;
  const asked = () => room.sandbox.requests.map(({ method, path }) => `${method} ${path}`);
  const finder = await finderIn(BOREA);
  const phones = async (phoneE164 = CHLOE, options: Parameters<typeof findCallers>[2] = {}) =>
    (await findCallers(finder, phoneE164, options)).callers.map(({ contact: { phone } }) => phone).toSorted();
  return { ...room, room, time, finder, finderIn, asked, phones };
}

const AS_WRITTEN = ['+33762043575', '07.62.04.35.75'];

describe('who has a number', () => {
  test('a contact stored as 07.62.04.35.75 is found for +33762043575, which Intercom’s own = search misses', async () => {
    const { finder, phones, asked } = await openBorea({ synced: true });
    expect(await phones()).toEqual(AS_WRITTEN);
    expect(asked()).toEqual([]);
    const search = { query: { field: 'phone', operator: '=', value: CHLOE } } as const;
    const theirs = await finder.client?.contacts.search(search);
    expect(theirs?.items.map(({ phone }) => phone)).toEqual(['+33762043575']);
  });

  test('is searched for in Intercom in all written forms at once where the index has nobody, and then is in it', async () => {
    const { phones, asked } = await openBorea({ synced: false });
    expect(await phones()).toEqual(AS_WRITTEN);
    expect(asked()).toEqual(['POST /contacts/search']);
    expect(await phones()).toEqual(AS_WRITTEN);
    expect(await phones(CHLOE, { search: 'never' })).toEqual(AS_WRITTEN);
    expect(asked()).toHaveLength(1);
  });

  test('is not whoever has the same digits in another country', async () => {
    const { phones, asked, sandbox } = await openBorea({ synced: false });
    const contact = [...(sandbox.workspaces.get(BOREA)?.contacts.values() ?? [])].find(
      ({ name }) => name === 'Chloé Martin',
    );
    if (contact !== undefined) contact.phone = '0762043575';
    expect(await phones('+41762043575')).toEqual([]);
    expect(asked()).toEqual(['POST /contacts/search']);
    expect(await phones()).toEqual(['+33762043575', '0762043575']);
  });

  test('is not asked again for a minute when nobody has it, save by somebody who is about to act on that', async () => {
    const { phones, asked, time } = await openBorea({ synced: true });
    const nobody = '+33639981234';
    expect(await phones(nobody)).toEqual([]);
    expect(await phones(nobody)).toEqual([]);
    expect(asked()).toHaveLength(1);
    await phones(nobody, { search: 'always' });
    expect(asked()).toHaveLength(2);
    time.nowMs += 60_000;
    await phones(nobody);
    expect(asked()).toHaveLength(3);
    time.nowMs -= 3_600_000;
    await phones(nobody);
    expect(asked()).toHaveLength(4);
    await phones('+33639981235', { search: 'never' });
    expect(asked()).toHaveLength(4);
  });

  test('stays inside the workspace, of contacts and of absences', async () => {
    const { finderIn, asked, phones } = await openBorea({ synced: true });
    expect((await findCallers(await finderIn(ACME), CHLOE)).callers).toEqual([]);
    expect(asked()).toHaveLength(1);
    expect(await phones()).toEqual(AS_WRITTEN);
  });

  test('is asked of Intercom before a contact is believed of whom something changed', async () => {
    const { phones, asked, store, sandbox } = await openBorea({ synced: true });
    const contacts = [...(sandbox.workspaces.get(BOREA)?.contacts.values() ?? [])];
    const chloe = contacts.find(({ name }) => name === 'Chloé Martin');
    if (chloe === undefined) throw new Error('the sandbox has no Chloé');
    await store.facts.doubt({ workspaceId: BOREA, epoch: 1, keys: [keyOf('contact', chloe.id)], nowMs: NOW_MS });
    expect(await phones()).toEqual(AS_WRITTEN);
    chloe.phone = '06 39 98 00 01';
    expect(await phones()).toEqual(['+33762043575']);
    sandbox.workspaces.get(BOREA)?.contacts.delete(chloe.id);
    expect(await phones()).toEqual(['+33762043575']);
    expect(new Set(asked())).toEqual(new Set([`GET /contacts/${chloe.id}`]));
  });

  test('is not told to be nobody when Intercom cannot be asked', async () => {
    const { phones, sandbox, finder } = await openBorea({ synced: false });
    sandbox.faults = { serverError: {} };
    await expect(phones()).rejects.toMatchObject({ code: 'intercom_down' });
    expect((await findCallers({ ...finder, client: undefined }, CHLOE)).callers).toEqual([]);
    sandbox.faults = {};
    expect(await phones()).toEqual(AS_WRITTEN);
  });

  test('says when there are more than were looked at', async () => {
    const { finder } = await openBorea({ synced: true });
    expect(await findCallers(finder, CHLOE, { limit: 1 })).toMatchObject({ callers: [{}], more: true, asked: false });
    expect(await findCallers(finder, CHLOE, { limit: 2 })).toMatchObject({ callers: [{}, {}], more: false });
  });

  test('says when Intercom has more than it gives at once', async () => {
    const { finder, sandbox } = await openBorea({ synced: false });
    const contacts = sandbox.workspaces.get(BOREA)?.contacts ?? new Map();
    const [chloe] = [...contacts.values()].filter(({ name }) => name === 'Chloé Martin');
    for (let nth = 0; nth < 150; nth += 1) {
      const id = `66a1f000064259c8d90f${String(nth).padStart(4, '0')}`;
      contacts.set(id, { ...chloe, id, phone: CHLOE, externalId: `many-${nth}` });
    }
    expect(await findCallers(finder, CHLOE)).toMatchObject({ more: true, unreadIds: [] });
  });

  test('tells of whom it cannot be told, all of them, and never that they do not have it', async () => {
    const { finder, store } = await openBorea({ synced: true });
    const nobody = { ...finder, client: undefined };
    const { callers } = await findCallers(finder, CHLOE);
    const ids = callers.map(({ contact }) => contact.id).toSorted();
    const keys = ids.map((id) => keyOf('contact', id));
    await store.facts.doubt({ workspaceId: BOREA, epoch: 1, keys, nowMs: NOW_MS });
    expect(await findCallers(nobody, CHLOE)).toMatchObject({ callers: [], unreadIds: ids, asked: false });
    const more = ['a', 'b', 'c'].map((contactId) => ({ contactId, value: '{}', versionMs: 1, phones: [CHLOE] }));
    const doubted = more.map(({ contactId }) => keyOf('contact', contactId));
    await store.facts.list({ workspaceId: BOREA, epoch: 1, contacts: more, learnedAtMs: NOW_MS, nowMs: NOW_MS });
    await store.facts.doubt({ workspaceId: BOREA, epoch: 1, keys: doubted, nowMs: NOW_MS });
    // Three of five are asked.
    const found = await findCallers(finder, CHLOE, { search: 'never' });
    expect(found.unreadIds).toEqual(['b', 'c']);
    expect(found.callers.map(({ contact }) => contact.id).toSorted()).toEqual(ids);
  });

  test('tells who has it from who may have it, and looks on in Intercom while nobody certainly has it', async () => {
    const { finder, asked, sandbox, store } = await openBorea({ synced: true });
    const contacts = [...(sandbox.workspaces.get(BOREA)?.contacts.values() ?? [])];
    const piet = contacts.find(({ name }) => name === 'Piet de Vries');
    if (piet === undefined) throw new Error('the sandbox has no Piet');
    piet.phone = '4930123456';
    await store.facts.doubt({ workspaceId: BOREA, epoch: 1, keys: [keyOf('contact', piet.id)], nowMs: NOW_MS });
    const BERLIN = '+4930123456';
    expect(await findCallers(finder, BERLIN)).toMatchObject({ callers: [{ contact: { id: piet.id }, exact: false }] });
    const chloe = contacts.find(({ name }) => name === 'Chloé Martin');
    if (chloe !== undefined) chloe.phone = '+49 30 123456';
    const found = await findCallers(finder, BERLIN, { search: 'always' });
    expect(found.callers.map(({ contact: { id }, exact }) => [id, exact]).toSorted()).toEqual(
      [
        [chloe?.id, true],
        [piet.id, false],
      ].toSorted(),
    );
    expect(asked().filter((one) => one === 'POST /contacts/search')).toHaveLength(2);
  });
});
