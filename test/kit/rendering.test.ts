import { describe, expect, test } from 'vitest';
import * as kit from '../../canvas/kit/components.ts';
import { estimateHeightPx } from '../../canvas/kit/estimate-height.ts';
import { parseInline, plainText } from '../../canvas/kit/inline-markdown.ts';
import { LIMITS } from '../../canvas/kit/limits.ts';
import { renderHtml } from '../../canvas/kit/render-html.ts';
import { renderText } from '../../canvas/kit/render-text.ts';
import { readHtml } from './read-html.ts';

const site = 'https://app.example';

test('a whole card reads as text', () => {
  const card = kit.canvas([
    kit.text(`[Jo Vance](${site}/jo)`, { style: 'header' }),
    kit.text('User at **Acme**', { style: 'muted' }),
    kit.dataTable([kit.fieldValue('Phone', '+1 415 555 0100'), kit.fieldValue('Plan', 'Scale')]),
    kit.divider(),
    kit.list([
      kit.item({
        id: 'call:42',
        title: 'Inbound call',
        subtitle: 'Answered',
        tertiary_text: '2 min',
        action: kit.submit(),
      }),
    ]),
    kit.singleSelect({
      id: 'act',
      options: ['Tag', 'Note', 'Assign'].map((each) => kit.option(each.toLowerCase(), each)),
      action: kit.submit(),
    }),
    kit.textarea({ id: 'note', label: 'Note', placeholder: 'What was it about?' }),
    kit.checkbox({ id: 'flags', label: 'Also', options: [kit.option('vip', 'Mark as VIP')], value: ['vip'] }),
    kit.spacer(),
    kit.button({ id: 'save', label: 'Save', style: 'secondary', action: kit.submit() }),
    kit.button({ id: 'open', label: 'Open', style: 'link', action: kit.openUrl(site) }),
  ]);
  expect(renderText(card)).toMatchInlineSnapshot(`
    "# Jo Vance <https://app.example/jo>
    ~ User at Acme
    Phone  +1 415 555 0100
    Plan   Scale
    ----------------------------------------
    > Inbound call {call:42}
        Answered • 2 min
    [ Tag | Note | Assign ] {act} submits
    Note: [_(What was it about?)_] {note}
    Also {flags}
      [x] Mark as VIP

    [ Save ] {save}
    [ Open ] link -> https://app.example"
  `);
});

describe('a canvas with mistakes in it', () => {
  const wrong = {
    content: {
      components: [
        { type: 'tabs' },
        { label: 'nothing else' },
        'text',
        { type: 'button', id: 'a', label: 'No action' },
        { type: 'button', id: 'b', label: 'Script', action: { type: 'url', url: 'javascript:alert(1)' } },
        { type: 'button', id: 'c', label: 'Sheet', action: { type: 'sheet', url: site } },
        { type: 'dropdown', id: 'd', label: 'Empty' },
        { type: 'text', text: 5, style: '"><script>' },
        { type: 'image', url: 'data:text/html,x' },
        { type: 'list', items: [{ id: 7, title: ['x'] }] },
      ],
    },
  };
  test('still reads as text', () => {
    expect(renderText(wrong)).toMatchInlineSnapshot(`
      "Unsupported component tabs
      Unsupported component without a type
      Unsupported component without a type
      [ No action ] primary
      [ Script ] primary -> javascript:alert(1)
      [ Sheet ] primary => https://app.example
      Empty: <  > {d}
      5
      (image 0x0 data:text/html,x)
      > "
    `);
  });
  test('is still drawn, with what cannot be drawn named and what cannot be opened inert', () => {
    const { tags, texts, attributes } = readHtml(renderHtml(wrong));
    expect(texts).toContain('Unsupported component tabs');
    expect(texts).toContain('Unsupported component without a type');
    expect(texts).toContain('Image without a usable url');
    expect(tags).not.toContain('a');
    expect(tags).not.toContain('img');
    expect(attributes.filter(({ name }) => name === 'disabled')).toHaveLength(3);
    expect(attributes.some(({ name }) => name === 'data-ck-submit')).toBe(false);
  });
  test.each([null, undefined, 5, 'canvas', [], {}, { content: null }, { content: { components: 'x' } }])(
    '%j is drawn as an empty card',
    (canvas) => {
      expect(renderHtml(canvas)).toBe('<div class="ck-canvas"></div>');
      expect(renderText(canvas)).toBe('');
    },
  );
});

test('two canvases in one page have ids of their own, and every label leads to its field', () => {
  const card = kit.canvas([
    kit.input({ id: 'same', label: 'A' }),
    kit.textarea({ id: 'b', label: 'B' }),
    kit.dropdown({ id: 'c', label: 'C', options: [kit.option('1', 'One'), kit.option('2', 'Two')] }),
    kit.checkbox({ id: 'd', label: 'D', options: [kit.option('1', 'One')] }),
  ]);
  const { attributes } = readHtml(renderHtml(card, { idPrefix: 'left' }) + renderHtml(card, { idPrefix: 'right' }));
  const valuesOf = (...names: string[]) =>
    attributes.filter(({ name }) => names.includes(name)).map(({ value }) => value);
  const ids = valuesOf('id');
  expect(ids).toHaveLength(8);
  expect(new Set(ids).size).toBe(8);
  expect(valuesOf('for', 'aria-labelledby').sort()).toEqual(ids.sort());
});

describe('markdown', () => {
  test.each([
    ['**a** b', 'a b'],
    [`[a](${site}/x_(y)) b`, 'a b'],
    [`**[a](${site})**`, 'a'],
    [`[**a**](${site})`, 'a'],
    ['2 * 3 ** 4', '2 * 3 ** 4'],
    ['[a] (b)', '[a] (b)'],
    ['[](x) ****', '[](x) ****'],
  ])('%j reads as %j', (text, plain) => {
    expect(plainText(text)).toBe(plain);
  });
  test('bold and a link may stand one inside the other', () => {
    const both = [{ text: 'a', bold: true, href: site }];
    expect(parseInline(`**[a](${site})**`)).toEqual(both);
    expect(parseInline(`[**a**](${site})`)).toEqual(both);
  });
  test('a link that is neither http nor https keeps its words and loses its target', () => {
    const drawn = renderHtml(kit.canvas([kit.text('see [this](javascript:alert(1)) or [that](mailto:a@b.example)')]));
    expect(readHtml(drawn).texts.join('')).toBe('see this or that');
    expect(readHtml(drawn).tags).toEqual(['div', 'p']);
  });
  test.each(['[', '**', '[a](', '[a](b(', '*', '**[a](b)'])('100,000 times %j is read to the end', (piece) => {
    const text = piece.repeat(100_000);
    expect(plainText(text).length).toBeGreaterThan(0);
  });
});

describe('estimated heights', () => {
  const { heightPx, sidebar } = LIMITS;
  test('text wraps at the width of the sidebar, between words where it can', () => {
    const lines = (text: string) => (estimateHeightPx([kit.text(text)]) - heightPx.bottomMargin) / heightPx.textLine;
    expect(lines('x'.repeat(sidebar.charactersPerLine))).toBe(1);
    expect(lines('x'.repeat(sidebar.charactersPerLine + 1))).toBe(2);
    const half = 'x'.repeat(sidebar.charactersPerLine / 2 + 1);
    expect(lines(`${half} ${half} ${half}`)).toBe(3);
    expect(lines('話'.repeat(sidebar.charactersPerLine))).toBe(2);
    expect(lines(`[x](${site}/${'x'.repeat(200)})`)).toBe(1);
  });
  test('options that do not fit beside each other take another row', () => {
    const select = (...texts: string[]) =>
      estimateHeightPx([kit.singleSelect({ id: 'a', options: texts.map((each) => kit.option(each, each)) })]);
    expect(select('Tag', 'Note', 'Assign', 'Refresh') - select('Tag', 'Note')).toBe(0);
    const long = 'x'.repeat(25);
    expect(select(`1${long}`, `2${long}`) - select('Tag', 'Note')).toBe(heightPx.selectRow);
  });
  test('a list item grows with its text and its picture', () => {
    const item = (rest: Partial<kit.ListItem>) =>
      estimateHeightPx([kit.list([kit.item({ id: 'a', title: 'A', ...rest })])]);
    const plainPx = heightPx.itemTitleOnly + heightPx.bottomMargin;
    expect(item({})).toBe(plainPx);
    expect(item({ title: 'x'.repeat(sidebar.charactersPerLine + 1) })).toBe(plainPx + heightPx.itemExtraLine);
    const picture = { image: `${site}/a.png`, image_width: 80, image_height: 80 };
    expect(item(picture)).toBe(80 + heightPx.itemImagePadding + heightPx.bottomMargin);
  });
  test('an unknown component counts as the line it is drawn as', () => {
    expect(estimateHeightPx([{ type: 'tabs' }])).toBe(heightPx.unsupported + heightPx.bottomMargin);
    expect(estimateHeightPx('x')).toBe(0);
  });
});
