import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { openFaults } from './faults-menu.ts';
import { isInView } from './in-view.ts';
import { keep } from './picture.ts';
import { test as stageTest } from './stage.ts';

const WIDTH_PX = 390;

/** A telephone: touched, never clicked. */
const test = stageTest.extend(
  'contextOptions',
  { scope: 'file' },
  {
    viewport: { width: WIDTH_PX, height: 844 },
    hasTouch: true,
    isMobile: true,
  },
);

/** Looks for whatever is wider than the screen, in the page and in each part that scrolls; keeps a picture of it. */
async function fits(page: Page, state: string): Promise<void> {
  const tooWide = await page.evaluate<string[]>(`[document.scrollingElement, ...document.querySelectorAll('body *')]
    .filter((one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 1)
    .filter((one) => one === document.scrollingElement || /auto|scroll/.test(getComputedStyle(one).overflowX))
    .filter((one) => !one.closest('pre'))
    .map((one) => one.tagName + '.' + one.className + ' ' + one.scrollWidth)`);
  const screenWidthPx = await page.evaluate<number>('document.scrollingElement.scrollWidth');
  if (tooWide.length > 0 || screenWidthPx !== WIDTH_PX) await keep(page, `narrow ${state}`);
  expect({ state, tooWide, screenWidthPx }).toEqual({ state, tooWide: [], screenWidthPx: WIDTH_PX });
}

test('a teammate with a telephone goes from the list to the card, tags, notes, assigns and comes back', async ({
  callcard,
  inbox,
  page,
}) => {
  const { card, thread } = inbox;
  await inbox.connect();
  await page.goto(callcard.inboxUrl);
  const list = page.getByRole('navigation', { name: 'Conversations' });
  await list.getByText('Priya Raman').first().waitFor();
  await fits(page, 'list');
  await list.getByRole('searchbox').fill('priya');
  await list.getByText('Priya Raman').first().tap();
  await thread.getByRole('heading', { name: 'Call with Priya Raman' }).waitFor();
  await fits(page, 'conversation');
  await page.getByRole('button', { name: 'Details' }).tap();
  await inbox.button('Tag').waitFor();
  await fits(page, 'card');

  await inbox.button('Tag').tap();
  await card.getByRole('textbox', { name: 'Find a tag' }).fill('vip');
  // The tag may be on the card already, which takes no tap while it waits for the next one.
  await inbox.answered(() => inbox.button('Send Find a tag').tap());
  await card.getByRole('button', { name: /^VIP/ }).tap();
  await card.getByText('✅ Tagged VIP').waitFor();
  await fits(page, 'tag');
  await inbox.button('Back').tap();

  await inbox.button('Note').tap();
  await card.getByLabel('Note').fill('From the telephone.');
  await inbox.button('Add note').tap();
  await card.getByText('✅ Note added as Ada Whitfield').waitFor();
  await fits(page, 'note');
  await inbox.button('Back').tap();

  await inbox.button('Assign').tap();
  await card.getByRole('button', { name: /^Night Shift/ }).waitFor();
  await fits(page, 'assign');
  // Far down the list: what became of it is said on top, and has to be seen.
  await card.getByRole('button', { name: /^Bo Moreau/ }).tap();
  const assigned = card.getByText('✅ Assigned to Bo Moreau');
  await assigned.waitFor();
  await expect.poll(() => isInView(assigned)).toBe(true);

  await page.getByRole('button', { name: 'Thread' }).tap();
  await thread.getByText('From the telephone.').waitFor();
  await fits(page, 'conversation afterwards');
  await page.getByRole('button', { name: 'Inbox' }).tap();
  await list
    .getByRole('link', { name: /Priya Raman.*Bo Moreau/ })
    .first()
    .waitFor();
});

test('long names, subjects and addresses fit a telephone', async ({ inbox, page }) => {
  await inbox.connect();
  for (const name of ['Walter Maximilian Featherstonehaugh-Nguyen', 'Grace Hall']) {
    await inbox.open(name, { details: true });
    await fits(page, `details of ${name}`);
    await page.getByRole('button', { name: 'Thread' }).tap();
    await fits(page, `thread of ${name}`);
  }
});

test('the menus and the JSON of a card fit a telephone', async ({ inbox, page }) => {
  await inbox.connect();
  await inbox.open('Jo Vance', { details: true });
  await page.getByText('View JSON').tap();
  await fits(page, 'JSON');
  const menu = await openFaults(page);
  await fits(page, 'faults');
  await menu.getByRole('button', { name: 'Clear all' }).tap();
  await page.getByRole('button', { name: 'Reset' }).tap();
  await page.getByRole('button', { name: 'Reset everything' }).waitFor();
  await fits(page, 'reset');
});

test('the public pages, the consent page and a failed install fit a telephone', async ({
  callcard,
  inbox,
  page,
  mishaps,
}) => {
  await page.goto(callcard.callcardUrl);
  await fits(page, 'home');
  await page.getByRole('link', { name: /Connect with Intercom.*United States/ }).tap();
  await page.getByRole('button', { name: 'Deny' }).waitFor();
  await fits(page, 'consent');
  await page.getByRole('button', { name: 'Deny' }).tap();
  await page.getByRole('heading', { name: 'Callcard was not connected' }).waitFor();
  await fits(page, 'failed');
  // The browser reports the page's own 403 as a mishap.
  expect(mishaps.splice(0)).toEqual([expect.stringContaining('403')]);
  await page.getByRole('link', { name: 'Try again' }).tap();
  await page.getByRole('button', { name: 'Approve' }).tap();
  await page.getByRole('link', { name: 'Open your inbox' }).waitFor();
  await fits(page, 'connected');
  await page.getByRole('link', { name: 'Open your inbox' }).tap();
  await page.getByText('Jo Vance').first().waitFor();
  expect(await inbox.card.count()).toBe(0);
});

test('a workspace without the app shows how to install it', async ({ inbox, page }) => {
  await inbox.open('Jo Vance', { details: true });
  await page.getByRole('link', { name: 'Install Callcard' }).waitFor();
  await fits(page, 'not installed');
});
