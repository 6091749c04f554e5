import { globSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { Ask, Ran, Told } from './tests-in-place.ts';

/*
 * A test runner for Stryker that loads the tests once and then switches mutants on and off in place: a mutant costs
 * milliseconds instead of a start of Vitest, and the whole domain is judged in minutes. What the domain remembers from
 * one mutant could blur the next, so that a verdict counts only in one of two ways: a kill, when the same test passes
 * with the mutant switched off right after it; or anything at all, in a thread that has run nothing before.
 * `MUTATION_QUICK=1` leaves out the second look at survivors.
 */

const TESTS = [
  'test/domain/**/*.test.ts',
  'test/config/policy-file.test.ts',
  'test/usecases/*.property.test.ts',
  'test/usecases/simulate/*.test.ts',
  'test/usecases/{advance-commitments,destinations,merge-tickets,missing-holidays,verbs}.test.ts',
];
/** What measures growth over huge texts, or starts processes, would cost every mutant seconds. */
const WITHOUT = ['test/domain/intake/linear.test.ts', 'test/domain/dates/process-zone.test.ts'];

/** A year of care is as good a judge with fewer customers. */
const env = { ...process.env, CARE_YEAR_CUSTOMERS: '40' };

/** A quick look takes survivors at their word: some fall in a new thread, none is called dead that lives. */
const isQuick = process.env['MUTATION_QUICK'] === '1';

interface MutantRun {
  readonly activeMutant: { readonly id: string };
  readonly testFilter?: readonly string[];
  readonly hitLimit?: number;
}

function createRunner() {
  const files = globSync(TESTS)
    .filter((file) => !WITHOUT.includes(file))
    .toSorted();
  let thread: Worker | null = null;
  /** The thread has run something. */
  let isUsed = false;

  async function ask(question: Ask): Promise<Told> {
    thread ??= new Worker(new URL('./tests-in-place.ts', import.meta.url), { workerData: files, env });
    const worker = thread;
    isUsed = true;
    const answer = await new Promise<Told | { readonly error: string }>((resolve, reject) => {
      worker.removeAllListeners();
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', (code) => reject(new Error(`the thread of the tests ended (${code})`)));
      worker.postMessage(question);
    });
    if ('error' in answer) throw new Error(answer.error);
    return answer;
  }

  async function startAfresh(): Promise<void> {
    const worker = thread;
    thread = null;
    isUsed = false;
    worker?.removeAllListeners();
    await worker?.terminate();
  }

  const failed = ({ ran }: Told): Ran | undefined => ran.find(({ failure }) => failure !== undefined);

  /** Switched off, the test that failed passes: it was the mutant. */
  async function isItsFault(one: Ran): Promise<boolean> {
    return failed(await ask({ tests: [one.id], mutant: null, hitLimit: null })) === undefined;
  }

  async function judge({ activeMutant, testFilter, hitLimit }: MutantRun) {
    const question: Ask = { tests: testFilter ?? null, mutant: activeMutant.id, hitLimit: hitLimit ?? null };
    const wasUsed = isUsed;
    const told = await ask(question);
    const killer = failed(told);
    if (!wasUsed) {
      // What a mutant leaves behind in a new thread is found by the next one that it blurs, which then starts afresh.
      return { told, killer };
    }
    if (killer === undefined ? isQuick : await isItsFault(killer)) return { told, killer };
    await startAfresh();
    const again = await ask(question);
    return { told: again, killer: failed(again) };
  }

  return {
    capabilities: () => ({ reloadEnvironment: true }),

    async dryRun() {
      const { ran, coverage } = await ask({ tests: null, mutant: null, hitLimit: null });
      const broken = ran.find(({ failure }) => failure !== undefined);
      if (broken !== undefined) return { status: 'error', errorMessage: `${broken.id}: ${broken.failure}` };
      const tests = ran.map(({ id, ms, file }) => ({ id, name: id, timeSpentMs: ms, fileName: file, status: 0 }));
      return { status: 'complete', tests, mutantCoverage: coverage };
    },

    async mutantRun(run: MutantRun) {
      const { told, killer } = await judge(run);
      const nrOfTests = told.ran.length;
      if (run.hitLimit !== undefined && told.hits > run.hitLimit) {
        return { status: 'timeout', reason: `hit ${told.hits} times, more than ${run.hitLimit}` };
      }
      if (killer === undefined) return { status: 'survived', nrOfTests };
      return { status: 'killed', killedBy: [killer.id], failureMessage: killer.failure ?? '', nrOfTests };
    },

    dispose: startAfresh,
  };
}
export const strykerPlugins = [{ kind: 'TestRunner', name: 'in-place', factory: createRunner }];
