import { readFile } from 'node:fs/promises';
import { type Component, canvas } from '../../canvas/kit/components.ts';
import { EXAMPLES } from '../../canvas/kit/examples.ts';
import { renderText } from '../../canvas/kit/render-text.ts';
import { COMPONENT_SHAPES } from '../../canvas/kit/shapes.ts';
import { jsonText } from './json-text.ts';
import { fence } from './markdown.ts';
import { propertyTable } from './property-table.ts';

/** What a reader has to know that neither the types nor the table of properties say. */
const NOTES: Readonly<Record<Component['type'], string>> = {
  text: 'The only marks are `**bold**` and `[label](url)`. Line breaks are not drawn: send several texts.',
  button:
    'A button without a style is primary. The first canvas in the inbox may not have a primary one. The action `sheet` is for the Messenger.',
  input: 'With an action it has a button of its own. `saved` locks it, whatever `disabled` says.',
  textarea: 'It has no action: a button, or a single-select with an action, sends it.',
  dropdown: 'It has no action: a button, or a single-select with an action, sends it.',
  'single-select': 'With an action it submits as soon as an option is clicked.',
  checkbox:
    "Intercom's reference calls the array `option`, its tutorial `options`; the kit sends `options`. The label has to be there and may be empty.",
  list: 'A picture needs both its width and its height: without them Intercom refuses the whole canvas.',
  image: 'Served over https. Its action can only open a url.',
  'data-table': 'The inbox cuts what is too long and shows the whole of it as a tooltip.',
  divider: 'A line.',
  spacer: 'Room: 4, 8, 16, 24 or 40 px, by our estimate. It has no margin.',
};

export async function componentSections(): Promise<string> {
  const types = Object.keys(EXAMPLES) as Component['type'][];
  return (await Promise.all(types.map(componentSection))).join('\n\n');
}

async function componentSection(type: Component['type']): Promise<string> {
  const components = [...EXAMPLES[type]];
  return [
    `### ${type}`,
    NOTES[type],
    propertyTable(COMPONENT_SHAPES[type]),
    picture(type),
    fence('ts', await exampleSource(type)),
    fence('text', renderText(canvas(components))),
    `<details><summary>JSON</summary>\n\n${fence('json', jsonText(components))}\n\n</details>`,
  ].join('\n\n');
}

export const picture = (name: string): string => `<img src="images/${name}.png" width="340" alt="${name}, drawn">`;

/** The code of an example as one writes it who stands where the README is. */
export async function exampleSource(name: string): Promise<string> {
  const source = await readFile(new URL(`../../canvas/kit/examples/${name}.ts`, import.meta.url), 'utf8');
  return source.replace("from '../components.ts'", "from './components.ts'").trimEnd();
}
