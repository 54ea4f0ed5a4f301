import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readId, writeId } from '../../canvas/component-id.ts';
import { anyCharacter } from '../any-character.ts';

const part = fc.string({ unit: anyCharacter, minLength: 1, maxLength: 20 });

describe('component ids', () => {
  test('what was written is what is read', () => {
    fc.assert(
      fc.property(part, fc.option(part, { nil: undefined }), part, (card, verb, key) => {
        const id = verb === undefined ? writeId(card) : writeId(card, verb, key);
        expect(readId(id)).toEqual({
          card: card.toWellFormed(),
          verb: verb?.toWellFormed(),
          key: verb === undefined ? undefined : key.toWellFormed(),
        });
      }),
    );
  });

  test('no two commands share an id', () => {
    fc.assert(
      fc.property(fc.tuple(part, part, part), fc.tuple(part, part, part), (one, other) => {
        const same = one.every((text, index) => text.toWellFormed() === other[index]?.toWellFormed());
        expect(writeId(...one) === writeId(...other)).toBe(same);
      }),
    );
  });

  test('garbage never throws', () => {
    fc.assert(fc.property(fc.string({ unit: anyCharacter, maxLength: 700 }), (garbage) => void readId(garbage)));
    expect(readId('')).toBeUndefined();
    expect(readId('a:b:c:d')).toBeUndefined();
    expect(readId('%')).toBeUndefined();
    expect(readId('x'.repeat(513))).toBeUndefined();
  });

  test('the ids that dialers and tests rely on are plain words', () => {
    expect([writeId('tag'), writeId('tag', 'add', '81'), writeId('note', 'save')]).toEqual([
      'tag',
      'tag:add:81',
      'note:save',
    ]);
  });
});
