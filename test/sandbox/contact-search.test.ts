import { describe, expect, it } from 'vitest';
import { ACME, BOREA, refusal, sandboxUnderTest } from './sandbox-under-test.ts';

type Query = { field: string; operator: string; value: unknown } | { operator: 'AND' | 'OR'; value: Query[] };

function searcher(workspaceId = ACME) {
  const sandbox = sandboxUnderTest();
  const call = sandbox.client(workspaceId);
  const search = (query: Query, rest: object = {}) => call('POST', '/contacts/search', { query, ...rest });
  const names = async (query: Query) =>
    (await search(query)).body.data.map((contact: { name: string | null }) => contact.name ?? '(nameless)').sort();
  return { ...sandbox, call, search, names };
}

describe('searching contacts', () => {
  it('compares phone numbers as they were typed', async () => {
    const { names } = searcher();
    expect(await names({ field: 'phone', operator: '=', value: '+14155550100' })).toEqual([]);
    expect(await names({ field: 'phone', operator: '=', value: '+1 415 555 0100' })).toEqual(['Jo Vance']);
    expect(await names({ field: 'phone', operator: '$', value: '555 0100' })).toEqual(['Jo Vance']);
  });

  it('finds both people of a shared number by its normal form, however they typed it', async () => {
    const { names } = searcher();
    expect(await names({ field: 'formatted_phone', operator: '=', value: '+12125550142' })).toEqual([
      'Dana Bell',
      'Marcus Bell',
    ]);
    const borea = searcher(BOREA);
    expect(await borea.names({ field: 'formatted_phone', operator: '=', value: '+33612345678' })).toEqual([
      '(nameless)',
    ]);
  });

  it('finds the anonymous caller by the word Intercom keeps for a number', async () => {
    const { names } = searcher();
    expect(await names({ field: 'phone', operator: '=', value: 'anonymous' })).toEqual(['(nameless)']);
  });

  it('knows every operator on texts', async () => {
    const { names, contactNamed } = searcher();
    expect(await names({ field: 'email', operator: '=', value: 'JO.Vance@lumenlabs.example' })).toEqual(['Jo Vance']);
    expect(await names({ field: 'name', operator: '~', value: 'bell' })).toEqual(['Dana Bell', 'Marcus Bell']);
    expect(await names({ field: 'name', operator: '^', value: 'aiko' })).toEqual(['Aiko Tanaka']);
    expect(await names({ field: 'external_id', operator: 'IN', value: ['user-1001', 'user-1002'] })).toEqual([
      'Jo Vance',
      'Priya Raman',
    ]);
    expect(await names({ field: 'id', operator: '=', value: contactNamed('Lena Fischer').id })).toEqual([
      'Lena Fischer',
    ]);
    const leads = await names({ field: 'role', operator: '!=', value: 'user' });
    expect(leads).toEqual([
      '(nameless)',
      '(nameless)',
      '+266696687',
      'Copper Desk',
      'Dana Bell',
      'Nadia P.',
      'Sam Okafor',
    ]);
    expect(await names({ field: 'role', operator: 'NIN', value: ['user'] })).toEqual(leads);
    expect(await names({ field: 'email', operator: '=', value: null })).toEqual(
      leads.filter((name: unknown) => name !== 'Dana Bell'),
    );
  });

  it('combines filters with AND and OR, two levels deep', async () => {
    const { names } = searcher();
    const query: Query = {
      operator: 'AND',
      value: [
        { field: 'role', operator: '=', value: 'user' },
        {
          operator: 'OR',
          value: [
            { field: 'phone', operator: '=', value: '+14155550111' },
            { field: 'name', operator: '~', value: 'bell' },
          ],
        },
      ],
    };
    expect(await names(query)).toEqual(['Marcus Bell', 'Priya Raman']);
  });

  it('finds by tag', async () => {
    const { names, tagNamed } = searcher();
    expect(await names({ field: 'tag_id', operator: '=', value: tagNamed('VIP').id })).toEqual([
      'Jo Vance',
      'Lena Fischer',
    ]);
  });

  it('compares dates by whole days of the workspace', async () => {
    const { names, time } = searcher();
    // Noon in New York: earlier today is not before today, whatever the second.
    const noon = Math.floor(time.nowMs / 1000);
    expect(await names({ field: 'updated_at', operator: '>', value: noon - 3 * 86_400 })).toContain('Jo Vance');
    expect(await names({ field: 'updated_at', operator: '>', value: noon - 12 * 3600 })).not.toContain('Jo Vance');
    expect(await names({ field: 'updated_at', operator: '=', value: noon - 12 * 3600 })).toContain('Jo Vance');
  });

  it('finds by a custom attribute', async () => {
    const { names, contactNamed } = searcher();
    contactNamed('Grace Hall').customAttributes = { tier: 'gold' };
    expect(await names({ field: 'custom_attributes.tier', operator: '=', value: 'gold' })).toEqual(['Grace Hall']);
  });

  it('never finds merged contacts', async () => {
    const { names } = searcher();
    expect(await names({ field: 'name', operator: '^', value: 'Jo V' })).toEqual(['Jo Vance']);
  });

  it('sorts as asked and refuses an order it does not know', async () => {
    const { search } = searcher();
    const query: Query = { field: 'role', operator: '=', value: 'user' };
    const sorted = await search(query, { sort: { field: 'name', order: 'ascending' }, pagination: { per_page: 2 } });
    expect(sorted.body.data.map((contact: { name: string }) => contact.name)).toEqual(['Aiko Tanaka', 'Grace Hall']);
    expect(refusal(await search(query, { sort: { field: 'name', order: 'desc' } }))[2]).toBe('invalid_sort_order');
  });

  it('refuses what Intercom would: unknown fields and operators, missing queries, groups too deep or too long', async () => {
    const { search, call } = searcher();
    const filter: Query = { field: 'role', operator: '=', value: 'user' };
    const deep: Query = { operator: 'AND', value: [{ operator: 'OR', value: [{ operator: 'AND', value: [filter] }] }] };
    const refused: unknown[] = [
      { field: 'shoe_size', operator: '=', value: 44 },
      { field: 'constructor', operator: '=', value: 44 },
      { field: 'role', operator: 'BOGUS', value: 'user' },
      { field: 'tag_id', operator: '~', value: '1' },
      { field: 'role', operator: 'IN', value: 'user' },
      { field: 'role', operator: '=', value: ['user'] },
      { field: 'role', operator: '=', value: { a: 1 } },
      deep,
      { operator: 'OR', value: Array.from({ length: 16 }, () => filter) },
    ];
    for (const query of refused) {
      const answer = await search(query as Query);
      expect(refusal(answer)).toEqual([400, 'error.list', 'parameter_invalid']);
    }
    expect(refusal(await call('POST', '/contacts/search', {}))).toEqual([400, 'error.list', 'parameter_not_found']);
    expect((await search({ operator: 'OR', value: Array.from({ length: 15 }, () => filter) })).status).toBe(200);
  });
});
