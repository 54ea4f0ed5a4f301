import { code, fence, table } from './markdown.ts';

/** What a page may rely on in the HTML. Class names are for `style.css` alone. */
const ATTRIBUTES: readonly (readonly [string, string, string])[] = [
  ['data-ck-submit', 'every `<button>` that submits', 'the `component_id` to send'],
  ['data-ck-option', 'every choice of a single-select or checkbox', "the option's id"],
  ['data-ck-input', 'every field; of a single-select or checkbox, the group', 'its key in `input_values`'],
  [
    'data-ck-kind',
    'the same element',
    '`input`, `textarea`, `dropdown`, `single-select` or `checkbox`: how to read its value',
  ],
];

export const markupSection = (html: string): string => `## Markup

\`renderHtml(canvas, { idPrefix })\` answers with one \`<div class="ck-canvas">\`. Two canvases in a page need two prefixes (the
usual one is \`ck\`). Everything from the canvas is escaped; only http and https urls become links. It runs no script: a page
that wants clicks to do something listens for them and reads these attributes.

${table(
  ['attribute', 'on', 'value'],
  ATTRIBUTES.map(([name, on, value]) => [code(name), on, value]),
)}

- What submits is a \`<button type="button">\`. A single-select with the action \`submit\` is a group of such buttons, each with
  \`data-ck-option\`, the chosen one with \`aria-pressed="true"\`; without an action it is a group of radio buttons.
- What opens a url is an \`<a target="_blank" rel="noopener noreferrer">\`.
- The value of an \`input\`, a \`textarea\` and a \`dropdown\` is the element's own (\`""\` is a dropdown in which nothing is chosen).
  The value of a \`checkbox\` is the array of \`data-ck-option\` of the checked boxes.
- What is disabled has the attribute \`disabled\`, or \`aria-disabled="true"\` where HTML has none.

The card of the start, as HTML:

${fence('html', html.replaceAll(/(?<=>)(?=<(?:h3|p|dl|hr|ul|li|div)\b)/g, '\n'))}`;
