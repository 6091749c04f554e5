import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY_MS } from '../../src/domain/time.ts';
import { POLICIES, play, script } from '../support/engine-scripts.ts';
import { examineEngine } from '../support/examine-engine.ts';

/** `FUZZ_RUNS=100000 npx vitest run test/usecases/engine.property.test.ts` is the long run. */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 2_000);

test('every sentence of the one idea holds in any history', { timeout: 60_000 + RUNS * 20 }, () => {
  expect(POLICIES.length).toBeGreaterThan(30);
  fc.assert(
    fc.property(script, (story) => {
      const simulation = play(story, examineEngine);
      // Left alone, whatever is still owed is spoken of until somebody acts.
      simulation.forward(simulation.now() + 5 * DAY_MS);
    }),
    { numRuns: RUNS },
  );
});
