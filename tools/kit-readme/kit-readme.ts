import type { Action } from '../../canvas/kit/components.ts';
import { card } from '../../canvas/kit/examples/card.ts';
import { renderHtml } from '../../canvas/kit/render-html.ts';
import { renderText } from '../../canvas/kit/render-text.ts';
import { PART_SHAPES } from '../../canvas/kit/shapes.ts';
import { componentSections, exampleSource, picture } from './component-section.ts';
import { issueTable } from './issue-table.ts';
import { limitsTable } from './limits-table.ts';
import { code, fence, table } from './markdown.ts';
import { markupSection } from './markup-section.ts';
import { propertyTable } from './property-table.ts';
import { publicTable } from './public-files.ts';

/** The whole of `canvas/kit/README.md`, made from the code it describes. */
export async function kitReadme(): Promise<string> {
  return `<!-- Made by: npm run docs:kit. Change the code, or tools/kit-readme, instead. -->

# Canvas Kit

[Canvas Kit](https://developers.intercom.com/docs/canvas-kit) is the JSON from which Intercom draws an app in the inbox and
in the Messenger. This folder builds that JSON, checks it and shows it, without an Intercom account:

- **Factories** with types for every component. They return the wire JSON and nothing else.
- **\`validateCanvas\`** says what Intercom, or its review, would refuse, where it is and what to do about it.
- **\`renderText\`** and **\`renderHtml\`** show a canvas in a terminal, a snapshot test or a page.
- **One table of limits**, which the code, its tests and this page share.

It depends on nothing, neither packages nor Node, does no I/O and never throws at what it is given. It knows nothing of the
app around it: copy the folder and it works.

## Start

${fence('ts', await exampleSource('card'))}

${picture('card')}

${fence('ts', START)}

\`renderText\` answers:

${fence('text', renderText(card))}

A link is followed by its url. What a click does stands behind the thing clicked: \`{id}\` is submitted, \`-> url\` opened,
\`=> url\` opened as a sheet. Buttons are secondary unless they say otherwise.

From the command line, in the repository of Callcard:

${fence('sh', COMMANDS)}

## What is in it

${publicTable()}

## Limits

\`Intercom\` documents the number; \`ours\` is our own caution; an \`estimate\` is how the inbox draws about, on the tall side.
Numbers in \`sidebar\` and \`heightPx\` are CSS pixels or letters, sizes are UTF-8 bytes.

${limitsTable()}

## Issues

\`validateCanvas(canvas, { location, first })\` takes anything and answers with an array, empty when nothing is wrong.
\`location\` is \`inbox\` or \`messenger\`; \`first\` is what an app shows before anything was clicked.

An issue is \`{ pointer, code, message, expected, got }\`. The pointer (RFC 6901) leads to something that is there. The code is
stable, the message is for people. Neither holds a text, a label or a url of the canvas, so issues may be logged.

${issueTable()}

## Components

Each as its properties, a picture, the code, its text and its JSON.

${await componentSections()}

## Parts and actions

Options, list items and the rows of a data-table are parts: \`option(id, text)\`, \`item({ ... })\`, \`fieldValue(field, value)\`.

${Object.entries(PART_SHAPES)
  .map(([type, shape]) => `### ${type}\n\n${propertyTable(shape)}`)
  .join('\n\n')}

### Actions

${table(['factory', 'JSON', 'what it does'], Object.values(ACTIONS))}

A url has to be https; http is taken on localhost. There are no other actions.

${markupSection(renderHtml(card))}
`;
}

const START = `import { card } from './examples/card.ts';
import { renderHtml } from './render-html.ts';
import { renderText } from './render-text.ts';
import { validateCanvas } from './validate.ts';

validateCanvas(card, { location: 'inbox', first: true }); // []
renderText(card); // lines of text
renderHtml(card); // HTML, to be shown with style.css`;

const COMMANDS = `npm run canvas -- validate card.json --first
npm run canvas -- show card.json
npm run canvas -- show card.json --html card.html --png card.png`;

const ACTIONS: Readonly<Record<Action['type'], readonly string[]>> = {
  submit: [code('submit()'), code('{ "type": "submit" }'), "sends the canvas's values to the app's submit url"],
  url: [code('openUrl(url)'), code('{ "type": "url", "url": ... }'), 'opens a page in a new tab'],
  sheet: [code('openSheet(url)'), code('{ "type": "sheet", "url": ... }'), 'opens a sheet; only in the Messenger'],
};
