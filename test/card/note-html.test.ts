import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { noteHtml, noteMarker } from '../../server/card/actions/note-html.ts';
import { anyCharacter } from '../any-character.ts';

describe('a note', () => {
  test('keeps its paragraphs and lines', () => {
    expect(noteHtml('Hi\nthere\n\nBye', 'abc', 'via Callcard')).toBe(
      '<p>Hi<br>there</p><p>Bye</p><p><i>via Callcard · abc</i></p>',
    );
  });

  test('never carries markup that a teammate or caller typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), (text) => {
        const html = noteHtml(text, 'abc', 'via Callcard').replace(/<\/?(?:p|i)>|<br>/g, '');
        expect(html).not.toMatch(/[<>]/);
        const back = html
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>')
          .replaceAll('&quot;', '"')
          .replaceAll('&amp;', '&');
        const kept = (value: string) => value.toWellFormed().replace(/[\r\n]/g, '');
        expect(kept(back)).toBe(`${kept(text)}via Callcard · abc`);
      }),
    );
  });

  test('has the same marker for the same click and another for another', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        expect(noteMarker(one)).toMatch(/^[a-z2-9]{10}$/);
        expect(noteMarker(one) === noteMarker(other)).toBe(one === other);
      }),
    );
  });
});
