import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readCsv } from '../../tools/numbers/csv.ts';
import { setUp } from './numbers-setup.ts';

const PHONES = ['07 62 04 35 75', '07 62 04 35 76', 'see CRM', '4917667402970'];
type Given = Parameters<typeof setUp>[0];

/** An audit was made of these phones, in France; it waits for decisions. */
async function audited(given: Given = {}, phones: readonly string[] = PHONES, country = 'FR') {
  const room = await setUp(given);
  const ids = room.addContacts(...phones);
  expect((await room.audit('--country', country, '--csv', room.csv)).exitCode).toBe(0);
  const idOf = (nth: number) => ids[nth] ?? '';
  return {
    ...room,
    idOf,
    decideAll: (...decisions: string[]) =>
      room.decide(Object.fromEntries(decisions.map((decision, nth) => [idOf(nth), decision]))),
    /** [id, phone, number, result, why] */
    told: () => readCsv(readFileSync(room.results, 'utf8').replace('\ufeff', '')).map((cells) => cells.slice(0, 5)),
    puts: () => room.asked().filter((one) => one.startsWith('PUT')),
  };
}

test('what somebody decided is written, as one number in E.164, and nothing else', async () => {
  const { fix, decideAll, phones, told, idOf, results, puts } = await audited();
  decideAll('yes', '', ' +33170189900 ');
  expect(await fix()).toEqual({
    ...{ exitCode: 0, err: '' },
    out: `Done 2, skipped 0, failed 0. Without a decision: 2.\nWhat became of each is in ${results}.\n`,
  });
  expect(phones()).toEqual(['+33762043575', '07 62 04 35 76', '+33170189900', '4917667402970']);
  expect(told()).toEqual([
    ['contact_id', 'phone', 'number', 'result', 'why'],
    [`'${idOf(0)}`, "'07 62 04 35 75", "'+33762043575", 'done', ''],
    [`'${idOf(2)}`, 'see CRM', "'+33170189900", 'done', ''],
  ]);
  expect(puts()).toHaveLength(2);
});

test('where two numbers are possible, yes takes the reading and other the other one', async () => {
  const { fix, decideAll, phones } = await audited({}, ['4917667402970', '4917667402971'], 'DE');
  decideAll('YES', 'Other');
  expect((await fix()).exitCode).toBe(0);
  expect(phones()).toEqual(['+4917667402970', '+494917667402971']);
});

test('a number of a range that is not known yet is written when somebody wrote it down', async () => {
  const { fix, decideAll, phones } = await audited({}, ['1 999 999 9999']);
  decideAll('+19999999999');
  expect((await fix()).exitCode).toBe(0);
  expect(phones()).toEqual(['+19999999999']);
});

test('a contact that was changed, merged or deleted since the audit is left alone, with the reason', async () => {
  const { fix, decideAll, workspace, contactOf, told, idOf, puts } = await audited();
  decideAll('yes', 'yes', '+33170189900');
  contactOf(idOf(0)).phone = '+33170189901';
  contactOf(idOf(1)).mergedIntoId = idOf(3);
  workspace.contacts.delete(idOf(2));
  const { exitCode, out } = await fix();
  expect([exitCode, puts()]).toEqual([0, []]);
  const whys = [
    'its phone was changed since the audit',
    `the contact was merged into ${idOf(3)}`,
    'not there any more',
  ];
  for (const why of whys) expect(out).toContain(why);
  expect(
    told()
      .map(([, , , result, why]) => [result, why])
      .slice(1),
  ).toEqual([
    ['skipped', whys[0]],
    ['skipped', whys[1]],
    ['skipped', `the contact is ${whys[2]}`],
  ]);
});

test('a dry run says what would become of each, and writes nothing anywhere', async () => {
  const { fix, decideAll, contactOf, idOf, phones, puts, results } = await audited();
  decideAll('yes', 'yes', '+33170189900');
  contactOf(idOf(1)).phone = '+33762043576';
  contactOf(idOf(2)).phone = 'see the CRM';
  const before = phones();
  const { exitCode, out } = await fix(['--dry-run']);
  expect(out.replaceAll(/0{23}/g, '')).toMatchInlineSnapshot(`
    "CONTACT                   PHONE           NUMBER        RESULT         WHY
    0  07 62 04 35 75  +33762043575  to be written
    1  07 62 04 35 76  +33762043576  done           it was so already
    2  see CRM         +33170189900  skipped        its phone was changed since the audit

    Would be done 2, skipped 1, failed 0. Without a decision: 1.
    Nothing was written.
    "
  `);
  expect([exitCode, phones(), puts(), existsSync(results)]).toEqual([0, before, [], false]);
});

describe('the same file again', () => {
  test('writes nothing twice, and does not look again at what was done', async () => {
    const { fix, decideAll, asked, told } = await audited();
    decideAll('yes', 'yes');
    await fix();
    const [askedBefore, toldBefore] = [asked().length, told()];
    expect((await fix()).out).toContain(
      'Done 0, done by an earlier run 2, skipped 0, failed 0. Without a decision: 2.',
    );
    expect([asked().length, told()]).toEqual([askedBefore, toldBefore]);
  });

  test('goes on where Ctrl-C stopped it, between two contacts', async () => {
    const stop = new AbortController();
    const stopAt = (_: number, route: string) => route.startsWith('PUT') && !stop.signal.aborted && stop.abort();
    const { fix, decideAll, phones, told, puts } = await audited({ onAnswer: stopAt });
    decideAll('yes', 'yes', '+33170189900', '+4917667402970');
    const stopped = await fix([], { signal: stop.signal });
    expect([stopped.exitCode, stopped.err]).toEqual([
      1,
      'It ended before all decisions were looked at. The same command goes on.\n',
    ]);
    expect([phones()[0], phones()[1], told().length]).toEqual(['+33762043575', '07 62 04 35 76', 2]);
    expect((await fix()).exitCode).toBe(0);
    expect(phones()).toEqual(['+33762043575', '+33762043576', '+33170189900', '+4917667402970']);
    expect([told().length, puts().length]).toEqual([5, 4]);
  });

  test('is none the worse for a run that was killed before it could say what it wrote', async () => {
    const { fix, decideAll, told, results, puts } = await audited();
    decideAll('yes', 'yes');
    await fix();
    const text = readFileSync(results, 'utf8');
    for (const cut of [2, 20, 40, 60, 90]) {
      writeFileSync(results, text.slice(0, -cut));
      expect((await fix()).exitCode).toBe(0);
      expect(told()).toHaveLength(3);
    }
    expect(puts()).toHaveLength(2);
  });

  test('tries again what was skipped, and what was decided otherwise since', async () => {
    const { fix, decideAll, contactOf, idOf, csv, phones, told } = await audited();
    decideAll('yes');
    contactOf(idOf(0)).phone = 'for a moment';
    expect((await fix()).out).toContain('skipped 1');
    contactOf(idOf(0)).phone = '07 62 04 35 75';
    expect((await fix()).out).toContain('Done 1, skipped 0');
    contactOf(idOf(0)).phone = '07 62 04 35 75';
    writeFileSync(csv, readFileSync(csv, 'utf8').replace(',yes', ',+33170189900'));
    expect((await fix()).out).toContain('Done 1, skipped 0');
    expect([phones()[0], told().length]).toEqual(['+33170189900', 2]);
  });
});
