import { defineConfig } from 'vitest/config';

/** `fast` needs nothing but Node; `browser` starts a real Chromium and a real server. */
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'fast', include: ['test/**/*.test.ts'], exclude: ['test/browser/**'], pool: 'threads', isolate: false } },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          pool: 'forks',
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
