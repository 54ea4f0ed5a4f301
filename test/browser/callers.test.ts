import { describe } from 'vitest';
import type { Inbox } from './inbox.ts';
import { keep } from './picture.ts';
import { test } from './stage.ts';

describe('a number that several contacts share', () => {
  test('is said to be one, and who it was is asked once', async ({ inbox, page }) => {
    const { card } = inbox;
    await inbox.connect();
    await inbox.open('Rosa Lindt');
    // The first sync reads the numbers within seconds of the install.
    await refreshUntil(inbox, '4 contacts share this number');
    await keep(page, 'shared number');
    await card.getByRole('button', { name: /^4 contacts share this number/ }).click();
    await card.getByText('Who is calling?').waitFor();
    await keep(page, 'who was it');
    await card.getByRole('button', { name: /^Wen Li/ }).click();
    await card.getByText(/✅/).waitFor();
    await inbox.button('Back').click();
    await card.getByText(/said on .*: Wen Li/).waitFor();
    await keep(page, 'who it was');
  });

  test('of a lead and a user offers a merge, says what it does, and does it', async ({ inbox, page }) => {
    const { card } = inbox;
    await inbox.connect();
    await inbox.open('Nadia P.');
    await refreshUntil(inbox, '2 contacts share this number');
    await card.getByRole('button', { name: /^2 contacts share this number/ }).click();
    await card.getByRole('button', { name: /^Merge Nadia P\./ }).click();
    await card.getByText('This cannot be undone.').waitFor();
    await keep(page, 'merge');
    await inbox.button('Merge for good').click();
    await card.getByText(/✅/).waitFor();
    await keep(page, 'merged');
    await inbox.open('Nadia Petrova');
    await card.getByText('Nadia Petrova').first().waitFor();
  });
});

test('a caller who withholds the number is nobody in particular, and nobody offers to call back', async ({
  inbox,
  page,
}) => {
  await inbox.connect();
  await inbox.open('+266696687');
  await inbox.card.getByText('Number withheld').waitFor();
  await inbox.card.getByText('it cannot be called back').waitFor();
  await keep(page, 'hidden caller');
});

/** Asks again and again, as a teammate would who waits for something. */
async function refreshUntil({ button, card }: Inbox, text: string): Promise<void> {
  for (let tries = 0; tries < 20; tries += 1) {
    if (await card.getByText(text).isVisible()) return;
    await button('Refresh').click();
    const appears = card.getByText(text).waitFor({ timeout: 1_000 });
    await appears.catch(() => undefined);
  }
  throw new Error(`the card never said "${text}"`);
}
