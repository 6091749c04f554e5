import { defineConfig } from 'vitest/config';

/** Stories in a real browser. They need Chromium (and a Chinese font) on the machine, so `npm test` leaves them out. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    // One browser at a time: two of them starve each other on a small machine.
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 300_000,
  },
});
