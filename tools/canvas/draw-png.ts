import type { Browser, Page } from 'playwright-core';
import { SIDEBAR_WIDTH_PX } from './page.ts';

/** Pixels of the picture for one CSS pixel: sharp on the screens people have. */
const SCALE = 2;
/** How long the canvas's own pictures may take to arrive. */
const PICTURES_DEADLINE_MS = 5_000;

interface Drawing {
  png: Buffer;
  /** False when a picture in the canvas could not be had: the rest is drawn all the same. */
  complete: boolean;
}

/** A page of `canvasPage` as a picture, twice as wide as the sidebar. `prepare` may answer the page's requests. */
export async function drawPng(
  browser: Browser,
  html: string,
  prepare: (page: Page) => Promise<void> = async () => {},
): Promise<Drawing> {
  const context = await browser.newContext({
    viewport: { width: SIDEBAR_WIDTH_PX, height: 400 },
    deviceScaleFactor: SCALE,
  });
  try {
    const page = await context.newPage();
    await prepare(page);
    await page.setContent(html, { waitUntil: 'domcontentloaded' });
    const complete = await picturesArrived(page);
    return { png: await page.locator('main').screenshot({ animations: 'disabled' }), complete };
  } finally {
    await context.close();
  }
}

/** Waits for every picture to arrive or fail. The page's policy bars scripts of its own, not the browser's driver. */
async function picturesArrived(page: Page): Promise<boolean> {
  const pictures = await page.locator('img').all();
  const arrivals = pictures.map((picture) =>
    picture.evaluate(async (element: DecodablePicture, deadlineMs: number) => {
      const late = new Promise<boolean>((resolve) => setTimeout(resolve, deadlineMs, false));
      const arrived = element.decode().then(
        () => true,
        () => false,
      );
      return Promise.race([late, arrived]);
    }, PICTURES_DEADLINE_MS),
  );
  return (await Promise.all(arrivals)).every(Boolean);
}

/** What is needed of an HTMLImageElement; the types of a browser are not loaded here. */
interface DecodablePicture {
  decode(): Promise<void>;
}
