import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { callTimeline } from '../../server/calls/timeline.ts';
import { ANSWERED, author, call, directory, part, START_MS } from './samples.ts';

const at = (seconds: number) => ({ createdAtMs: START_MS + seconds * 1000 });
const TEAM = directory('Bo Teammate', 'Ann Lead', 'X using the Decline button', 'Sam', 'sam');
const kinds = (events: ReturnType<typeof callTimeline>) => events.map(({ event }) => event.kind);

describe('the timeline of a call', () => {
  test('tells the log and the record in one order', () => {
    const parts = [
      part('<p>Teammates available: 2</p><p>Teammates away: 1</p>', at(0)),
      part('<p>Hello</p>', { ...at(1), partType: 'comment', author: author('user', 'Jo') }),
      part('Call missed by Bo Teammate.', at(31)),
      part('Call answered by Ann Lead.', at(35)),
      part('Sam joined the call.', at(60)),
    ];
    const answered = call({ ...ANSWERED, adminId: '2', answeredAtMs: START_MS + 36_000 });
    expect(callTimeline(parts, answered, TEAM)).toEqual([
      { atMs: START_MS, event: { kind: 'started' }, who: undefined },
      { atMs: START_MS, event: { kind: 'teammates_available', count: 2 }, who: undefined },
      { atMs: START_MS, event: { kind: 'teammates_away', count: 1 }, who: undefined },
      {
        ...{ atMs: START_MS + 31_000, event: { kind: 'missed', name: 'Bo Teammate' } },
        who: { name: 'Bo Teammate', teammateId: '1' },
      },
      {
        ...{ atMs: START_MS + 35_000, event: { kind: 'answered', name: 'Ann Lead' } },
        who: { name: 'Ann Lead', teammateId: '2' },
      },
      // Two teammates are called so.
      {
        ...{ atMs: START_MS + 60_000, event: { kind: 'joined', name: 'Sam' } },
        who: { name: 'Sam', teammateId: undefined },
      },
      { atMs: ANSWERED.endedAtMs, event: { kind: 'ended', reason: 'answered' }, who: undefined },
    ]);
  });

  test('says who was connected when the log does not, or when another one clicked Answer', () => {
    expect(kinds(callTimeline([], call(ANSWERED), TEAM))).toEqual(['started', 'connected', 'ended']);
    const byAnother = callTimeline([part('Call answered by Ann Lead.', at(11))], call(ANSWERED), TEAM);
    expect(byAnother.map(({ event, who }) => [event.kind, who?.teammateId])).toEqual([
      ['started', undefined],
      ['answered', '2'],
      ['connected', '1'],
      ['ended', undefined],
    ]);
    const longBefore = callTimeline([part('Call answered by Bo Teammate.', at(0))], {
      ...call(ANSWERED),
      answeredAtMs: START_MS + 120_000,
    });
    expect(kinds(longBefore)).toContain('connected');
  });

  test('knows a teammate whose name ends like the sentence', () => {
    const parts = [part('Call declined by X using the Decline button', at(5))];
    expect(callTimeline(parts, undefined, TEAM)).toMatchObject([
      { event: { kind: 'declined_unclear' }, who: { teammateId: '3' } },
    ]);
    expect(callTimeline(parts, undefined)).toMatchObject([
      { event: { kind: 'declined', name: 'X' }, who: { name: 'X', teammateId: undefined } },
    ]);
  });

  test('is empty when nothing is known', () => {
    const nothing = call({ initiatedAtMs: undefined, endedAtMs: undefined });
    expect(callTimeline([], nothing)).toEqual([]);
    expect(callTimeline([part(undefined), part('<p>Hello</p>')], undefined)).toEqual([]);
  });

  test('has only what belongs to this call of the conversation', () => {
    const second = call({ id: 'call-2', initiatedAtMs: START_MS + 90_000, endedAtMs: START_MS + 120_000 });
    const parts = [
      part('Call missed by Early.', at(-60)),
      part('Call missed by Bo.', at(30)),
      part('Started assignment after call ended without an assignee.', at(50)),
      part('Call missed by Ann.', at(100)),
      part('Call missed by Late.', at(3600)),
      part('Call missed by Whoknows.', { createdAtMs: undefined }),
    ];
    expect(kinds(callTimeline(parts, call(), undefined, [call(), second]))).toEqual([
      ...['started', 'missed', 'ended', 'late_assignment'],
    ]);
    const later = callTimeline(parts, second, undefined, [call()]);
    expect(later.flatMap(({ who }) => who?.name ?? [])).toEqual(['Ann']);
    expect(callTimeline(parts, undefined)).toHaveLength(6);
  });

  test('without times is in the order of the conversation', () => {
    const parts = ['Call missed by B.', 'Call missed by A.'].map((body) => part(body, { createdAtMs: undefined }));
    const events = callTimeline(parts, call({ initiatedAtMs: undefined, endedAtMs: undefined }));
    expect(events.map(({ who }) => who?.name)).toEqual(['B', 'A']);
  });
});

test('of any parts, it is in order and has each entry of the log once', () => {
  const bodies = fc.constantFrom('Call missed by Bo.', 'Bo joined the call.', 'Teammates away: 1', 'Hello', '');
  const seconds = fc.integer({ min: -10, max: 700 });
  const parts = fc.array(
    fc.record({ body: bodies, second: seconds }).map(({ body, second }) => part(body, at(second))),
  );
  const times = fc.record({
    initiatedAtMs: fc.constant(START_MS),
    answeredAtMs: fc.option(
      seconds.map((second) => START_MS + second * 1000),
      { nil: undefined },
    ),
    endedAtMs: fc.option(
      seconds.map((second) => START_MS + second * 1000),
      { nil: undefined },
    ),
  });
  fc.assert(
    fc.property(parts, times, (all, given) => {
      const events = callTimeline(all, call(given));
      const atMs = events.map((one) => one.atMs ?? Number.NaN);
      expect(atMs).toEqual(atMs.toSorted((a, b) => a - b));
      const untilMs = given.endedAtMs === undefined ? Number.POSITIVE_INFINITY : given.endedAtMs + 600_000;
      const expected = all.filter(
        ({ body, createdAtMs = 0 }) =>
          body !== 'Hello' && body !== '' && createdAtMs >= START_MS - 5_000 && createdAtMs < untilMs,
      );
      const milestones = ['started', 'connected', 'ended'];
      expect(events.filter(({ event }) => !milestones.includes(event.kind))).toHaveLength(expected.length);
    }),
  );
});
