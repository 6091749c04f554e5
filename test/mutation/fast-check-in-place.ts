import type * as FastCheck from 'fast-check';
import real from 'fast-check';

/*
 * A mutant is judged by many short looks: a property that takes thousands of histories would cost hours here. The limit
 * only ever lowers what a test asks for.
 */
const RUNS = 30;

const assert = (property: FastCheck.IRawProperty<unknown[]>, parameters?: FastCheck.Parameters<unknown[]>) =>
  real.assert(property, { ...parameters, numRuns: Math.min(parameters?.numRuns ?? RUNS, RUNS) });

export default { ...real, assert };
