import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { findLeaks } from './find-leaks.ts';
import { logFolder } from './folder.ts';

const ARTIFACTS = fileURLToPath(new URL('../../test-artifacts', import.meta.url));

/** Gives every test a place for its log; after the last one, fails the run when a secret is in any of them. */
export default function setUp(project: Pick<TestProject, 'provide'>): () => void {
  mkdirSync(ARTIFACTS, { recursive: true });
  const path = mkdtempSync(join(ARTIFACTS, 'logs-'));
  project.provide('logFolder', path);
  return () => {
    const folder = logFolder(path);
    const leaks = findLeaks(folder.log(), folder.secrets());
    if (leaks.length > 0) {
      const found = leaks.map(({ what, line }) => `${what}\n  ${line}`).join('\n');
      throw new Error(`What must never be logged was logged during this run. All of it is in ${path}.\n${found}`);
    }
    rmSync(path, { recursive: true, force: true });
  };
}
