import { describe, expect, test } from 'vitest';
import * as kit from '../../canvas/kit/components.ts';
import { LIMITS } from '../../canvas/kit/limits.ts';
import { validateCanvas } from '../../canvas/kit/validate.ts';

const codesOf = (canvas: unknown, first = false, location: 'inbox' | 'messenger' = 'inbox') =>
  validateCanvas(canvas, { location, first }).map(({ pointer, code }) => `${code} ${pointer}`);

const optionsOf = (count: number) =>
  Array.from({ length: count }, (_, index) => kit.option(`o${index}`, `Option ${index}`));

const build = {
  dropdown: (count: number) => kit.dropdown({ id: 'x', options: optionsOf(count) }),
  'single-select': (count: number) => kit.singleSelect({ id: 'x', options: optionsOf(count) }),
  checkbox: (count: number) => kit.checkbox({ id: 'x', label: 'X', options: optionsOf(count) }),
};

describe.each(Object.entries(LIMITS.options))('the options of a %s', (type, { min, max }) => {
  const withOptions = (count: number) => kit.canvas([build[type as keyof typeof build](count)]);

  test(`${min} to ${max} are taken`, () => {
    expect(codesOf(withOptions(min))).toEqual([]);
    expect(codesOf(withOptions(max))).toEqual([]);
  });
  test(`${min - 1} are too few and ${max + 1} too many`, () => {
    expect(codesOf(withOptions(min - 1))).toEqual(['too_few_options /content/components/0/options']);
    expect(codesOf(withOptions(max + 1))).toEqual(['too_many_options /content/components/0/options']);
  });
});

describe('sizes', () => {
  const bytesOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value));
  /** Padded with two-byte letters, so that counting characters instead of bytes would not pass. */
  const padded = (make: (padding: string) => kit.Canvas, part: (canvas: kit.Canvas) => unknown, bytes: number) => {
    const missing = bytes - bytesOf(part(make('')));
    return make('é'.repeat(Math.floor(missing / 2)) + 'e'.repeat(missing % 2));
  };

  test.each([
    [
      'content',
      LIMITS.contentBytes,
      (bytes: number) =>
        padded(
          (pad) => kit.canvas([kit.text(pad)]),
          (made) => made.content,
          bytes,
        ),
    ],
    [
      'stored_data',
      LIMITS.storedDataBytes,
      (bytes: number) =>
        padded(
          (pad) => kit.canvas([], { pad }),
          (made) => made.stored_data,
          bytes,
        ),
    ],
  ])('%s of exactly %i bytes is taken, one byte more is not', (name, maxBytes, make) => {
    expect(codesOf(make(maxBytes))).toEqual([]);
    expect(codesOf(make(maxBytes + 1))).toEqual([`too_large /${name}`]);
  });

  test('a content_url of exactly the limit is taken in the Messenger, one byte more is not', () => {
    const make = (bytes: number) => ({ content_url: `https://a.example/${'x'.repeat(bytes - 20)}` });
    expect(codesOf(make(LIMITS.contentUrlBytes), false, 'messenger')).toEqual([]);
    expect(codesOf(make(LIMITS.contentUrlBytes + 1), false, 'messenger')).toEqual(['too_large /content_url']);
  });

  test('content far beyond the limit is one issue, and stored data is still looked at', () => {
    const rows = Array.from({ length: 50_000 }, (_, index) => ({ type: 'text', text: `${index}` }));
    expect(codesOf({ content: { components: rows }, stored_data: 5 })).toEqual([
      'too_large /content',
      'wrong_type /stored_data',
    ]);
  });

  test(`${LIMITS.nestingDepth} levels of stored data are taken, one more is not`, () => {
    const nested = (levels: number): unknown => (levels === 1 ? {} : { a: nested(levels - 1) });
    expect(codesOf({ ...kit.canvas([]), stored_data: nested(LIMITS.nestingDepth) })).toEqual([]);
    const tooDeep = `too_deep /stored_data${'/a'.repeat(LIMITS.nestingDepth)}`;
    expect(codesOf({ ...kit.canvas([]), stored_data: nested(LIMITS.nestingDepth + 1) })).toEqual([tooDeep]);
  });
});

describe('the first canvas in the inbox', () => {
  const textLinePx = LIMITS.heightPx.textLine + LIMITS.heightPx.bottomMargin;
  const ofHeight = (heightPx: number) =>
    kit.canvas([
      kit.image({
        url: 'https://img.example/a.png',
        width: 10,
        height: heightPx - textLinePx,
        bottom_margin: 'none',
      }),
      kit.text('A line'),
    ]);

  test(`may be ${LIMITS.firstCanvasHeightPx} px tall and no more`, () => {
    expect(codesOf(ofHeight(LIMITS.firstCanvasHeightPx), true)).toEqual([]);
    expect(codesOf(ofHeight(LIMITS.firstCanvasHeightPx + 1), true)).toEqual([
      'first_canvas_too_tall /content/components',
    ]);
  });
  test('may not have a primary button, and a button without a style is one', () => {
    const withStyle = (style?: 'primary' | 'secondary' | 'link') =>
      kit.canvas([kit.button({ id: 'go', label: 'Go', action: kit.submit(), style })]);
    const refused = ['first_canvas_primary_button /content/components/0'];
    expect(codesOf(withStyle('primary'), true)).toEqual(refused);
    expect(codesOf(withStyle(), true)).toEqual(refused);
    expect(codesOf(withStyle('secondary'), true)).toEqual([]);
    expect(codesOf(withStyle('link'), true)).toEqual([]);
  });
  test('is held to this only when it is first and only in the inbox', () => {
    const tall = ofHeight(LIMITS.firstCanvasHeightPx + 1);
    expect(codesOf(tall, false)).toEqual([]);
    expect(codesOf(tall, true, 'messenger')).toEqual([]);
  });
});

test('nobody can change the limits table while the program runs', () => {
  const frozen = (value: unknown): boolean =>
    typeof value !== 'object' || value === null || (Object.isFrozen(value) && Object.values(value).every(frozen));
  expect(frozen(LIMITS)).toBe(true);
});
