import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { canvas } from '../../canvas/kit/components.ts';
import { card } from '../../canvas/kit/examples/card.ts';
import { EXAMPLES } from '../../canvas/kit/examples.ts';
import { renderHtml } from '../../canvas/kit/render-html.ts';
import { COMPONENT_SHAPES } from '../../canvas/kit/shapes.ts';
import { validateCanvas } from '../../canvas/kit/validate.ts';
import { kitReadme } from '../../tools/kit-readme/kit-readme.ts';
import { PUBLIC_FILES } from '../../tools/kit-readme/public-files.ts';

const KIT = new URL('../../canvas/kit/', import.meta.url);
const readme = readFileSync(new URL('README.md', KIT), 'utf8');
// Marks inside a code span are an example of marks.
const prose = readme.replace(/(?<!`)`[^`\n]+`(?!`)/g, '');
const references = [...prose.matchAll(/(?:\]\(|src="|from ')((?!https?:)[^)"']+)/g)].map((match) => match[1] ?? '');

test('the README says what the code does; when it does not, run npm run docs:kit', async () => {
  expect(await kitReadme()).toBe(readme);
});

test('every file that the README names is there', () => {
  expect(references.length).toBeGreaterThan(30);
  expect(references.filter((file) => !existsSync(new URL(file, KIT)))).toEqual([]);
});

test('there is a picture of every component and of the card, and none of anything else', () => {
  const names = [...Object.keys(COMPONENT_SHAPES), 'card'];
  expect(readdirSync(new URL('images/', KIT)).sort()).toEqual(names.map((name) => `${name}.png`).sort());
  for (const name of names) expect(references).toContain(`images/${name}.png`);
});

test.each(PUBLIC_FILES)('$file exports what the README says', async ({ file, exports }) => {
  const module: object = await import(new URL(file, KIT).href);
  expect(Object.keys(module).sort()).toEqual([...exports].sort());
});

test('every attribute that renderHtml marks with data-ck is in the README, and no other', () => {
  const drawn = renderHtml(canvas(Object.values(EXAMPLES).flat()));
  const attributes = (text: string) => [...new Set(text.match(/data-ck-[a-z]+/g))].sort();
  expect(attributes(readme)).toEqual(attributes(drawn));
});

describe('the examples', () => {
  test.each(Object.entries(EXAMPLES))('of %s is valid and has it', (type, components) => {
    expect(validateCanvas(canvas([...components]), { location: 'inbox', first: false })).toEqual([]);
    expect(components.map((component) => component.type)).toContain(type);
  });

  test('the card passes as a first canvas', () => {
    expect(validateCanvas(card, { location: 'inbox', first: true })).toEqual([]);
  });
});
