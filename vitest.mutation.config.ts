import { defineConfig } from 'vitest/config';

/** What looks at the domain and needs no database, so that a mutant costs milliseconds. */
export default defineConfig({
  test: {
    include: [
      'test/domain/**/*.test.ts',
      'test/usecases/*.property.test.ts',
      'test/usecases/{advance-commitments,destinations,merge-tickets,missing-holidays,verbs}.test.ts',
    ],
    // What measures growth over huge texts, or starts processes, would cost every mutant seconds.
    exclude: ['test/domain/intake/linear.test.ts', 'test/domain/dates/process-zone.test.ts'],
    isolate: false,
    setupFiles: ['test/mutation/few-runs.ts'],
  },
});
