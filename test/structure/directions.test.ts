import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What a folder of the product may import of the others; itself always. The longest matching folder decides. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  'canvas/kit': [],
  canvas: ['canvas/kit'],
  db: [],
  server: ['canvas', 'canvas/kit', 'db', 'package.json'],
  sandbox: ['canvas/kit'],
};
/** The one door to the sandbox: `npm start` without credentials. */
const EXCEPTIONS = new Set(['server/main.ts -> sandbox/start.ts']);
/** Folders that know nothing of the outside: no package but these may be imported. */
const PACKAGES: Record<string, readonly string[]> = { 'canvas/kit': [], canvas: [] };

const folderOf = (file: string) => {
  const folder = dirname(file);
  return folder === 'canvas/kit' || folder.startsWith('canvas/kit/') ? 'canvas/kit' : (file.split('/')[0] ?? '');
};

function importsOf(file: string): string[] {
  const source = readFileSync(join(ROOT, file), 'utf8');
  const found = source.matchAll(/(?:^|\s|\()(?:from|import)\s*\(?\s*'([^'\n]+)'/g);
  return [...found].map((match) => match[1] ?? '');
}

function sourcesOf(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((name) => name.endsWith('.ts'));
}

const files = ['server', 'canvas', 'db', 'sandbox'].flatMap(sourcesOf);

test('imports point one way: server to canvas and db, nothing of the product to the sandbox', () => {
  const wrong: string[] = [];
  for (const file of files) {
    for (const specifier of importsOf(file).filter((one) => one.startsWith('.'))) {
      const target = relative(ROOT, join(ROOT, dirname(file), specifier)).replaceAll('\\', '/');
      const [from, to] = [folderOf(file), folderOf(target)];
      const allowed = from === to || (MAY_IMPORT[from] ?? []).includes(to) || EXCEPTIONS.has(`${file} -> ${target}`);
      if (!allowed) wrong.push(`${file} -> ${target}`);
    }
  }
  expect(wrong).toEqual([]);
});

test('cards are pure: canvas imports no package and nothing of Node', () => {
  const wrong = files
    .filter((file) => PACKAGES[folderOf(file)] !== undefined)
    .flatMap((file) =>
      importsOf(file)
        .filter((one) => !one.startsWith('.'))
        .map((one) => `${file} -> ${one}`),
    );
  expect(wrong).toEqual([]);
});

test('only main.ts reads the environment in the server', () => {
  const readers = files.filter(
    (file) => /^(server|canvas|db)\//.test(file) && /process\.env/.test(readFileSync(join(ROOT, file), 'utf8')),
  );
  expect(readers).toEqual(['server/main.ts']);
});

test('every import of a file names its extension, and exists', () => {
  const missing = files.flatMap((file) =>
    importsOf(file)
      .filter((one) => one.startsWith('.') && !/\.(ts|json)$/.test(one))
      .map((one) => `${file} -> ${one}`),
  );
  expect(missing).toEqual([]);
  expect(files.length).toBeGreaterThan(50);
});
