import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Only started without Intercom's credentials, and never in production. */
const SANDBOX = 'sandbox/start.ts';
/** Modules that are loaded when the program runs: imports of types alone are gone by then. */
const IMPORT = /(?:^|\s|\()(?:import|export)\s+(?!type\s)(?:[^'";]*?\sfrom\s+)?'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/g;
/** What cannot be followed by reading. */
const COMPUTED_IMPORT = /\bimport\(\s*[^'\s]/;
/** A package that pino loads by its name. */
const TRANSPORT = /\btarget: '([^']+)'/g;
/** Draws the log for a person at a terminal; never in production. */
const PRETTY = 'pino-pretty';

export interface Production {
  /** Paths from the root of the repository, with slashes. */
  files: Set<string>;
  /** Names of packages. */
  packages: Set<string>;
}

/** Everything that `node server/main.ts` can load in production. */
export function production(): Production {
  const files = new Set<string>();
  const packages = new Set<string>();
  const visit = (file: string): void => {
    if (files.has(file) || file === SANDBOX) return;
    files.add(file);
    if (!file.endsWith('.ts')) return;
    const source = readFileSync(join(ROOT, file), 'utf8');
    if (COMPUTED_IMPORT.test(source)) throw new Error(`${file} imports what only running it can tell`);
    for (const [, specifier = ''] of source.matchAll(TRANSPORT)) if (specifier !== PRETTY) packages.add(specifier);
    for (const [, ofStatement, ofCall] of source.matchAll(IMPORT)) {
      const specifier = ofStatement ?? ofCall ?? '';
      if (specifier.startsWith('.')) {
        visit(relative(ROOT, join(ROOT, dirname(file), specifier)).replaceAll('\\', '/'));
      } else if (!specifier.startsWith('node:')) packages.add(packageOf(specifier));
    }
  };
  visit('server/main.ts');
  return { files, packages };
}

function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}
