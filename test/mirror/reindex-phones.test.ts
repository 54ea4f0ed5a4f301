import { describe, expect, test } from 'vitest';
import { reindexPhones } from '../../server/mirror/reindex-phones.ts';
import { SYNC_CONTACTS_JOB, syncContacts, syncContactsJob } from '../../server/mirror/sync-contacts.ts';
import { REINDEX_PHONES_JOB } from '../../server/mirror/sync-line.ts';
import type { Reply } from '../intercom/fake-intercom.ts';
import { startFakeIntercom } from '../intercom/fake-intercom.ts';
import { clientOf, contact, openWriterRoom, START_MS } from './writer-room.ts';

const CHLOE = '+33762043575';
const SWISS = '+41762043575';

/** A workspace with these contacts, by their phone texts; `perPage` of them on a page. */
async function openCountryRoom(phones: readonly string[], { perPage = 150 } = {}) {
  const fake = await startFakeIntercom(({ path }): Reply => {
    const from = Number(new URL(path, 'http://intercom').searchParams.get('starting_after') ?? 0);
    const next = from + perPage < phones.length ? { next: { starting_after: String(from + perPage) } } : {};
    const data = phones.slice(from, from + perPage).map((phone, nth) => ({
      ...{ type: 'contact', id: `c${String(from + nth).padStart(4, '0')}`, role: 'user', phone },
      ...{ updated_at: START_MS / 1000 - 900 },
    }));
    return { json: { type: 'list', total_count: phones.length, data, pages: { type: 'pages', ...next } } };
  });
  const client = clientOf(fake.url, () => START_MS);
  const room = await openWriterRoom({ client: () => client });
  const jobs = () => room.store.jobs.list({ limit: 10 });
  return {
    ...room,
    fake,
    jobs: async () => (await jobs()).map(({ kind }) => kind),
    country: () => room.store.countries.find('ws'),
    sync: (options = {}) =>
      room.run(syncContacts, JSON.parse(syncContactsJob('ws', START_MS, options).payload) as unknown),
    choose: (country: string | undefined) => room.store.countries.choose({ workspaceId: 'ws', country }),
  };
}

const french = (count: number) =>
  Array.from({ length: count }, (_, nth) => `+33 6 12 34 56 ${String(nth).padStart(2, '0')}`);
const american = (count: number) =>
  Array.from({ length: count }, (_, nth) => `+1 415 555 01${String(nth).padStart(2, '0')}`);

describe('the first sync', () => {
  test('reads numbers without a country code in the country that most contacts are in', async () => {
    const room = await openCountryRoom(['07.62.04.35.75', ...french(6)]);
    await room.sync();
    expect(await room.callers(CHLOE)).toEqual(['c0000']);
    expect(await room.country()).toMatchObject({
      guessedCountry: 'FR',
      guessedFrom: 'contacts',
      guessedAtMs: START_MS,
    });
    expect(await room.jobs()).toEqual([]);
  });

  test('guesses by the time zone where too few numbers say where they are', async () => {
    const room = await openCountryRoom(['(415) 555-0100']);
    const { timeZone } = await room.workspace();
    await room.sync();
    expect(timeZone).toBe('America/Los_Angeles');
    expect(await room.country()).toMatchObject({ guessedCountry: 'US', guessedFrom: 'time_zone' });
    expect(await room.callers('+14155550100')).toEqual(['c0000']);
  });

  test('reads them in the country that somebody chose, whatever it guesses', async () => {
    const room = await openCountryRoom(['076 204 35 75', ...french(6)]);
    await room.choose('CH');
    await room.sync();
    expect(await room.callers(SWISS)).toEqual(['c0000']);
    expect(await room.country()).toMatchObject({ chosenCountry: 'CH', guessedCountry: 'FR' });
    expect(await room.jobs()).toEqual([]);
  });

  test('has numbers read anew when all contacts say another country than the first ones did', async () => {
    const room = await openCountryRoom([...american(6), '07.62.04.35.75', ...french(20)], { perPage: 7 });
    await room.sync();
    expect(await room.country()).toMatchObject({ guessedCountry: 'FR' });
    expect(await room.callers(CHLOE)).toEqual([]);
    expect(await room.jobs()).toEqual([REINDEX_PHONES_JOB]);
  });
});

describe('when another country comes into force', () => {
  test('contacts are found by what their numbers mean there, those that could not be read before as well', async () => {
    const room = await openCountryRoom(['076 204 35 75', '(415) 555-0100', ...american(6)]);
    await room.sync();
    expect([await room.callers(SWISS), await room.callers('+14155550100')]).toEqual([[], ['c0001', 'c0002']]);
    await room.choose('CH');
    const result = await room.run(reindexPhones);
    expect(result).toMatchObject({ done: true, next: [{ kind: SYNC_CONTACTS_JOB }] });
    expect(await room.callers('+14155550100')).toEqual(['c0002']);
    expect(await room.mirror()).toMatchObject({ phase: 'waiting' });
    await room.sync({ guesses: false });
    expect(await room.callers(SWISS)).toEqual(['c0000']);
    expect(await room.mirror()).toMatchObject({ phase: 'done' });
    expect(await room.jobs()).toEqual([]);
  });

  test('nobody can tell that nobody has a number from its first step until all contacts were read once more', async () => {
    const room = await openCountryRoom(['076 204 35 75', ...french(300)], { perPage: 150 });
    await room.sync();
    expect(await room.mirror()).toMatchObject({ phase: 'done' });
    await room.choose('CH');
    expect(await room.run(reindexPhones, {}, { signal: AbortSignal.abort() })).toMatchObject({ done: false });
    expect(await room.mirror()).toMatchObject({ phase: 'waiting' });
  });

  test('nothing else of them changes, and who is in doubt stays in doubt', async () => {
    const room = await openCountryRoom(['07.62.04.35.75', '07.62.04.35.76', ...french(6)]);
    await room.sync();
    const before = await room.kept('contact', 'c0000');
    await room.store.facts.doubt({
      ...{ workspaceId: 'ws', epoch: 1, nowMs: START_MS },
      keys: [{ kind: 'contact', key: 'c0001' }],
    });
    await room.choose('US');
    await room.run(reindexPhones);
    const after = await room.kept('contact', 'c0000');
    expect({ ...after, generation: 0 }).toEqual({ ...before, generation: 0 });
    expect(after?.generation).toBeGreaterThan(before?.generation ?? 0);
    expect((await room.kept('contact', 'c0001'))?.value).toBeUndefined();
    expect(await room.callers(CHLOE)).toEqual([]);
  });

  test('all of very many are read anew, however often it is interrupted, and again when it changes on the way', async () => {
    const count = 450;
    const phones = Array.from(
      { length: count },
      (_, nth) => `07 62 04 ${String(1000 + nth).slice(0, 2)} ${String(1000 + nth).slice(2)}`,
    );
    const room = await openCountryRoom(phones);
    await room.choose('FR');
    await room.sync();
    const inCountry = async (code: string) => {
      const numbers = phones.map((phone) => `+${code}${phone.replaceAll(' ', '').slice(1)}`);
      return (await Promise.all(numbers.map(room.callers))).flat().length;
    };
    expect([await inCountry('33'), await inCountry('41')]).toEqual([count, 0]);
    await room.choose('CH');
    let payload: unknown = {};
    for (let attempts = 1; ; attempts += 1) {
      const result = await room.run(reindexPhones, payload, { signal: AbortSignal.abort() });
      if (result.done) {
        expect(attempts).toBeGreaterThan(3);
        break;
      }
      payload = JSON.parse(result.payload ?? '{}');
      if (attempts === 1) await room.choose('FR');
      if (attempts === 2) await room.choose('CH');
    }
    expect([await inCountry('33'), await inCountry('41')]).toEqual([0, count]);
  });

  test('notifications and reads of cards are indexed in it', async () => {
    const room = await openCountryRoom([]);
    await room.choose('FR');
    await room.tell({ about: 'contact', contact: contact('n', { phone: '07.62.04.35.75' }) });
    expect(await room.callers(CHLOE)).toEqual(['n']);
  });
});
