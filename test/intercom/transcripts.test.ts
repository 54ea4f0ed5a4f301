import { describe, expect, test } from 'vitest';
import { readTranscriptItems, readTranscriptText } from '../../server/intercom/transcript.ts';
import { freshClient } from './fresh-client.ts';

describe('a transcript as text', () => {
  test('each line has its time, its speaker and what was said', () => {
    const text = '[00:00:03] Teammate 1: "Hello.."\n[00:01:07.5] Jo: "I said: "no""\r\n\n[01:00:00] Fin: ""\n';
    expect(readTranscriptText(text)).toEqual([
      { atMs: 3_000, speaker: 'Teammate 1', text: 'Hello..' },
      { atMs: 67_500, speaker: 'Jo', text: 'I said: "no"' },
    ]);
  });

  test('a quotation over several lines stays with its speaker', () => {
    expect(readTranscriptText('[00:00:03] Jo: "First,\nsecond"\n[00:00:05] Bo: "Fine"')).toEqual([
      { atMs: 3_000, speaker: 'Jo', text: 'First,\nsecond' },
      { atMs: 5_000, speaker: 'Bo', text: 'Fine' },
    ]);
  });

  test('a line without a time or a speaker is kept as it is', () => {
    expect(readTranscriptText('Call started\nNote: dial 9 first\n[music] plays')).toEqual([
      { atMs: undefined, speaker: undefined, text: 'Call started' },
      { atMs: undefined, speaker: undefined, text: 'Note: dial 9 first' },
      { atMs: undefined, speaker: undefined, text: '[music] plays' },
    ]);
  });

  test.each(['', ' \n', '[{}]', '{}', '[]', 'null'])('%j has no lines, or only what it says', (text) => {
    expect(readTranscriptText(text)).toEqual(text === 'null' ? [{ atMs: undefined, speaker: undefined, text }] : []);
  });
});

describe('a transcript as JSON', () => {
  test.each([
    [
      { text: 'Hello', speaker: 'Jo', timestamp: '00:00:03' },
      { text: 'Hello', speaker: 'Jo', atMs: 3_000 },
    ],
    [
      { body: 'Hello', author: { name: 'Jo', type: 'user' } },
      { text: 'Hello', speaker: 'Jo', atMs: undefined },
    ],
    [
      { content: { text: 'Hello' }, role: 'agent', start_ms: 1500 },
      { text: 'Hello', speaker: 'agent', atMs: 1_500 },
    ],
    [
      { message: 'Hello', start_seconds: 1.5 },
      { text: 'Hello', speaker: undefined, atMs: 1_500 },
    ],
    [
      { text: 'Hello', timestamp: 3000 },
      { text: 'Hello', speaker: undefined, atMs: undefined },
    ],
    ['[00:00:03] Jo: "Hello"', { text: 'Hello', speaker: 'Jo', atMs: 3_000 }],
  ])('%j', (item, line) => {
    expect(readTranscriptItems([item, {}, null, { text: '' }])).toEqual([line]);
  });

  test('the list may stand inside an object, or be text after all', () => {
    const line = { text: 'Hello', speaker: 'Jo', atMs: undefined };
    expect(readTranscriptItems({ segments: [{ text: 'Hello', speaker: 'Jo' }] })).toEqual([line]);
    expect(readTranscriptItems({ transcript: 'Jo: "Hello"' })).toEqual([line]);
  });
});

test('calls.transcript reads both', async () => {
  const { client } = await freshClient((_, nth) =>
    nth === 1
      ? { text: '[00:00:03] Jo: "Hello"', headers: { 'content-type': 'text/plain' } }
      : { json: [{ speaker: 'Jo', text: 'Hello' }] },
  );
  expect(await client.calls.transcript('123')).toEqual([{ atMs: 3_000, speaker: 'Jo', text: 'Hello' }]);
  expect(await client.calls.transcript('123')).toEqual([{ atMs: undefined, speaker: 'Jo', text: 'Hello' }]);
});
