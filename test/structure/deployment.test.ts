import { readFileSync } from 'node:fs';
import { join, matchesGlob } from 'node:path';
import { describe, expect, test } from 'vitest';
import { copiedFromRepository, readDockerfile } from './dockerfile.ts';
import { production, ROOT } from './production.ts';

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const packageJson: Record<string, Record<string, string>> = JSON.parse(read('package.json'));
const { built, image } = readDockerfile();
const copied = copiedFromRepository(image);
/** Of Node, as `npm start` gives them, which also reads the settings from a file. */
const OPTIONS = (packageJson.scripts?.start ?? '').split(' ').filter((word) => /^--(?!env-file)/.test(word));
const of = (name: string) => image.filter((one) => one.name === name).map(({ text }) => text);

describe('production', () => {
  test('loads packages of the dependencies only, so an installation without the others is whole', () => {
    const { packages, files } = production();
    expect(files.size).toBeGreaterThan(100);
    expect([...packages].filter((name) => packageJson.dependencies?.[name] === undefined)).toEqual([]);
  });

  test('loads nothing of the sandbox, the tests and the tools', () => {
    const folders = new Set([...production().files].map((file) => file.split('/')[0]));
    expect([...folders].sort()).toEqual(['canvas', 'db', 'package.json', 'server']);
  });
});

describe('the image', () => {
  test('has every file that production loads, and no folder besides', () => {
    const isCopied = (file: string) => copied.some((path) => file === path || file.startsWith(`${path}/`));
    expect([...production().files].filter((file) => !isCopied(file))).toEqual([]);
    expect(copied.toSorted()).toEqual(['canvas', 'db', 'package.json', 'server']);
  });

  test('is built from what .dockerignore lets through, and it keeps nothing back that production loads', () => {
    const lines = read('.dockerignore')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(lines[0]).toBe('*');
    const allowed = lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
    expect(allowed.toSorted()).toEqual([...copied, 'package-lock.json'].toSorted());
    const keptBack = lines.slice(1).filter((line) => !line.startsWith('!'));
    const missing = [...production().files].filter((file) =>
      keptBack.some((pattern) => file.startsWith(`${pattern}/`) || matchesGlob(file, pattern)),
    );
    expect(missing).toEqual([]);
  });

  test('has the Node that the tests ran on', () => {
    const images = [...built, ...image].filter(({ name }) => name === 'FROM').map(({ text }) => text.split(' ')[0]);
    expect(new Set(images)).toEqual(new Set([`node:${packageJson.devDependencies?.node}-bookworm-slim`]));
  });

  test('is installed from the lock file, without what only developers need and without running anything', () => {
    const [install] = built.filter(({ name, text }) => name === 'RUN' && text.startsWith('npm '));
    expect(install?.text).toMatch(/^npm ci .*--omit=dev\b.*--ignore-scripts\b/);
  });

  test('runs as a user who is not root, and as node itself', () => {
    expect(of('USER')).toEqual(['1000:1000']);
    expect(JSON.parse(of('CMD')[0] ?? '')).toEqual(['node', ...OPTIONS, 'server/main.ts']);
    expect(of('ENTRYPOINT')).toEqual([]);
    expect(of('STOPSIGNAL')).toEqual(['SIGTERM']);
  });

  test('keeps its data in the one volume, and runs in production', () => {
    const environment = of('ENV').join(' ');
    expect(environment).toContain('NODE_ENV=production');
    expect(of('VOLUME')).toEqual(['/data']);
    expect(environment).toMatch(/DATABASE_URL=file:\/data\//);
  });

  test('tells whether it can serve, with nothing but node', () => {
    const [check = ''] = of('HEALTHCHECK');
    const [program, ...rest] = JSON.parse(check.slice(check.indexOf('[')));
    expect([program, rest.join(' ')]).toEqual(['node', expect.stringContaining('/readyz')]);
  });
});

describe('the service', () => {
  const unit = new Map(
    read('deploy/callcard.service')
      .split('\n')
      .filter((line) => /^\w+=/.test(line))
      .map((line): [string, string] => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );

  test('starts what `npm start` starts, in the same way', () => {
    expect(OPTIONS).not.toEqual([]);
    expect(unit.get('ExecStart')).toBe(['/usr/bin/node', ...OPTIONS, 'server/main.ts'].join(' '));
  });

  test('is given more time to stop than Callcard takes', () => {
    const graceMs = /const GRACE_MS = ([\d_]+);/.exec(read('server/main.ts'))?.[1]?.replaceAll('_', '');
    expect(Number(graceMs)).toBeGreaterThan(0);
    expect(Number(unit.get('TimeoutStopSec')) * 1000).toBeGreaterThan(Number(graceMs));
  });

  test('may write its own folder and nothing else, and gain no rights', () => {
    expect(Object.fromEntries(unit)).toMatchObject({
      ProtectSystem: 'strict',
      StateDirectory: 'callcard',
      DynamicUser: 'yes',
      NoNewPrivileges: 'yes',
      PrivateTmp: 'yes',
      CapabilityBoundingSet: '',
      MemoryDenyWriteExecute: 'no',
    });
    expect(read('deploy/callcard.service')).toContain('DATABASE_URL=file:/var/lib/callcard/');
  });
});
