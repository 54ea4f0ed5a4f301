import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { bundle } from '../process/bundle.ts';

const PROGRAMS = {
  callcard: fileURLToPath(new URL('../../server/main.ts', import.meta.url)),
  sandbox: fileURLToPath(new URL('../../sandbox/main.ts', import.meta.url)),
};

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of what `npm start` and `npm run sandbox` run, as one file each. */
    bundled: string;
  }
}

/** For tests of what a Callcard does, and not of its files. */
export default async function setUp(project: Pick<TestProject, 'provide'>): Promise<() => void> {
  const { folder, remove } = await bundle(PROGRAMS);
  project.provide('bundled', folder);
  return remove;
}
