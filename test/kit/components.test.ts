import { describe, expect, test } from 'vitest';
import { canvas } from '../../canvas/kit/components.ts';
import { estimateHeightPx } from '../../canvas/kit/estimate-height.ts';
import { renderHtml } from '../../canvas/kit/render-html.ts';
import { renderText } from '../../canvas/kit/render-text.ts';
import { COMPONENT_SHAPES } from '../../canvas/kit/shapes.ts';
import { validateCanvas } from '../../canvas/kit/validate.ts';
import { EXAMPLES } from './examples.ts';
import { readHtml } from './read-html.ts';

describe.each(EXAMPLES)('$name', ({ component, text, html, heightPx }) => {
  const card = canvas([component]);

  test('is valid', () => {
    expect(validateCanvas(card, { location: 'inbox', first: false })).toEqual([]);
  });
  test('is readable as text', () => {
    expect(renderText(card)).toBe(text);
  });
  test('is drawn as well-formed HTML', () => {
    const drawn = renderHtml(card);
    for (const piece of html) expect(drawn).toContain(piece);
    expect(readHtml(drawn).tags[0]).toBe('div');
  });
  test('takes the height of the limits table', () => {
    expect(estimateHeightPx([component])).toBe(heightPx);
  });
});

test('every component and every property of it has an example', () => {
  const shown = (type: string) =>
    new Set(EXAMPLES.flatMap(({ component }) => (component.type === type ? Object.keys(component) : [])));
  for (const [type, shape] of Object.entries(COMPONENT_SHAPES))
    expect([...shown(type)].sort(), type).toEqual(['type', ...Object.keys(shape)].sort());
});
