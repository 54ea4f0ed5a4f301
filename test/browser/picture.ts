import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

const PICTURES = fileURLToPath(new URL('../../test-artifacts/', import.meta.url));
mkdirSync(PICTURES, { recursive: true });

/** A picture for people to look at; a busy machine's refusal to take one is no failure of the guarantee. */
export const keep = (page: Page, name: string) =>
  page.screenshot({ path: `${PICTURES}${name.replaceAll(/\W+/g, '-')}.png` }).catch((error: Error) => {
    process.stderr.write(`no picture of ${name}: ${error.message.split('\n', 1)[0]}\n`);
  });
