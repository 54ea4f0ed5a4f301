import type { Locator, Page } from 'playwright-core';

/** Opens the Faults menu of the page, lets it be filled in, and applies it. */
export async function switchOn(page: Page, fill: (menu: Locator) => Promise<void>): Promise<void> {
  const menu = await openFaults(page);
  await fill(menu);
  await menu.getByRole('button', { name: 'Apply' }).click();
  await page.getByRole('button', { name: 'Faults, 1 on' }).waitFor();
}

export async function switchOff(page: Page): Promise<void> {
  const menu = await openFaults(page);
  await menu.getByRole('button', { name: 'Clear all' }).click();
  await page.getByRole('button', { name: 'Faults', exact: true }).waitFor();
}

export async function openFaults(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: /^Faults/ }).click();
  const menu = page.getByRole('dialog', { name: 'Faults' });
  await menu.waitFor();
  return menu;
}
