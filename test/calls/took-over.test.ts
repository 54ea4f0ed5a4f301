import { describe, expect, test } from 'vitest';
import { known, unavailable } from '../../canvas/facts.ts';
import { tookOver } from '../../server/calls/insights/took-over.ts';
import type { ConversationPart } from '../../server/intercom/types.ts';
import { author, directory, facts, part, START_MS } from './samples.ts';

const FIN = part('<p>Let me hand you over.</p>', { author: author('bot', 'Fin', '1', true), partType: 'comment' });
const at = (seconds: number) => ({ createdAtMs: START_MS + seconds * 1000 });
const answered = part('Call answered by Bo Teammate.', at(30));
const assigned = part(undefined, { ...at(20), partType: 'assignment', assignedTo: { type: 'admin', id: '2' } });
const replied = part('<p>Hi</p>', { ...at(40), author: author('admin', 'Ann Lead', '2'), partType: 'comment' });
const summary = part('<p>They talked.</p>', { author: author('bot', 'Fin', '1', true), partType: 'call_summary' });

const who = (parts: ConversationPart[], finResolutionState = 'escalated') =>
  tookOver(facts({ parts: known(parts), finResolutionState, directory: known(directory('Bo Teammate', 'Ann Lead')) }));

describe('who took over from Fin', () => {
  test('is who answered, replied or was assigned first', () => {
    expect(who([FIN, replied, answered])).toEqual({
      ...{ kind: 'took_over', how: 'answered', atMs: START_MS + 30_000 },
      who: { name: 'Bo Teammate', teammateId: '1' },
    });
    expect(who([FIN, answered, assigned])).toEqual({
      ...{ kind: 'took_over', how: 'assigned', atMs: START_MS + 20_000 },
      who: { name: undefined, teammateId: '2' },
    });
    expect(who([FIN, replied])).toMatchObject({ how: 'replied', who: { name: 'Ann Lead', teammateId: '2' } });
  });

  test.each(['escalated', 'procedure_handoff', 'negative_feedback', 'routed_to_team'])('is told after %s', (state) => {
    expect(who([FIN, replied], state)).toBeDefined();
  });

  test.each(['assumed_resolution', 'confirmed_resolution', 'abandoned', 'brand_new', ''])(
    'is not told after "%s"',
    (state) => {
      expect(who([FIN, replied], state)).toBeUndefined();
    },
  );

  test.each<[string, ConversationPart[]]>([
    ['who was there before Fin', [{ ...replied, ...at(-10) }, FIN]],
    ['when Fin has nothing in the conversation', [replied]],
    ['when Fin only summed the call up', [summary, replied]],
    ['of a workflow’s message', [part('Hi', { partType: 'comment' }), replied]],
    ['of a team', [FIN, { ...assigned, assignedTo: { type: 'team', id: '5' } }]],
    ['of a note', [FIN, { ...replied, partType: 'note' }]],
    ['of the customer', [FIN, { ...replied, author: author('user', 'Jo') }]],
    [
      'of a customer who writes that somebody answered',
      [FIN, { ...answered, author: author('user', 'Jo'), partType: 'comment' }],
    ],
    ['of a call that was missed', [FIN, part('Call missed by Bo Teammate.', at(30))]],
  ])('is not told %s', (_, parts) => {
    expect(who(parts)).toBeUndefined();
  });

  test('is told by the name in the log when the team could not be read', () => {
    const given = { parts: known([FIN, answered]), finResolutionState: 'escalated' };
    expect(tookOver(facts({ ...given, directory: unavailable('timed_out', START_MS) }))).toMatchObject({
      who: { name: 'Bo Teammate', teammateId: undefined },
    });
  });

  test('is not told when the conversation could not be read', () => {
    const parts = unavailable('timed_out', START_MS);
    expect(tookOver(facts({ parts, finResolutionState: 'escalated' }))).toBeUndefined();
  });
});
