/**
 * Takes the pictures of the documents, from a Callcard and a sandbox of their own: `npm run docs:screens`.
 */
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { launchChromium } from './launch-chromium.ts';
import { startCallcard } from './start-callcard.ts';

const FOLDER = fileURLToPath(new URL('../docs/images/', import.meta.url));
mkdirSync(FOLDER, { recursive: true });

const started = await startCallcard();
const browser = await launchChromium();
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const card = page.locator('.ck-canvas');
  const take = async (name: string) => {
    await page.screenshot({ path: `${FOLDER}${name}.png` });
    process.stdout.write(`docs/images/${name}.png\n`);
  };

  await page.goto(started.callcardUrl);
  await take('home');
  await page.goto(`${started.callcardUrl}/install?region=us`);
  await page.getByRole('button', { name: 'Approve' }).click();
  await page.getByRole('heading', { name: 'You are connected' }).waitFor();
  await take('connected');

  await page.goto(started.inboxUrl);
  await page.getByRole('searchbox').fill('Tomás');
  await page.getByRole('navigation').getByText('Tomás Rivera').first().click();
  await card.waitFor();
  await page.getByRole('searchbox').fill('');
  await take('inbox');

  await card.getByRole('button', { name: 'Assign' }).click();
  await card.getByRole('button', { name: /^Night Shift/ }).waitFor();
  await take('assign');
  await card.getByRole('button', { name: 'Back' }).click();
  await card.getByRole('button', { name: 'Note' }).click();
  await card.getByRole('textbox', { name: 'Note' }).fill('Called back. The new card works.');
  await take('note');
} finally {
  await browser.close();
  await started.stop();
}
