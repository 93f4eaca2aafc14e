import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Root and minutes: npm run test:e2e.
    exclude: [...configDefaults.exclude, 'test/e2e/**'],
    // Whole recorded sets are replayed within one test.
    testTimeout: 120_000,
  },
});
