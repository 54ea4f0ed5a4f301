import { describe, expect } from 'vitest';
import { barriersOf } from './axe.ts';
import { openFaults } from './faults-menu.ts';
import { focusIsSeen, tabTo } from './keyboard.ts';
import { test as stageTest } from './stage.ts';

/** Callcard's pages allow no script at all, not even the one that looks for barriers. */
const test = stageTest.extend(
  'contextOptions',
  { scope: 'file' },
  { viewport: { width: 1280, height: 800 }, bypassCSP: true },
);

describe('nobody is kept out of', () => {
  test('a workspace where the app is not installed yet', async ({ inbox, page }) => {
    await inbox.open('Jo Vance');
    expect(await barriersOf(page, '#details')).toEqual([]);
  });

  test('the inbox and every view of the card', async ({ inbox, page }) => {
    const { card } = inbox;
    await inbox.connect();
    await inbox.open('Tomás Rivera');
    expect(await barriersOf(page)).toEqual([]);
    for (const [view, sign] of [
      ['Tag', 'Tag this conversation'],
      ['Note', 'Add a note'],
      ['Assign', 'Night Shift'],
    ] as const) {
      await inbox.button(view).click();
      await card.getByText(sign).waitFor();
      expect([view, await barriersOf(page, '#app-block-body')]).toEqual([view, []]);
      await inbox.button('Back').click();
    }
    await card.getByRole('button', { name: /^Fin Voice/ }).click();
    await inbox.button('Show the call').click();
    await card.getByText('What happened').waitFor();
    expect(await barriersOf(page, '#app-block-body')).toEqual([]);
  });

  test('the menus of the sandbox', async ({ inbox, page }) => {
    await inbox.open('Grace Hall');
    await openFaults(page);
    expect(await barriersOf(page, '#faults-menu')).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Reset' }).click();
    await page.getByRole('button', { name: 'Reset everything' }).waitFor();
    expect(await barriersOf(page, '#reset-menu')).toEqual([]);
  });

  test('the inbox on a telephone', async ({ inbox, callcard, page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await inbox.connect();
    await page.goto(callcard.inboxUrl);
    await page.getByText('Jo Vance').first().waitFor();
    expect(await barriersOf(page)).toEqual([]);
    await inbox.open('Priya Raman', { details: true });
    expect(await barriersOf(page, '.columns')).toEqual([]);
  });

  test('the pages of an install', async ({ inbox, callcard, page, mishaps }) => {
    await inbox.reset();
    await page.goto(callcard.callcardUrl);
    expect(await barriersOf(page)).toEqual([]);
    await page.goto(`${callcard.callcardUrl}/install`);
    expect(await barriersOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Deny' }).click();
    await page.getByRole('link', { name: 'Try again' }).waitFor();
    expect(await barriersOf(page)).toEqual([]);
    // The browser reports the page's own 403 as a mishap.
    expect(mishaps.splice(0)).toEqual([expect.stringContaining('403')]);
    await page.getByRole('link', { name: 'Try again' }).click();
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByRole('link', { name: 'Open your inbox' }).waitFor();
    expect(await barriersOf(page)).toEqual([]);
  });
});

test('a barrier would be found', async ({ page }) => {
  await page.setContent('<html lang="en"><title>x</title><main><h1>x</h1><img src="data:,"></main></html>');
  expect(await barriersOf(page)).toEqual([expect.stringMatching(/^critical: Images must have alternative text/)]);
});

test('a teammate without a mouse opens a conversation, tags, notes, assigns and comes back', async ({
  callcard,
  inbox,
  page,
}) => {
  const { card, region, thread } = inbox;
  /** The next card is there, and who worked in the last one goes on at its beginning. */
  const answered = async (sign: string) => {
    await card.getByText(sign, { exact: true }).waitFor();
    await region.and(page.locator(':focus')).waitFor();
    await focusIsSeen(page);
  };
  await inbox.connect();
  await page.goto(callcard.inboxUrl);
  await inbox.button('Tag').waitFor();

  await tabTo(page, page.getByRole('navigation').getByRole('link').first());
  const priya = page
    .getByRole('navigation')
    .getByRole('link')
    .filter({ hasText: 'Priya Raman' })
    .first()
    .and(page.locator(':focus'));
  for (let rows = 0; rows < 20 && !(await priya.isVisible()); rows += 1) await page.keyboard.press('ArrowDown');
  await focusIsSeen(page);
  await page.keyboard.press('Enter');
  await thread.getByRole('heading', { name: 'Call with Priya Raman' }).waitFor();
  expect(await tabTo(page, inbox.button('Tag'))).toBeLessThan(8);

  await page.keyboard.press('Enter');
  await answered('Tag this conversation');
  await tabTo(page, card.getByRole('textbox', { name: 'Find a tag' }));
  await page.keyboard.type('vip');
  await page.keyboard.press('Enter');
  await answered('VIP');
  await tabTo(page, card.getByRole('button', { name: /^VIP/ }));
  await page.keyboard.press('Enter');
  await answered('✅ Tagged VIP');
  await tabTo(page, inbox.button('Back'));
  await page.keyboard.press('Enter');

  await answered('Priya Raman');
  await tabTo(page, inbox.button('Note'));
  await page.keyboard.press('Enter');
  await answered('Add a note');
  await tabTo(page, card.getByRole('textbox', { name: 'Note' }));
  await page.keyboard.type('By keyboard.');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await answered('✅ Note added as Ada Whitfield');
  await thread.getByText('By keyboard.').waitFor();
  await tabTo(page, inbox.button('Back'));
  await page.keyboard.press('Enter');

  await answered('Priya Raman');
  await tabTo(page, inbox.button('Assign'));
  await page.keyboard.press('Enter');
  await answered('Assign');
  await tabTo(page, card.getByRole('button', { name: /^Night Shift/ }));
  await page.keyboard.press('Enter');
  await answered('✅ Assigned to Night Shift');
  await tabTo(page, inbox.button('Back'));
  await page.keyboard.press('Enter');
  await answered('Priya Raman');
});

test('the skip links lead past the list', async ({ inbox, page }) => {
  await inbox.connect();
  await inbox.open('Priya Raman');
  await page.keyboard.press('Tab');
  await focusIsSeen(page);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await tabTo(page, inbox.button('Tag'));
});
