import { execFile } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { freshFolder } from './fresh-folder.ts';

const KIT = fileURLToPath(new URL('../../canvas/kit/', import.meta.url));
const names = readdirSync(KIT, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
const sources = names.map((name) => ({ name, source: readFileSync(join(KIT, name), 'utf8') }));

const withoutComments = (source: string) => source.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
const SPECIFIER = /\b(?:from|import|require|resolve)\s*\(?\s*(['"`])([^'"`]+)\1/g;
const specifiersOf = (source: string) =>
  [...withoutComments(source).matchAll(SPECIFIER)].map((match) => match[2] ?? '');

test('no file of the kit imports anything from outside its folder: no package, nothing of Node, no file above', () => {
  const imports = sources.flatMap(({ name, source }) => specifiersOf(source).map((specifier) => ({ name, specifier })));
  const outside = imports.filter(({ name, specifier }) => {
    const target = join(KIT, dirname(name), specifier);
    return !specifier.startsWith('.') || !target.startsWith(KIT) || !existsSync(target);
  });
  expect(outside).toEqual([]);
  expect(imports.length).toBeGreaterThan(names.length);
});

test('the kit uses nothing that only Node has, so that it runs in a browser too', () => {
  const used = sources.filter(({ source }) =>
    /(?<![.'\w])(?:process|Buffer|require|__dirname|global)\b(?!')|\bimport\.meta/.test(withoutComments(source)),
  );
  expect(used.map(({ name }) => name)).toEqual([]);
  expect(readFileSync(join(KIT, 'style.css'), 'utf8')).not.toMatch(/@import|url\(/);
});

test('a copy of the folder works by itself, where no package is installed', async () => {
  const folder = freshFolder();
  cpSync(KIT, join(folder, 'kit'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  const program = `
    for (const name of ${JSON.stringify(names)}) await import('./kit/' + name);
    const { canvas, text } = await import('./kit/components.ts');
    const { validateCanvas } = await import('./kit/validate.ts');
    const { renderText } = await import('./kit/render-text.ts');
    const { renderHtml } = await import('./kit/render-html.ts');
    const card = canvas([text('Hi')]);
    const issues = validateCanvas(card, { location: 'inbox', first: true });
    process.stdout.write(JSON.stringify([issues, renderText(card), renderHtml(card).length > 0]));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: folder,
  });
  expect(JSON.parse(stdout)).toEqual([[], 'Hi', true]);
});
