import type * as fastCheck from 'fast-check';
import { vi } from 'vitest';

/**
 * A mutant is judged by many short looks: a property that takes thousands of histories would cost hours here. The limit
 * only ever lowers what a test asks for.
 */
vi.mock('fast-check', async (importOriginal) => {
  const RUNS = 30;
  const { default: real } = await importOriginal<{ default: typeof fastCheck.default }>();
  const judge = (property: fastCheck.IRawProperty<unknown[]>, parameters?: fastCheck.Parameters<unknown[]>) =>
    real.assert(property, { ...parameters, numRuns: Math.min(parameters?.numRuns ?? RUNS, RUNS) });
  const few = { ...real, assert: judge };
  return { ...few, default: few };
});
