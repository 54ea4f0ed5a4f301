import { expect, test } from 'vitest';
import type { ConversationHead } from '../../canvas/facts.ts';
import { mayBeCut } from '../../server/mirror/conversation-heads.ts';
import { withoutConversation } from '../../server/mirror/conversation-list.ts';

const headsOf = (count: number): ConversationHead[] =>
  Array.from({ length: count }, (_, nth) => ({
    ...{ id: String(nth), state: 'open', subject: undefined, updatedAtMs: nth },
    ...{ teammateId: undefined, teamId: undefined },
  }));

test('a list that may not be all there is does not come to look whole when a conversation leaves it', () => {
  for (const count of [150, 151, 300]) {
    expect(mayBeCut(headsOf(count))).toBe(true);
    expect(withoutConversation(headsOf(count), '7')).toBeUndefined();
  }
  expect(mayBeCut(headsOf(149))).toBe(false);
  expect(withoutConversation(headsOf(3), '1')?.map(({ id }) => id)).toEqual(['0', '2']);
});
