import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paginate } from '../../sandbox/search/paginate.ts';
import { visibleContacts } from '../../sandbox/state/contact.ts';
import { ACME, refusal, sandboxUnderTest } from './sandbox-under-test.ts';

describe('pages by cursor', () => {
  it('visit every contact once, and the last has no next', async () => {
    const { client, workspaceOf } = sandboxUnderTest();
    const call = client(ACME);
    const there = visibleContacts(workspaceOf(ACME)).length;
    const total_pages = Math.ceil(there / 5);
    const seen: string[] = [];
    let cursor: string | undefined;
    let pages = 0;
    do {
      const after = cursor === undefined ? '' : `&starting_after=${encodeURIComponent(cursor)}`;
      const { body } = await call('GET', `/contacts?per_page=5${after}`);
      pages += 1;
      expect(body.pages).toMatchObject({ type: 'pages', page: pages, per_page: 5, total_pages });
      seen.push(...body.data.map((contact: { id: string }) => contact.id));
      cursor = body.pages.next?.starting_after;
    } while (cursor !== undefined);
    expect([pages, seen.length, new Set(seen).size]).toEqual([total_pages, there, there]);
  });

  it('go on in a search by what its pagination says', async () => {
    const call = sandboxUnderTest().client(ACME);
    const query = { field: 'state', operator: '=', value: 'open' };
    const first = (await call('POST', '/conversations/search', { query, pagination: { per_page: 3 } })).body;
    const { next } = first.pages;
    const second = (await call('POST', '/conversations/search', { query, pagination: next })).body;
    expect(second.pages.page).toBe(2);
    expect(second.conversations[0].id).not.toBe(first.conversations[0].id);
    expect(second.total_count).toBe(first.total_count);
  });

  it('refuse a cursor that means nothing and a size out of bounds', async () => {
    const call = sandboxUnderTest().client(ACME);
    expect(refusal(await call('GET', '/contacts?starting_after=nonsense'))).toEqual([
      400,
      'error.list',
      'client_error',
    ]);
    for (const size of ['0', '151', 'many']) {
      expect(refusal(await call('GET', `/conversations?per_page=${size}`))).toEqual([
        400,
        'error.list',
        'parameter_invalid',
      ]);
    }
  });

  it('lose and double nothing, whatever the list and the size', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { maxLength: 40 }), fc.integer({ min: 1, max: 50 }), (ids, perPage) => {
        const items = ids.map((id) => ({ id }));
        const seen: string[] = [];
        let startingAfter: string | undefined;
        do {
          const page = paginate(items, { perPage, startingAfter });
          seen.push(...page.items.map(({ id }) => id));
          startingAfter = (page.pages as { next?: { starting_after: string } }).next?.starting_after;
        } while (startingAfter !== undefined);
        expect(seen).toEqual(ids);
      }),
    );
  });
});

describe('pages by number', () => {
  it('are those of calls, twenty-five at most', async () => {
    const { client, workspaceOf } = sandboxUnderTest();
    const call = client(ACME);
    const total_pages = Math.ceil(workspaceOf(ACME).calls.size / 4);
    const all = (await call('GET', '/calls')).body;
    const third = (await call('GET', '/calls?page=3&per_page=4')).body;
    expect(all.pages).toEqual({ type: 'pages', page: 1, per_page: 25, total_pages: 1 });
    expect(third.pages).toEqual({ type: 'pages', page: 3, per_page: 4, total_pages });
    expect(third.data).toEqual(all.data.slice(8, 12));
    expect((await call('GET', '/calls?per_page=26')).status).toBe(400);
    expect((await call('GET', '/calls?page=0')).status).toBe(400);
  });
});
