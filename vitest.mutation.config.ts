import { defineConfig } from 'vitest/config';

/** The domain's tests alone: they are pure and need no database, so a mutant costs milliseconds. */
export default defineConfig({
  test: {
    include: ['test/domain/**/*.test.ts'],
    // What measures growth over huge texts, or starts processes, would cost every mutant seconds.
    exclude: ['test/domain/intake/linear.test.ts', 'test/domain/dates/process-zone.test.ts'],
    isolate: false,
    setupFiles: ['test/mutation/few-runs.ts'],
  },
});
