/**
 * Pictures every situation of docs/cards, as text and as an image: `npm run docs:cards`. Time stands still in them, so
 * that a run without changes changes nothing.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { drawPng } from './canvas/draw-png.ts';
import { canvasPage } from './canvas/page.ts';
import { asText } from './cards/as-text.ts';
import { play, SITUATIONS } from './cards/situations.ts';
import { openStage } from './cards/stage.ts';
import { launchChromium } from './launch-chromium.ts';

const FOLDER = fileURLToPath(new URL('../docs/cards/', import.meta.url));
mkdirSync(FOLDER, { recursive: true });

const browser = await launchChromium();
try {
  for (const situation of SITUATIONS) {
    const stage = await openStage();
    try {
      const canvas = await play(stage, situation);
      writeFileSync(`${FOLDER}${situation.name}.txt`, asText(canvas));
      const { png } = await drawPng(browser, await canvasPage(canvas));
      writeFileSync(`${FOLDER}${situation.name}.png`, png);
    } finally {
      await stage.close();
    }
    process.stdout.write(`docs/cards/${situation.name}\n`);
  }
} finally {
  await browser.close();
}
const index = SITUATIONS.map(({ name, title }) => `## ${title}\n\n![${title}](${name}.png)\n`).join('\n');
writeFileSync(
  `${FOLDER}README.md`,
  `# The cards\n\nMade by \`npm run docs:cards\` from the sandbox, on the afternoon of January 8, 2026. A test compares the texts.\n\n${index}`,
);
