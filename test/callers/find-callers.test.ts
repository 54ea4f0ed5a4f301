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
    (await findCallers(finder, phoneE164, options)).contacts.map(({ phone }) => phone).toSorted();
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
    expect((await findCallers(await finderIn(ACME), CHLOE)).contacts).toEqual([]);
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
    expect((await findCallers({ ...finder, client: undefined }, CHLOE)).contacts).toEqual([]);
    sandbox.faults = {};
    expect(await phones()).toEqual(AS_WRITTEN);
  });

  test('says when there are more than were looked at', async () => {
    const { finder } = await openBorea({ synced: true });
    expect(await findCallers(finder, CHLOE, { limit: 1 })).toMatchObject({ contacts: [{}], more: true, asked: false });
    expect(await findCallers(finder, CHLOE, { limit: 2 })).toMatchObject({ contacts: [{}, {}], more: false });
  });
});
