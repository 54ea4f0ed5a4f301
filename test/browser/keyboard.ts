import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { isInView } from './in-view.ts';

const MOST_STEPS = 30;

/** Goes on with Tab until the focus is there, and answers with how many steps that took. */
export async function tabTo(page: Page, place: Locator): Promise<number> {
  await place.waitFor();
  for (let step = 1; step <= MOST_STEPS; step += 1) {
    await page.keyboard.press('Tab');
    if (await place.evaluate((one) => one === one.ownerDocument.activeElement)) {
      await focusIsSeen(page);
      return step;
    }
  }
  throw new Error(`${MOST_STEPS} times Tab do not lead to ${place}`);
}

/** Whatever has the focus has an outline around it, and is not scrolled away. */
export async function focusIsSeen(page: Page): Promise<void> {
  const focused = page.locator(':focus');
  const name = await focused.evaluate((one) => `${one.tagName} ${one.textContent?.trim().slice(0, 60)}`);
  const outline = await focused.evaluate((one) => one.ownerDocument.defaultView?.getComputedStyle(one).outlineStyle);
  expect({ name, outline, isInView: await isInView(focused) }).toEqual({ name, outline: 'solid', isInView: true });
}
