import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { bundle } from '../process/bundle.ts';

const CHILD = fileURLToPath(new URL('child.ts', import.meta.url));

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the Callcard that is killed, as one file. */
    deadly: string;
  }
}

/** For both databases. */
export default async function setUp(project: Pick<TestProject, 'provide'>): Promise<() => void> {
  const { folder, remove } = await bundle({ child: CHILD });
  project.provide('deadly', folder);
  return remove;
}
