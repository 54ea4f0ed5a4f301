import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

const SOURCE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

interface Violation {
  id: string;
  impact: string;
  help: string;
  nodes: { target: string[]; failureSummary: string }[];
}

/** Everything axe finds in the page as it stands, or in a part of it, each in words and with where it is. */
export async function barriersOf(page: Page, part = 'html'): Promise<string[]> {
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.addScriptTag({ content: SOURCE });
  const violations = await page.evaluate<Violation[]>(
    `axe.run('${part}', { resultTypes: ['violations'] }).then(({ violations }) => violations)`,
  );
  return violations.map(({ id, impact, help, nodes }) =>
    [
      `${impact}: ${help} (${id})`,
      ...nodes.map((node) => `  at ${node.target.join(' ')}: ${node.failureSummary.replaceAll(/\s+/g, ' ')}`),
    ].join('\n'),
  );
}
