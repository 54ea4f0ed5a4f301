import fc from 'fast-check';
import { expect, test } from 'vitest';
import { transcriptText } from '../../server/calls/transcript-text.ts';
import { readTranscriptText } from '../../server/intercom/transcript.ts';

test('a transcript as text has a line for each saying, with its time and who said it', () => {
  const lines = [
    { atMs: 3_000, speaker: 'Teammate 1', text: 'Hello' },
    { atMs: 3_723_400, speaker: undefined, text: 'on\ntwo lines' },
    { atMs: undefined, speaker: 'Caller', text: 'Bye' },
  ];
  expect(transcriptText(lines)).toBe('[00:00:03] Teammate 1: Hello\n[01:02:03] on two lines\nCaller: Bye\n');
  expect(transcriptText([])).toBe('');
});

test('nothing that was said makes another line', () => {
  const said = fc.string({ unit: fc.constantFrom('a', ' ', '\n', '\r', '\u2028', '[', ']', ':', '"') });
  fc.assert(
    fc.property(fc.array(fc.record({ speaker: said, text: said }), { maxLength: 5 }), (all) => {
      const text = transcriptText(all.map((one) => ({ atMs: 1000, ...one })));
      expect(text.split(/[\r\n\u2028]/).length - 1).toBe(all.length);
    }),
  );
});

test('what is written can be read again', () => {
  const lines = [{ atMs: 61_000, speaker: 'Fin', text: 'Open Settings, then Billing.' }];
  expect(readTranscriptText(transcriptText(lines))).toEqual(lines);
});
