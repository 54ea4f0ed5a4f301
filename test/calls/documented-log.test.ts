import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { CALL_SENTENCES, readCallEvents, UNCLEAR_DECLINE } from '../../server/calls/call-events.ts';
import { DEFLECTION_SENTENCES, readDeflectionReason } from '../../server/calls/deflection-reasons.ts';

/** A folder named `shared` beside the repository has the list of the log's sentences, taken from Intercom's help page. */
const LIST = resolve(fileURLToPath(new URL('../..', import.meta.url)), '../shared/data/call-log-events.json');
if (!existsSync(LIST)) {
  process.stderr.write('Skipped: comparing the sentences of the call log with the list of them, which is not here.\n');
}

const entry = z.object({
  id: z.string(),
  shown: z.string().nullable(),
  ambiguous: z.boolean().optional(),
  possible_causes: z.array(z.string()).optional(),
});
const list = z.object({
  core_events: z.array(entry),
  deflection_reasons: z.array(entry),
  team_availability_entries: z.object({ entries: z.array(entry) }),
});

describe.skipIf(!existsSync(LIST))('the sentences that Intercom documents', () => {
  const read = () => list.parse(JSON.parse(readFileSync(LIST, 'utf8')));
  const shown = (entries: z.infer<typeof entry>[]) => entries.flatMap((one) => one.shown ?? []);

  test('are those that Callcard knows, no more and no fewer', () => {
    const { core_events, team_availability_entries } = read();
    const ours = CALL_SENTENCES.filter(({ guessed }) => guessed !== true).map(({ sentence }) => sentence);
    expect(ours.toSorted()).toEqual([...shown(core_events), ...shown(team_availability_entries.entries)].toSorted());
  });

  test('are all understood with something in their places', () => {
    const { core_events, team_availability_entries } = read();
    for (const text of [...shown(core_events), ...shown(team_availability_entries.entries)]) {
      const filled = text.replace(/\[N\]/, '7').replace(/\[[^\]]+\]/, 'Bo');
      expect(readCallEvents(filled), filled).toHaveLength(1);
    }
  });

  test('for deflections are those that Callcard knows, and each is told from the others', () => {
    const reasons = read().deflection_reasons;
    expect(Object.entries(DEFLECTION_SENTENCES).toSorted()).toEqual(
      reasons.flatMap(({ id, shown: text }) => (text === null ? [] : [[id, text]])).toSorted(),
    );
    for (const { id, shown: text } of reasons) {
      const filled = text?.replace(/\[(?:max|X)\]/, '7').replace(/\[[^\]]+\]/, 'Sales');
      if (filled !== undefined) expect(readDeflectionReason(filled).id).toBe(id);
    }
  });

  test('are unclear where they are for Callcard, with as many causes', () => {
    const unclear = read().core_events.filter(({ ambiguous }) => ambiguous === true);
    expect(unclear.flatMap((one) => readCallEvents((one.shown ?? '').replace('[name]', 'Bo')))).toEqual([
      { kind: 'declined_unclear', name: 'Bo', possibleCauses: UNCLEAR_DECLINE },
    ]);
    expect(unclear[0]?.possible_causes).toHaveLength(UNCLEAR_DECLINE.length);
  });
});
