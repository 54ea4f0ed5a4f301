import { describe, expect, test } from 'vitest';
import { failureOf, freshClient, NOW_MS } from './fresh-client.ts';
import { CONTACT } from './wire-samples.ts';

const merged = (link: string, status = 410) => ({
  status,
  headers: { link },
  json: { type: 'error.list', errors: [{ code: 'contact_merged' }] },
});

describe('a contact that was merged into another', () => {
  test.each([410, 404])(
    'is followed after a %i with a canonical link, and the id asked for is told',
    async (status) => {
      const { client, fake } = await freshClient((_, nth) =>
        nth === 1 ? merged('</contacts/into%201>; rel="canonical"', status) : { json: CONTACT },
      );
      expect(await client.contacts.get('old')).toMatchObject({ mergedFromId: 'old', contact: { id: CONTACT.id } });
      expect(fake.requests.map((request) => request.path)).toEqual(['/contacts/old', '/contacts/into%201']);
    },
  );

  test('is followed at most three times', async () => {
    const chain = (hops: number) => (_: unknown, nth: number) =>
      nth <= hops ? merged(`</contacts/${nth}>; rel=canonical`) : { json: CONTACT };
    const three = await freshClient(chain(3));
    expect(await three.client.contacts.get('old')).toMatchObject({ mergedFromId: 'old' });
    const four = await freshClient(chain(4));
    expect(await failureOf(four.client.contacts.get('old'))).toMatchObject({
      code: 'intercom_not_found',
      intercomCode: 'contact_merged',
    });
    expect(four.fake.requests).toHaveLength(4);
  });

  test('all hops share one deadline', async () => {
    let nowMs = NOW_MS;
    const slowly = (_: unknown, nth: number) => {
      nowMs += 6_000;
      return nth < 3 ? merged(`</contacts/${nth}>; rel=canonical`) : { json: CONTACT };
    };
    const { client, fake } = await freshClient(slowly, { clock: () => nowMs, deadlineMs: 10_000 });
    expect(await failureOf(client.contacts.get('old'))).toMatchObject({ code: 'intercom_timed_out' });
    expect(fake.requests).toHaveLength(2);
  });

  test.each([
    '<https://elsewhere.test/contacts/1>; rel="canonical"',
    '<//elsewhere.test/contacts/1>; rel="canonical"',
    '</contacts/1/../../admins>; rel="canonical"',
    '</contacts/%E0%A4%A>; rel="canonical"',
    '</contacts/>; rel="canonical"',
    '</admins/1>; rel="canonical"',
    '</contacts/1>; rel="next"',
    '</contacts/1>',
    'nonsense',
    '',
  ])('is not followed along %j', async (link) => {
    const { client, fake } = await freshClient(() => merged(link));
    expect(await failureOf(client.contacts.get('old'))).toMatchObject({
      code: 'intercom_not_found',
      intercomCode: 'contact_merged',
      status: 410,
    });
    expect(fake.requests).toHaveLength(1);
  });

  test('is found among several links', async () => {
    const { client } = await freshClient((_, nth) =>
      nth === 1 ? merged('</contacts/9>; rel="next", </contacts/2>; title=x; rel="canonical"') : { json: CONTACT },
    );
    expect(await client.contacts.get('old')).toMatchObject({ mergedFromId: 'old' });
  });

  test('a contact that is simply gone is not found', async () => {
    const { client } = await freshClient(() => ({ status: 404, json: { errors: [{ code: 'not_found' }] } }));
    expect(await failureOf(client.contacts.get('old'))).toMatchObject({ code: 'intercom_not_found', status: 404 });
  });
});
