import { defineConfig } from 'vitest/config';

/** The tests in a real browser against the packaged server and sandbox. */
export default defineConfig({
  test: {
    environment: 'node',
    include: ['tests/browser/**/*.test.ts'],
    globalSetup: 'tests/browser/platform.ts',
    // One server for all, so its state is changed by one test at a time.
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Pages that follow what happens ask every two seconds.
    expect: { poll: { timeout: 15_000 } },
  },
});
