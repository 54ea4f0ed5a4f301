import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as kit from '../../canvas/kit/components.ts';
import { estimateHeightPx } from '../../canvas/kit/estimate-height.ts';
import { plainText } from '../../canvas/kit/inline-markdown.ts';
import { renderHtml } from '../../canvas/kit/render-html.ts';
import { renderText } from '../../canvas/kit/render-text.ts';
import { COMPONENT_SHAPES, PART_SHAPES } from '../../canvas/kit/shapes.ts';
import { validateCanvas } from '../../canvas/kit/validate.ts';
import { anyText, canvasOf, component, componentArbitraries, validCanvas } from './arbitraries.ts';
import { CANVAS_MUTATIONS, MUTATIONS } from './mutations.ts';
import { pointsAtSomething } from './pointers.ts';
import { readHtml } from './read-html.ts';

const inbox = { location: 'inbox', first: false } as const;

test('whatever the factories build from sound parts is valid', () => {
  fc.assert(
    fc.property(validCanvas, (canvas) => {
      expect(validateCanvas(canvas, inbox)).toEqual([]);
      expect(validateCanvas(JSON.parse(JSON.stringify(canvas)), inbox)).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

describe('one mistake in a valid canvas is found where it is', () => {
  test.each(MUTATIONS)('$type: $name', ({ type, code, at, apply }) => {
    fc.assert(
      fc.property(
        fc.array(component, { maxLength: 2 }),
        componentArbitraries[type],
        fc.array(component, { maxLength: 2 }),
        (before, broken, after) => {
          const canvas: kit.Canvas = structuredClone(canvasOf([...before, broken, ...after]));
          apply(canvas.content.components[before.length] as unknown as Record<string, unknown>);
          const issues = validateCanvas(canvas, inbox);
          const pointer = `/content/components/${before.length}${at}`;
          expect(issues).toContainEqual(expect.objectContaining({ code, pointer }));
          for (const issue of issues) expect(pointsAtSomething(canvas, issue.pointer), issue.pointer).toBe(true);
        },
      ),
      { numRuns: 8 },
    );
  });
  test.each(CANVAS_MUTATIONS)('the canvas: $name', ({ code, at, apply }) => {
    fc.assert(
      fc.property(validCanvas, (valid) => {
        const canvas = structuredClone(valid) as unknown as Record<string, unknown>;
        apply(canvas);
        expect(validateCanvas(canvas, inbox)).toEqual([expect.objectContaining({ code, pointer: at })]);
        expect(pointsAtSomething(canvas, at)).toBe(true);
      }),
      { numRuns: 8 },
    );
  });
});

/** Anything at all, and anything in the places where a canvas has something. */
const anything = fc.anything({
  maxDepth: 3,
  withBigInt: true,
  withBoxedValues: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withObjectString: true,
  withSet: true,
  withSparseArray: true,
  withTypedArray: true,
});
const names = [
  ...new Set(
    [...Object.values(COMPONENT_SHAPES), ...Object.values(PART_SHAPES)].flatMap((shape) => Object.keys(shape)),
  ),
];
const nearComponent = fc
  .tuple(
    fc.constantFrom(...Object.keys(COMPONENT_SHAPES), 'item', 'option'),
    fc.dictionary(
      fc.constantFrom(...names),
      fc.oneof(anything, fc.array(fc.dictionary(fc.constantFrom(...names), anything))),
    ),
  )
  .map(([type, rest]) => ({ type, ...rest }));
const anyCanvas = fc.oneof(
  anything,
  fc.record({ content: anything, stored_data: anything, content_url: anything }),
  fc.record({ content: fc.record({ components: fc.array(fc.oneof(anything, nearComponent), { maxLength: 4 }) }) }),
);

test('no value makes the kit throw, every issue points at something, and HTML stays well-formed', () => {
  fc.assert(
    fc.property(
      anyCanvas,
      fc.boolean(),
      fc.constantFrom('inbox' as const, 'messenger' as const),
      (canvas, first, location) => {
        for (const issue of validateCanvas(canvas, { first, location }))
          expect(pointsAtSomething(canvas, issue.pointer), issue.pointer).toBe(true);
        expect(renderText(canvas)).toBeTypeOf('string');
        expect(estimateHeightPx(canvas)).toBeGreaterThanOrEqual(0);
        readHtml(renderHtml(canvas));
      },
    ),
    { numRuns: 600 },
  );
});

const TAGS = 'div p h3 a strong button input textarea select option label span ul li img dl dt dd hr'.split(' ');
const ATTRIBUTES =
  `class id for type name value title role href target rel src alt width height placeholder disabled checked selected
  aria-label aria-labelledby aria-invalid aria-disabled aria-pressed aria-hidden
  data-ck-submit data-ck-option data-ck-input data-ck-kind`.split(/\s+/);

test('no text leaves its place in the HTML: the markup is ours alone and links are http or https', () => {
  fc.assert(
    fc.property(fc.array(component, { maxLength: 4 }), anyText, (components, idPrefix) => {
      const { tags, attributes } = readHtml(renderHtml(canvasOf(components), { idPrefix }));
      for (const tag of tags) expect(TAGS).toContain(tag);
      for (const { name, value } of attributes) {
        expect(ATTRIBUTES).toContain(name);
        if (name === 'href' || name === 'src') expect(value).toMatch(/^https?:\/\//);
      }
    }),
    { numRuns: 300 },
  );
});

test('every text, label, id and value comes out of the HTML as it went in', () => {
  fc.assert(
    fc.property(fc.array(anyText, { minLength: 12, maxLength: 12 }), (texts) => {
      const [a = '', b = '', c = '', d = '', e = '', f = '', g = '', h = '', i = '', j = '', k = '', l = ''] = texts;
      const options = [kit.option(f, g), kit.option(h, '')];
      const { texts: shown, attributes } = readHtml(
        renderHtml(
          kit.canvas([
            kit.text(a),
            kit.button({ id: b, label: c, action: kit.submit() }),
            kit.input({ id: d, label: 'L', value: e }),
            kit.dropdown({ id: 'x', label: 'L', options, value: h }),
            kit.list([kit.item({ id: 'y', title: i, subtitle: j })]),
            kit.dataTable([kit.fieldValue(k, l)]),
          ]),
        ),
      );
      const safe = (text: string) => text.replaceAll('\0', '\ufffd');
      const all = shown.join('');
      expect(all.startsWith(safe(plainText(a)) + safe(c))).toBe(true);
      expect(all.endsWith(safe(g) + safe(i) + safe(j) + safe(k) + safe(l))).toBe(true);
      const has = (name: string, value: string) =>
        expect(
          attributes.some((each) => each.name === name && each.value === safe(value)),
          name,
        ).toBe(true);
      has('data-ck-submit', b);
      has('data-ck-input', d);
      has('value', e);
      has('value', f);
      has('value', h);
      has('title', k);
      has('title', l);
    }),
    { numRuns: 200 },
  );
});

test('text for a terminal is one line where the canvas has one, and steers nothing', () => {
  fc.assert(
    fc.property(anyText, anyText, (label, text) => {
      const drawn = renderText(kit.canvas([kit.text(text), kit.button({ id: 'a', label, action: kit.submit() })]));
      expect(drawn.split('\n')).toHaveLength(2);
      expect(drawn.replace('\n', '')).not.toMatch(/\p{Cc}/u);
    }),
    { numRuns: 200 },
  );
});
