import type fastCheck from 'fast-check';
import { vi } from 'vitest';

/**
 * A mutant is judged by many short looks: a property that takes thousands of histories would cost hours here. The limit
 * only ever lowers what a test asks for.
 */
vi.mock('fast-check', async (importOriginal) => {
  const RUNS = 30;
  const { default: real } = await importOriginal<{ default: typeof fastCheck }>();
  const assert: typeof real.assert = (property, parameters) =>
    real.assert(property, { ...parameters, numRuns: Math.min(parameters?.numRuns ?? RUNS, RUNS) } as typeof parameters);
  const few = { ...real, assert };
  return { ...few, default: few };
});
