import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/browser/**'],
    globalSetup: ['test/global-setup.ts'],
    // Processes, not threads: some tests send signals and watch what a process leaves behind.
    pool: 'forks',
    // V8 keeps one account of code pages for all threads of a process, and with memory protection keys a thread that
    // ends beside another rarely finds it wrong and takes the process along (tests of the simulator's threads).
    execArgv: ['--no-memory-protection-keys'],
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});
