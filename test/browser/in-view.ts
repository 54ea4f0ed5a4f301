import type { Locator } from 'playwright-core';

/** Whether its beginning can be seen: not scrolled away, and not under something else. */
export const isInView = (place: Locator): Promise<boolean> =>
  place.evaluate((one) => {
    const { top, bottom, left, right } = one.getBoundingClientRect();
    const at = one.ownerDocument.elementFromPoint((left + right) / 2, top + Math.min(10, (bottom - top) / 2));
    return one.contains(at);
  });
