/**
 * Writes canvas/kit/README.md and its pictures: npm run docs:kit
 * With --text it leaves the pictures as they are and needs no browser.
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { kitReadme } from './kit-readme/kit-readme.ts';

const KIT = new URL('../canvas/kit/', import.meta.url);

const { values } = parseArgs({ options: { text: { type: 'boolean', default: false } } });
await writeFile(new URL('README.md', KIT), await kitReadme());
if (!values.text) {
  const { drawPictures } = await import('./kit-readme/draw-pictures.ts');
  await drawPictures(new URL('images/', KIT));
}
