import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CallEvent } from '../../canvas/phone/call-log.ts';
import { CALL_SENTENCES, readCallEvents, UNCLEAR_DECLINE } from '../../server/calls/call-events.ts';
import { anyCharacter } from '../any-character.ts';

const NO_BUTTON = { kind: 'declined_unclear', possibleCauses: ['on_another_call', 'connection_failed'] } as const;
const TEAM_OUT = { kind: 'deflected', reason: { id: 'team_out_of_office', teamName: 'Sales' } } as const;

const SENTENCES: [string, CallEvent][] = [
  ['Call declined by Bo using the Decline button.', { kind: 'declined', name: 'Bo' }],
  ['Call declined by Bo', { ...NO_BUTTON, name: 'Bo' }],
  ['Call missed by Bo.', { kind: 'missed', name: 'Bo' }],
  ['Call ended by customer before a teammate answered.', { kind: 'abandoned' }],
  ['Call deflected because Sales is out of office.', TEAM_OUT],
  ['Bo joined the call.', { kind: 'joined', name: 'Bo' }],
  ['Manual answer requested by Bo.', { kind: 'claimed', name: 'Bo' }],
  ['Started assignment after call ended without an assignee.', { kind: 'late_assignment' }],
  ['Teammates away: 3', { kind: 'teammates_away', count: 3 }],
  ['Teammates available but with no active phone client: 0', { kind: 'teammates_without_phone', count: 0 }],
  ['Teammates available: 1,204', { kind: 'teammates_available', count: 1204 }],
  ['Call answered by Bo.', { kind: 'answered', name: 'Bo' }],
  ['Bo answered the call.', { kind: 'answered', name: 'Bo' }],
];

describe('a sentence of the call log', () => {
  test.each(SENTENCES)('%s', (body, event) => {
    expect(readCallEvents(body)).toEqual([event]);
  });

  test.each(SENTENCES)('is understood in HTML, in other case and with or without its period: %s', (body, event) => {
    expect(readCallEvents(body.replace(/\.$/, ''))).toEqual([event]);
    expect(readCallEvents(`${body.replace(/\.$/, '')}.`)).toEqual([event]);
    expect(readCallEvents(`<p>${body.replace('Bo', '<b>Bo</b>')}</p>\n`)).toEqual([event]);
    expect(readCallEvents(`<div class="log">\n  ${body.replaceAll(' ', '\n')}<br/></div>`)).toEqual([event]);
    expect(readCallEvents(`  ${body.replaceAll(' ', '\u00a0 ')}\r\n`)).toEqual([event]);
    expect(readCallEvents(body.replace('Call', 'call'))).toEqual([event]);
  });

  test('with the Decline button is another event than without, and only the one without is unclear', () => {
    const [long, short] = ['Call declined by Ann using the Decline button', 'Call declined by Ann'].map((body) =>
      readCallEvents(body),
    );
    expect(long).toEqual([{ kind: 'declined', name: 'Ann' }]);
    expect(short).toEqual([{ ...NO_BUTTON, name: 'Ann' }]);
    expect(UNCLEAR_DECLINE).toHaveLength(2);
  });

  test.each([
    ['a question about one', 'Was the call missed by Bo?'],
    ['words before it', 'Hi, call missed by Bo.'],
    ['words behind it', 'Call ended by customer before a teammate answered. Sorry!'],
    ['another number', 'Teammates away: some'],
    ['a negative number', 'Teammates away: -3'],
    ['no number', 'Teammates available: '],
    ['no name', 'Call missed by .'],
    ['nobody', 'joined the call.'],
    ['no reason', 'Call deflected.'],
    ['an empty body', ''],
    ['an empty paragraph', '<p> </p>'],
    ['a long story', `Call missed by ${'Bo '.repeat(400)}`],
  ])('is not seen in %s', (_, body) => {
    expect(readCallEvents(body)).toEqual([]);
  });
});

describe('a name in the call log', () => {
  test.each([
    ["Zoë O'Neil-Smith", "Zoë O'Neil-Smith"],
    ['佐藤 花子', '佐藤 花子'],
    ['Bo (Sales) [EU] *', 'Bo (Sales) [EU] *'],
    ['👩‍💻', '👩‍💻'],
    ['by Bo', 'by Bo'],
    ['$& $1 \\', '$& $1 \\'],
    ['A <Bo> C', 'A <Bo> C'],
    ['1', '1'],
  ])('is kept as it is: %s', (written, name) => {
    expect(readCallEvents(`Call missed by ${written}.`)).toEqual([{ kind: 'missed', name }]);
    expect(readCallEvents(`Call declined by ${written} using the Decline button.`)).toEqual([
      { kind: 'declined', name },
    ]);
  });

  test('may be written with entities', () => {
    expect(readCallEvents('<p>Call missed by Tom &amp; Jo&#39;s &#x41;&lt;b&gt;.</p>')).toEqual([
      {
        kind: 'missed',
        name: "Tom & Jo's A<b>",
      },
    ]);
    expect(readCallEvents('<p>Call missed by &#0;&#xD800;&#99999999;.</p>')).toEqual([
      {
        kind: 'missed',
        name: '&#0;&#xD800;&#99999999;',
      },
    ]);
  });

  test('that looks like a part of the sentence is told by who is in the team', () => {
    const body = 'Call declined by X using the Decline button';
    expect(readCallEvents(body)).toEqual([{ kind: 'declined', name: 'X' }]);
    expect(readCallEvents(body, (name) => name === 'X')).toEqual([{ kind: 'declined', name: 'X' }]);
    const strange = 'X using the Decline button';
    expect(readCallEvents(body, (name) => name === strange)).toEqual([{ ...NO_BUTTON, name: strange }]);
    expect(readCallEvents(`${body} using the Decline button.`)).toEqual([{ kind: 'declined', name: strange }]);
  });

  test('that ends in a period keeps it when somebody is called so', () => {
    expect(readCallEvents('Call missed by Bo Jr..')).toEqual([{ kind: 'missed', name: 'Bo Jr.' }]);
    expect(readCallEvents('Call missed by Bo Jr.')).toEqual([{ kind: 'missed', name: 'Bo Jr' }]);
    expect(readCallEvents('Call missed by Bo Jr.', (name) => name === 'Bo Jr.')).toEqual([
      {
        kind: 'missed',
        name: 'Bo Jr.',
      },
    ]);
  });
});

describe('a body with several lines', () => {
  test('is all of its events', () => {
    const away = [
      { kind: 'teammates_away', count: 2 },
      { kind: 'teammates_available', count: 5 },
    ];
    expect(readCallEvents('<p>Teammates away: 2</p><p>Teammates available: 5</p>')).toEqual(away);
    expect(readCallEvents('Teammates away: 2<br>Teammates available: 5')).toEqual(away);
    expect(readCallEvents('Teammates away: 2\nTeammates available: 5')).toEqual(away);
  });

  test('is none when one of them is something else', () => {
    expect(readCallEvents('Call missed by Bo.\nI am not amused.')).toEqual([]);
    expect(readCallEvents('<p>They said:</p><p>Call missed by Bo.</p>')).toEqual([]);
  });
});

describe('for any text', () => {
  const word = fc.string({
    unit: fc.constantFrom('a', 'É', '花', ' ', '.', "'", '<', '[', '$', '-', '🙂'),
    maxLength: 20,
  });
  // No outer or double spaces, which a log entry folds, and no period at the end, which may be the sentence's.
  const name = word
    .map((text) =>
      text
        .replace(/\s+/g, ' ')
        .replace(/[. ]+$/, '')
        .trim(),
    )
    .filter((text) => text !== '');
  const named = CALL_SENTENCES.filter(({ sentence }) => sentence.includes('[name]'));

  test('a name goes in and comes out of every sentence', () => {
    fc.assert(
      fc.property(fc.constantFrom(...named), name, (written, who) => {
        const events = readCallEvents(written.sentence.replace('[name]', () => who));
        expect(events).toMatchObject([{ kind: written.kind, name: who }]);
      }),
    );
  });

  test('reading never fails, and an event has a name that is not empty', () => {
    const piece = fc.constantFrom(...SENTENCES.map(([body]) => body), '<p>', '</p>', '<br>', '\n', '&amp;', '.', 'x');
    const bodies = fc.oneof(
      fc.string({ unit: anyCharacter }),
      fc.array(piece).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(bodies, (body) => {
        for (const event of readCallEvents(body)) {
          if ('name' in event) expect(event.name.trim()).not.toBe('');
          if ('count' in event) expect(Number.isSafeInteger(event.count)).toBe(true);
        }
      }),
    );
  });

  test('a megabyte of almost a sentence is read at once', () => {
    expect(readCallEvents(`Call missed by ${'<p '.repeat(300_000)}`)).toEqual([]);
    expect(readCallEvents('Call declined by '.repeat(500))).toEqual([]);
  });
});
