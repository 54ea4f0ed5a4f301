import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import { dateAndTime } from '../../canvas/dates.ts';
import { keep } from './picture.ts';
import { ACME, BOREA } from './sandbox-controls.ts';
import { test } from './stage.ts';

interface Listed {
  id: string;
  contactName: string;
  title: string;
  updatedAtMs: number;
}

/** Times on a card are in the workspace's zone and times of the page in the browser's: here they differ. */
const inTokyo = test.extend(
  'contextOptions',
  { scope: 'file' },
  { viewport: { width: 1280, height: 800 }, timezoneId: 'Asia/Tokyo' },
);

async function conversationsOf(sandboxUrl: string, workspaceId: string): Promise<Listed[]> {
  const response = await fetch(`${sandboxUrl}/api/inbox/${workspaceId}/conversations`);
  return ((await response.json()) as { conversations: Listed[] }).conversations;
}

inTokyo(
  'a European workspace is installed from the page; its card has its own time zone and links that work',
  async ({ callcard, inbox, page }) => {
    const { card } = inbox;
    await page.goto(callcard.inboxUrl);
    await page.getByRole('combobox', { name: 'Workspace' }).selectOption('Borea Energy (EU)');
    await page.getByRole('navigation').getByText('Camille Durand').first().click();
    await page.getByRole('link', { name: 'Install Callcard' }).click();
    expect(await page.getByRole('radio', { name: /Borea Energy/ }).isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByText('Europe/Paris').waitFor();
    await page.getByRole('link', { name: 'Open your inbox' }).click();
    await page.getByRole('navigation').getByText('Camille Durand').first().click();
    await card.getByRole('link', { name: 'Camille Durand', exact: true }).waitFor();
    await keep(page, 'borea card');

    const last = (await conversationsOf(callcard.inboxUrl, BOREA)).find(
      (one) => one.contactName === 'Camille Durand' && !page.url().endsWith(one.id),
    );
    await card.getByText(dateAndTime(last?.updatedAtMs ?? 0, 'Europe/Paris')).waitFor();
    await page.getByText('View JSON').click();
    const json = await page.getByLabel('Canvas as JSON').innerText();
    expect(json).toContain('https://app.eu.intercom.com/a/apps/boreaeu1/users/');
    const opened = page.waitForEvent('popup');
    await card.getByRole('link', { name: 'Camille Durand', exact: true }).click();
    const popup = await opened;
    await popup.locator('.ck-canvas').getByRole('link', { name: 'Camille Durand', exact: true }).waitFor();
    expect(popup.url()).toMatch(new RegExp(`^${callcard.inboxUrl}/inbox/${BOREA}/conversation/\\d+$`));
  },
);

test('switching between workspaces never shows the card of the other one', async ({ callcard, inbox, page }) => {
  const { card } = inbox;
  await inbox.connect(ACME);
  await inbox.connect(BOREA);
  // Conversation ids of the two overlap: only the workspace tells them apart.
  const [ours, theirs] = await Promise.all([ACME, BOREA].map((id) => conversationsOf(callcard.inboxUrl, id)));
  const shared = ours?.filter((one) => theirs?.some(({ id }) => id === one.id)) ?? [];
  expect(shared.length).toBeGreaterThan(3);
  const strangersOn = async (place: Locator) => {
    const text = await place.innerText();
    return ours?.map(({ contactName }) => contactName).filter((name) => text.includes(name));
  };
  await page.goto(`${callcard.inboxUrl}/inbox/${ACME}/conversation/${shared[0]?.id}`);
  await card
    .getByText(shared[0]?.contactName ?? '')
    .first()
    .waitFor();

  await inbox.putFaults({ slowMs: { ms: 400, workspaceId: ACME } });
  await inbox.button('Refresh').click();
  // Acme's answer is still on its way when Borea is shown, and comes too late for anybody to see.
  const late = page.waitForResponse(/acmeus1.*submit/);
  await page.getByRole('combobox', { name: 'Workspace' }).selectOption('Borea Energy (EU)');
  await card.getByText('+33').first().waitFor();
  await late;
  expect(await strangersOn(card)).toEqual([]);
  expect(await page.getByRole('combobox', { name: 'Signed in as' }).locator('option:checked').innerText()).toBe(
    'Hélène Marchand',
  );

  await page.getByRole('combobox', { name: 'Workspace' }).selectOption('Acme Support (US)');
  await card.getByText('+1').first().waitFor();
  await page.goBack();
  await card.getByText('+33').first().waitFor();
  expect(await strangersOn(card)).toEqual([]);
});

test('a reset brings the first state back, and keeps the install unless it is told to forget it', async ({
  inbox,
  page,
}) => {
  const { card, thread } = inbox;
  await inbox.connect();
  await inbox.open('Priya Raman');
  await inbox.button('Note').click();
  await card.getByLabel('Note').fill('Gone in a moment.');
  await inbox.button('Add note').click();
  await thread.getByText('Gone in a moment.').waitFor();
  await inbox.putFaults({ serverError: true });
  await page.reload();
  await page.getByRole('button', { name: 'Faults, 1 on' }).waitFor();

  const reset = async () => {
    await page.getByRole('button', { name: 'Reset everything' }).click();
    await page.getByRole('button', { name: 'Faults', exact: true }).waitFor();
  };
  await page.getByRole('button', { name: 'Reset', exact: true }).click();
  await reset();
  await card.waitFor();
  await page.getByRole('navigation').getByText('Priya Raman').first().click();
  await card.getByText('Priya Raman').first().waitFor();
  expect(await thread.getByText('Gone in a moment.').count()).toBe(0);
  expect(await card.innerText()).not.toContain('not known');

  await page.getByRole('button', { name: 'Reset', exact: true }).click();
  await page.getByLabel('Forget installs of the app as well').check();
  await reset();
  await page.getByRole('link', { name: 'Install Callcard' }).waitFor();
});
