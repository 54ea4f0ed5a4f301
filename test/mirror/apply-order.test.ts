import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openSqliteStore } from '../../db/sqlite/open.ts';
import { phonesOf } from '../../server/callers/contact-phones.ts';
import type { Call, Contact } from '../../server/intercom/types.ts';
import { conversationHead } from '../../server/mirror/conversation-heads.ts';
import { withCall } from '../../server/mirror/merge-call.ts';
import { contact, conversation, openWriterRoom, seconds, type WriterRoom } from './writer-room.ts';

/**
 * What happens to one thing at Intercom, told late, twice and in any order, while cards read it: `happen` is the next
 * state, `deliver` one of those told so far, `begin` and `end` are a card's read, which is answered at the end of
 * `begin` or just before `end`.
 */
type Step =
  | { do: 'happen' }
  | { do: 'deliver'; which: number }
  | { do: 'begin'; late: boolean; other: boolean }
  | { do: 'end' };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.constant({ do: 'happen' as const }),
  fc.record({ do: fc.constant('deliver' as const), which: fc.nat(20) }),
  fc.record({ do: fc.constant('begin' as const), late: fc.boolean(), other: fc.boolean() }),
  fc.constant({ do: 'end' as const }),
);
const steps = fc.array(step, { maxLength: 30 });

interface Thing {
  states: number;
  deliver(state: number): Promise<void>;
  /** Begins a card's read, of `other` where there are two things to read; the function keeps what it was answered. */
  begin(other: boolean): Promise<(state: number) => Promise<void>>;
}

/** Plays the steps, then delivers whatever was not delivered, in an order of its own. */
async function play(thing: Thing, played: readonly Step[], rest: readonly number[]): Promise<void> {
  let state = 0;
  const told = new Set<number>();
  const reading: { answered: number | undefined; end: (state: number) => Promise<void> }[] = [];
  for (const one of played) {
    if (one.do === 'happen') state = Math.min(state + 1, thing.states - 1);
    if (one.do === 'deliver') {
      const which = one.which % (state + 1);
      told.add(which);
      await thing.deliver(which);
    }
    if (one.do === 'begin') reading.push({ end: await thing.begin(one.other), answered: one.late ? undefined : state });
    if (one.do === 'end') {
      const read = reading.shift();
      await read?.end(read.answered ?? state);
    }
  }
  const left = Array.from({ length: thing.states }, (_, index) => index).filter((index) => !told.has(index));
  left.sort((a, b) => (rest[a % rest.length] ?? 0) - (rest[b % rest.length] ?? 0));
  for (const index of left) {
    await thing.deliver(index);
    const read = reading.shift();
    await read?.end(read.answered ?? thing.states - 1);
  }
  for (const read of reading) await read.end(read.answered ?? thing.states - 1);
}

/** One database for all runs: every run has a thing of its own. */
async function manyRuns<T>(
  arbitrary: fc.Arbitrary<T>,
  check: (room: WriterRoom, id: string, value: T) => Promise<void>,
): Promise<void> {
  const store = await openSqliteStore(':memory:');
  try {
    const room = await openWriterRoom({ store });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(arbitrary, async (value) => {
        run += 1;
        await check(room, `x${run}`, value);
      }),
      { numRuns: 120 },
    );
  } finally {
    await store.close();
  }
}

/** How many seconds each state comes after the one before. */
const gaps = (least: number) => fc.array(fc.integer({ min: least, max: 2 }), { minLength: 1, maxLength: 5 });
const versions = (given: readonly number[]) =>
  given.map((_, index) => seconds(given.slice(0, index + 1).reduce((a, b) => a + b, 0)));
const rest = fc.array(fc.nat(100), { minLength: 5, maxLength: 5 });

describe('in whatever order and however often notifications come, while cards read', () => {
  const PHONES = ['+1 415 555 2671', '+1 415 555 2672', undefined];

  function contactThing(room: WriterRoom, states: readonly Contact[]): Thing {
    const at = (index: number) => states[index] ?? contact('nobody');
    return {
      states: states.length,
      deliver: async (index) => {
        await room.tell({ about: 'contact', contact: at(index) });
      },
      begin: async () => {
        const keep = await room.beginReading('contact', at(0).id);
        return async (index) => {
          await keep({ contact: at(index) }, at(index).updatedAtMs, phonesOf(at(index).phone, undefined));
        };
      },
    };
  }
  const contactStates = (id: string, given: readonly number[], picks: readonly number[]) =>
    versions(given).map((updatedAtMs, index) => {
      const pick = picks[index % picks.length] ?? 0;
      return contact(id, { updatedAtMs, name: `name ${pick % 2}`, phone: PHONES[pick % PHONES.length] });
    });

  test('a contact ends as the newest state of it, or as not known, never as an older one', async () => {
    await manyRuns(fc.tuple(gaps(0), rest, steps, rest), async (room, id, [given, picks, played, order]) => {
      const states = contactStates(id, given, picks);
      await play(contactThing(room, states), played, order);
      const value = await room.value('contact', id);
      if (value !== undefined) expect(value).toEqual(JSON.parse(JSON.stringify({ contact: states.at(-1) })));
    });
  });

  test('a caller is found by the number of the newest state, and by no number from before', async () => {
    await manyRuns(fc.tuple(gaps(1), rest, steps, rest), async (room, id, [given, picks, played, order]) => {
      const states = contactStates(id, given, picks);
      await play(contactThing(room, states), played, order);
      const last = states.at(-1);
      for (const phone of PHONES) {
        const [e164 = 'none'] = phonesOf(phone, undefined);
        const found = await room.store.facts.contactsByPhone({
          ...{ workspaceId: 'ws', epoch: 1, phoneE164: e164, limit: 1000 },
        });
        expect(found.includes(id), `${phone}`).toBe(phone !== undefined && phone === last?.phone);
      }
      if (last?.phone !== undefined) expect(await room.value('contact', id)).toBeDefined();
    });
  });

  test('a conversation, and its line in the list of its contact, end as the newest state or as not known', async () => {
    await manyRuns(fc.tuple(gaps(0), rest, steps, rest), async (room, id, [given, picks, played, order]) => {
      const states = versions(given).map((updatedAtMs, index) => {
        const pick = picks[index % picks.length] ?? 0;
        const state = ['open', 'closed', 'snoozed'][pick % 3] ?? 'open';
        return conversation(id, { updatedAtMs, state, contactIds: [`of ${id}`] });
      });
      const at = (index: number) => states[index] ?? conversation('none');
      await play(
        {
          states: states.length,
          deliver: async (index) => {
            await room.tell({ about: 'conversation', conversation: at(index) });
          },
          begin: async (other) => {
            if (other) {
              const keep = await room.beginReading('conversation', id);
              return async (index) => {
                await keep(at(index), at(index).updatedAtMs);
              };
            }
            const keep = await room.beginReading('conversations', `of ${id}`);
            return async (index) => {
              await keep([conversationHead(at(index))]);
            };
          },
        },
        played,
        order,
      );
      const last = JSON.parse(JSON.stringify(at(states.length - 1)));
      const value = await room.value('conversation', id);
      if (value !== undefined) expect(value).toEqual(last);
      const list = await room.value('conversations', `of ${id}`);
      if (list !== undefined) expect(list).toEqual(JSON.parse(JSON.stringify([conversationHead(last)])));
    });
  });

  test('a tag that is put on and taken off ends as it is now, or as not known', async () => {
    await manyRuns(fc.tuple(fc.integer({ min: 1, max: 6 }), rest, steps), async (room, id, [states, order, played]) => {
      const tag = { id: 't1', name: 'VIP' };
      const isOn = (index: number) => index % 2 === 1;
      await play(
        {
          states,
          deliver: async (index) => {
            // The first state is what there was before anything happened.
            if (index > 0) await room.tell({ about: 'contact_tag', contactId: id, tag, attached: isOn(index) });
          },
          begin: async () => {
            const keep = await room.beginReading('contact_tags', id);
            return async (index) => {
              await keep(isOn(index) ? [tag] : []);
            };
          },
        },
        played,
        order,
      );
      const value = await room.value('contact_tags', id);
      if (value !== undefined) expect(value).toEqual(isOn(states - 1) ? [tag] : []);
    });
  });
});

describe('a call', () => {
  const base: Call = {
    ...{ id: '1', conversationId: 'x', adminId: undefined, contactId: 'c', direction: 'inbound', callType: 'phone' },
    ...{ phone: undefined, endedReason: undefined, initiatedAtMs: seconds(1), answeredAtMs: undefined },
    ...{ endedAtMs: undefined, hasRecording: false, hasTranscript: false, transcript: [], state: 'ringing' },
  };
  const answered = { ...base, state: 'in-progress', adminId: '7', answeredAtMs: seconds(2) };
  const ended = { ...answered, state: 'completed', endedReason: 'answered', endedAtMs: seconds(9) };
  const life: Call[] = [base, answered, ended, { ...ended, hasRecording: true }, { ...ended, hasTranscript: true }];

  test('is over once it was told to be, with its recording and transcript, in whatever order that is told', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(life, { minLength: life.length }),
        fc.array(fc.constantFrom(...life)),
        (order, again) => {
          const told = [...order, ...again];
          const calls = told.reduce<Call[] | undefined>((known, one) => known && withCall(known, one), []);
          expect(calls).toEqual([{ ...ended, hasRecording: true, hasTranscript: true }]);
        },
      ),
    );
  });

  test('of which two states were told that may each be the later one is asked for again', () => {
    const onHold = { ...answered, state: 'on_hold' };
    expect(withCall([answered], onHold)).toBeUndefined();
    expect(withCall([onHold], answered)).toBeUndefined();
    expect(withCall([ended], { ...ended, endedReason: 'abandoned' })).toBeUndefined();
  });
});
