import { describe, expect, test } from 'vitest';
import { callItem } from '../../canvas/cards/call-items.ts';
import type { CallFact } from '../../canvas/facts.ts';
import { en } from '../../canvas/texts/en.ts';

const PLACE = { workspaceId: 'acme', region: 'us', timeZone: 'UTC' } as const;
const CALL: CallFact = {
  id: '1',
  direction: 'inbound',
  state: 'completed',
  endedReason: undefined,
  outcome: 'unknown',
  phone: undefined,
  teammateId: undefined,
  initiatedAtMs: undefined,
  answeredAtMs: undefined,
  endedAtMs: undefined,
  hasRecording: false,
  hasTranscript: false,
  transcript: [],
};
const rowOf = (facts: Partial<CallFact>) => callItem({ ...CALL, ...facts }, { state: 'absent' }, PLACE, en);

describe('a call as a row', () => {
  test.each([
    [{ state: 'in-progress', outcome: 'running' }, 'Inbound call, in progress', 'still running'],
    [{ state: 'on_mars' }, 'Inbound call, on_mars', undefined],
    [{ state: 'in-progress', endedReason: 'missed', outcome: 'missed' }, 'Inbound call, missed', undefined],
    [{ endedReason: 'failed', outcome: 'answered' }, 'Inbound call, answered', undefined],
    [{ endedReason: 'completed' }, 'Inbound call, completed', undefined],
    [{ outcome: 'not_answered' }, 'Inbound call, not answered', undefined],
    [{ endedReason: 'abducted' }, 'Inbound call, abducted', undefined],
    [{ direction: 'sideways', outcome: 'voicemail' }, 'Call (sideways), voicemail', undefined],
  ] as const)('%j reads "%s"', (facts, title, subtitle) => {
    expect(rowOf(facts)).toMatchObject({ title });
    expect(rowOf(facts).subtitle).toBe(subtitle);
  });

  test('says how long people talked, and nothing of how long somebody spoke to a voicemail', () => {
    const times = { answeredAtMs: 60_000, endedAtMs: 95_000 };
    expect(rowOf({ ...times, outcome: 'answered' }).subtitle).toMatch(/ · 35 s$/);
    expect(rowOf({ ...times, outcome: 'voicemail' }).subtitle).not.toContain('35');
  });
});
