import { mkdir, writeFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { canvas } from '../../canvas/kit/components.ts';
import { card } from '../../canvas/kit/examples/card.ts';
import { EXAMPLES } from '../../canvas/kit/examples.ts';
import { drawPng } from '../canvas/draw-png.ts';
import { canvasPage } from '../canvas/page.ts';
import { launchChromium } from '../launch-chromium.ts';
import { SAMPLE_PICTURES } from './sample-pictures.ts';

/** Draws every example into `folder`, one file a component and `card.png`. Nothing is fetched from the network. */
export async function drawPictures(folder: URL): Promise<void> {
  await mkdir(folder, { recursive: true });
  const browser = await launchChromium();
  try {
    for (const [name, each] of [...canvases(), ['card', card] as const]) {
      const { png, complete } = await drawPng(browser, await canvasPage(each), answerPictures);
      if (!complete)
        throw new Error(`The example ${name} names a picture that sample-pictures.ts does not have: add it.`);
      await writeFile(new URL(`${name}.png`, folder), png);
    }
  } finally {
    await browser.close();
  }
}

const canvases = () => Object.entries(EXAMPLES).map(([type, components]) => [type, canvas([...components])] as const);

async function answerPictures(page: Page): Promise<void> {
  await page.route('**/*', (route) => {
    const body = SAMPLE_PICTURES[new URL(route.request().url()).pathname];
    return body === undefined ? route.abort() : route.fulfill({ contentType: 'image/svg+xml', body });
  });
}
