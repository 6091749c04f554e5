import { defineConfig } from 'vitest/config';

/** The domain's tests alone: they are pure and need no database, so a mutant costs milliseconds. */
export default defineConfig({ test: { include: ['test/domain/**/*.test.ts'] } });
