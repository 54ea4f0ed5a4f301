import { accessSync, constants, statfsSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

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

/*
 * Each test builds an app and throws it away: where what is new has more room from the beginning, less time goes into
 * moving it about. Counts for the threads, which begin after this.
 */
setFlagsFromString('--min-semi-space-size=16');

/** What takes a second or more because much has to happen before anything is proven; `fast` goes without. */
const LONG = [
  'test/{simulation,faults}/**/*.test.ts',
  'test/callers/{world,written-forms}.test.ts',
  'test/canvas/{any-facts,caller-cards}.test.ts',
  'test/contract/contract.test.ts',
  'test/db/sqlite-{file,in-a-file}.test.ts',
  'test/kit/properties.test.ts',
];

/** Whoever comes last alone keeps everybody waiting: these have to begin early, and their files are small. */
const FIRST = ['test/postgres/store.test.ts', 'test/db/sqlite-in-a-file.test.ts', 'test/simulation/', 'test/process/'];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isFirst = ({ moduleId }: TestSpecification) => FIRST.some((path) => moduleId.includes(path));
    const sorted = await super.sort(files);
    return [...sorted.filter(isFirst), ...sorted.filter((file) => !isFirst(file))];
  }
}

/**
 * Much of it waits for a process, a database or a deadline, so more at a time than there may be cores; after all of
 * `fast`, which would have to share them.
 */
const together = { maxWorkers: 3, sequence: { groupOrder: 1 } };

const loadedFirst = ['--import', new URL('test/drizzle-at-once.js', import.meta.url).href];

/**
 * `fast` needs nothing but Node and little time, and `long` nothing but more of it; `browser` starts real processes,
 * Callcard and Chromium, and has the 5,000 bad requests; `postgres` starts a real PostgreSQL for all of its tests; `crash`
 * starts Callcard again and again, on both databases, and kills it.
 */
export default defineConfig({
  test: {
    globalSetup: 'test/logs/global-setup.ts',
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'fast',
          include: ['test/**/*.test.ts'],
          exclude: [...LONG, 'test/{browser,process,postgres,abuse,crash}/**'],
          pool: 'threads',
          isolate: false,
          execArgv: loadedFirst,
          maxWorkers: 2,
          // Each takes milliseconds; but on a machine that others keep busy, patience costs nothing.
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'long',
          include: LONG,
          pool: 'threads',
          isolate: false,
          execArgv: loadedFirst,
          ...together,
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'postgres',
          include: ['test/postgres/**/*.test.ts'],
          globalSetup: 'test/postgres/global-setup.ts',
          pool: 'threads',
          isolate: false,
          execArgv: loadedFirst,
          ...together,
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/{browser,process,abuse}/**/*.test.ts'],
          globalSetup: 'test/browser/global-setup.ts',
          pool: 'forks',
          isolate: false,
          execArgv: loadedFirst,
          ...together,
          testTimeout: 30_000,
          hookTimeout: 60_000,
          // A real browser beside a real server on a machine that others keep busy; what is wrong fails twice.
          retry: 1,
        },
      },
      {
        test: {
          name: 'crash',
          include: ['test/crash/**/*.test.ts'],
          globalSetup: ['test/postgres/global-setup.ts', 'test/crash/global-setup.ts'],
          pool: 'forks',
          isolate: false,
          execArgv: loadedFirst,
          maxWorkers: 2,
          // Last and alone: it needs every core that there is.
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
