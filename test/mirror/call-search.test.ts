import { expect, test } from 'vitest';
import type { IntercomClient } from '../../server/intercom/intercom-client.ts';
import type { Call } from '../../server/intercom/types.ts';
import { callsOfConversations } from '../../server/mirror/call-search.ts';
import { call } from '../calls/samples.ts';

/** Intercom with these calls, each found for a conversation, whatever it says of itself. */
function searchIn(found: Readonly<Record<string, readonly Call[]>>) {
  const asked: string[][] = [];
  const search: IntercomClient['calls']['search'] = async (ids) => {
    asked.push(ids);
    return ids.flatMap((id) => found[id] ?? []);
  };
  const callsOf = (ids: readonly string[]) => callsOfConversations({ calls: { search } }, ids, {});
  return { callsOf, asked };
}

const of = (conversationId: string | undefined, id: string) => call({ id, conversationId });

test('the calls of several conversations are asked for at once, twenty at most', async () => {
  const { callsOf, asked } = searchIn({ 2: [of('2', 'a'), of('2', 'b')] });
  const ids = Array.from({ length: 25 }, (_, nth) => String(nth));
  expect((await callsOf(ids)).map((calls) => calls.length)).toEqual(ids.map((id) => (id === '2' ? 2 : 0)));
  expect(asked.map((one) => one.length)).toEqual([20, 5]);
});

test.each([undefined, '99'])('a call that says %j for its conversation is not lost beside others', async (said) => {
  const stray = of(said, 'stray');
  const own = of('1', 'own');
  const { callsOf, asked } = searchIn({ 1: [own], 2: [stray] });
  expect(await callsOf(['1', '2', '3'])).toEqual([[own], [stray], []]);
  expect(asked).toEqual([['1', '2', '3'], ['1'], ['2'], ['3']]);
  expect(await searchIn({ 1: [own, stray] }).callsOf(['1', '2'])).toEqual([[own, stray], []]);
});

test('a call is of the only conversation that it was asked for with, whatever it says', async () => {
  const stray = of('99', 'stray');
  const { callsOf, asked } = searchIn({ 1: [stray] });
  expect(await callsOf(['1'])).toEqual([[stray]]);
  expect(asked).toEqual([['1']]);
});
