import { expect } from 'vitest';
import { keep } from './picture.ts';
import { test } from './stage.ts';

test('a teammate opens the recording of a call from the card, signs in through Intercom, and hears it', async ({
  inbox,
  page,
}) => {
  const { card } = inbox;
  await inbox.connect();
  await inbox.open('Yusuf Aydin');
  await card.getByRole('button', { name: /^Inbound call, answered/ }).click();
  await card.getByText('What happened').waitFor();
  await keep(page, 'call log');

  const opened = page.context().waitForEvent('page');
  await card.getByText('Listen to the recording').click();
  const tab = await opened;
  await tab.getByRole('button', { name: 'Approve' }).waitFor();
  const heard = tab.waitForResponse((response) => response.headers()['content-type'] === 'audio/wav');
  await tab.getByRole('button', { name: 'Approve' }).click();
  expect((await heard).ok()).toBe(true);
  await tab.close();

  const whole = page.context().waitForEvent('page');
  await card.getByText('Whole transcript').click();
  const transcript = await whole;
  // Signed in by now.
  await transcript.getByText('Half of the pallets are missing').waitFor();
});
