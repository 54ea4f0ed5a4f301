import { accessSync, constants, statfsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

const MEMORY = '/dev/shm';
const ROOM_BYTES = 2 * 2 ** 30;

/** Files of tests are thrown away: where there is room in memory for them, nothing need wait for a disk. */
function useMemoryForFiles(): void {
  try {
    accessSync(MEMORY, constants.W_OK | constants.X_OK);
    const { bavail, bsize } = statfsSync(MEMORY);
    if (bavail * bsize > ROOM_BYTES) process.env.TMPDIR ??= MEMORY;
  } catch {
    // Not on every system.
  }
}
useMemoryForFiles();

/**
 * `fast` needs nothing but Node and little time; `browser` starts real processes, Callcard and Chromium, and has the
 * 5,000 bad requests, which take as long as everything in `fast` together; `postgres` starts a real
 * PostgreSQL for all of its tests; `crash` starts Callcard again and again, on both databases, and kills it.
 */
export default defineConfig({
  test: {
    globalSetup: 'test/logs/global-setup.ts',
    projects: [
      {
        test: {
          name: 'fast',
          include: ['test/**/*.test.ts'],
          exclude: ['test/browser/**', 'test/process/**', 'test/postgres/**', 'test/abuse/**', 'test/crash/**'],
          pool: 'threads',
          isolate: false,
          maxWorkers: 2,
          // Each takes milliseconds; but on a machine that others keep busy, patience costs nothing.
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/{browser,process,abuse}/**/*.test.ts'],
          pool: 'forks',
          isolate: false,
          // Much of it waits for a process to start or for a deadline to pass, so more at a time than there may be cores;
          // after all of `fast`, which would have to share them.
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
          testTimeout: 30_000,
          hookTimeout: 60_000,
          // A real browser beside a real server on a machine that others keep busy; what is wrong fails twice.
          retry: 1,
        },
      },
      {
        test: {
          name: 'postgres',
          include: ['test/postgres/**/*.test.ts'],
          globalSetup: 'test/postgres/global-setup.ts',
          pool: 'threads',
          isolate: false,
          maxWorkers: 2,
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'crash',
          include: ['test/crash/**/*.test.ts'],
          globalSetup: 'test/postgres/global-setup.ts',
          pool: 'forks',
          isolate: false,
          maxWorkers: 2,
          // Last and alone: it needs every core that there is.
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
