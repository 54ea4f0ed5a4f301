import { describe, expect } from 'vitest';
import { keep } from './picture.ts';
import { test } from './stage.ts';

describe('a workspace admin', () => {
  test('connects a workspace from the inbox and finds the card there', async ({ callcard, inbox, page }) => {
    await page.goto(callcard.callcardUrl);
    await keep(page, 'home');
    await page.getByRole('link', { name: /Connect with Intercom.*United States/ }).click();
    await page.getByRole('button', { name: 'Approve' }).waitFor();
    await keep(page, 'consent');
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByRole('heading', { name: 'You are connected' }).waitFor();
    await keep(page, 'connected');
    await page.getByRole('link', { name: /Open your inbox/ }).click();
    await inbox.card.getByText('Jo Vance').waitFor();
    await keep(page, 'first card');
  });

  test('who changes their mind is told so and can try again', async ({ callcard, page, mishaps }) => {
    await page.goto(`${callcard.callcardUrl}/install?region=us`);
    await page.getByRole('button', { name: 'Deny' }).click();
    const tryAgain = page.getByRole('link', { name: /again/i });
    await tryAgain.waitFor();
    await keep(page, 'denied');
    await tryAgain.click();
    await page.getByRole('button', { name: 'Approve' }).waitFor();
    // The browser reports the page's own 403 as a mishap.
    expect(mishaps.splice(0)).toEqual([expect.stringContaining('403')]);
  });
});

describe('a teammate', () => {
  test('finds a conversation, tags it, and takes the tag off again', async ({ callcard, inbox, page }) => {
    const { card, thread } = inbox;
    await inbox.connect();
    await page.goto(callcard.inboxUrl);
    await page.getByRole('searchbox').fill('rivera');
    await page.getByRole('navigation').getByText('Tomás Rivera').first().click();
    await inbox.button('Tag').click();
    await card.getByRole('textbox', { name: 'Find a tag' }).fill('vip');
    // The tag may be on the card already, which takes no click while it waits for the next one.
    await inbox.answered(() => page.keyboard.press('Enter'));
    await card.getByRole('button', { name: /^VIP/ }).waitFor();
    await keep(page, 'tag');
    await card.getByRole('button', { name: /^VIP/ }).click();
    await card.getByText('✅ Tagged VIP').waitFor();
    await thread.getByRole('listitem').filter({ hasText: 'VIP' }).waitFor();
    await keep(page, 'tagged');
    await card.getByRole('button', { name: /^VIP/ }).click();
    await card.getByText('✅ Removed tag VIP').waitFor();
    await thread.getByRole('listitem').filter({ hasText: 'VIP' }).waitFor({ state: 'detached' });
    await inbox.button('Back').click();
    await inbox.button('Assign').waitFor();
  });

  test('writes a note that the thread shows as internal', async ({ inbox, page }) => {
    const { card, thread } = inbox;
    await inbox.connect();
    await inbox.open('Priya Raman');
    await inbox.button('Note').click();
    await card.getByLabel('Note').fill('Called back, all is well.\n\nExport works again.');
    await keep(page, 'note');
    await inbox.button('Add note').click();
    await card.getByText('✅ Note added as Ada Whitfield').waitFor();
    await thread.getByText('Export works again.').waitFor();
    await thread
      .getByText(/only teammates see this/i)
      .last()
      .waitFor();
    await keep(page, 'note added');
  });

  test('assigns to a team and to a teammate by search', async ({ inbox, page }) => {
    const { card, thread } = inbox;
    await inbox.connect();
    await inbox.open('Marcus Bell');
    await inbox.button('Assign').click();
    await card.getByRole('button', { name: /^Night Shift/ }).waitFor();
    await keep(page, 'assign');
    await card.getByRole('button', { name: /^Night Shift/ }).click();
    await card.getByText('✅ Assigned to Night Shift').waitFor();
    await thread.getByText('Night Shift').first().waitFor();
    await card.getByRole('textbox', { name: 'Find a team or teammate' }).fill('carmen');
    await inbox.button('Send Find a team or teammate').click();
    await card.getByRole('button', { name: /^Carmen Lindqvist/ }).click();
    await card.getByText('✅ Assigned to Carmen Lindqvist').waitFor();
    await keep(page, 'assigned');
  });

  test('looks into a call, a Fin Voice record and other conversations', async ({ inbox, page }) => {
    const { card } = inbox;
    await inbox.connect();
    await inbox.open('Tomás Rivera');
    await card.getByRole('button', { name: /^Fin Voice: resolved/ }).click();
    await card.getByText('My card expired. Where do I change it?').waitFor();
    await keep(page, 'fin voice');
    await inbox.button('Show the call').click();
    await card.getByText('What happened').waitFor();
    await keep(page, 'call');
    await inbox.button('Back').click();
    await inbox.button('Refresh').click();
    await inbox.button('Tag').waitFor();
  });
});
