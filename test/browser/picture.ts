import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

const PICTURES = fileURLToPath(new URL('../../test-artifacts/', import.meta.url));
mkdirSync(PICTURES, { recursive: true });

/**
 * A picture for people to look at, who ask for them all by `PICTURES=1`: each takes as much work as half a page, and there
 * are eighty.
 */
export async function keep(page: Page, name: string): Promise<void> {
  if (process.env.PICTURES !== undefined) await take(page, name);
}

/** A busy machine's refusal to take a picture is no failure of the guarantee. */
export const take = (page: Page, name: string): Promise<unknown> =>
  page.screenshot({ path: `${PICTURES}${name.replaceAll(/\W+/g, '-')}.png` }).catch((error: Error) => {
    process.stderr.write(`no picture of ${name}: ${error.message.split('\n', 1)[0]}\n`);
  });
