import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openKeptFolder } from '../../sandbox/kept-folder.ts';
import { issueToken, noInstalls } from '../../sandbox/state/installs.ts';

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'callcard-kept-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'not-there-yet');
}

test('an app that was installed yesterday is installed today', () => {
  const path = newFolder();
  const installs = noInstalls();
  const token = issueToken(installs, { clientId: 'c', workspaceId: 'w', adminId: '1', nowMs: 5 });
  openKeptFolder(path).keepInstalls(installs);
  expect(openKeptFolder(path).readInstalls()).toEqual([token]);
});

test('the key that seals tokens stays the same from run to run, and only its owner can read it', () => {
  const path = newFolder();
  const { tokenKey } = openKeptFolder(path);
  expect(openKeptFolder(path).tokenKey).toBe(tokenKey);
  expect(statSync(join(path, 'token-key')).mode & 0o077).toBe(0);
});

test('a kept file that was damaged counts as not there', () => {
  const path = newFolder();
  openKeptFolder(path);
  writeFileSync(join(path, 'token-key'), 'x');
  writeFileSync(join(path, 'sandbox-installs.json'), '{');
  const { tokenKey, readInstalls } = openKeptFolder(path);
  expect(readInstalls()).toEqual([]);
  expect(readFileSync(join(path, 'token-key'), 'utf8').trim()).toBe(tokenKey);
});
