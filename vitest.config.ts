import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Whole recorded sets are replayed within one test.
    testTimeout: 120_000,
  },
});
