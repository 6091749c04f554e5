import { registerHooks } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type { CollectedTest } from './vitest-in-place.ts';

/*
 * The thread that the runner judges mutants in: loads test files once, each when one of its tests is first asked for, and
 * runs single tests with a mutant switched on or off. What the domain remembers between two mutants is the runner's care.
 */

/** What the thread is asked: these tests in this order, up to the first that fails. No tests: all there are. */
export interface Ask {
  readonly tests: readonly string[] | null;
  readonly mutant: string | null;
  readonly hitLimit: number | null;
}

export interface Ran {
  readonly id: string;
  readonly file: string;
  readonly ms: number;
  /** What the test failed of; absent: it did not. */
  readonly failure?: string;
}

export interface Told {
  readonly ran: readonly Ran[];
  readonly hits: number;
  readonly coverage: unknown;
}

interface Namespace {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number;
  hitLimit?: number | undefined;
  mutantCoverage?: unknown;
}

const IN_PLACE: Readonly<Record<string, string>> = {
  vitest: './vitest-in-place.ts',
  'fast-check': './fast-check-in-place.ts',
};
registerHooks({
  resolve(specifier, context, next) {
    const ours = IN_PLACE[specifier];
    if (ours === undefined || context.parentURL?.includes('-in-place.ts') === true) return next(specifier, context);
    return next(new URL(ours, import.meta.url).href, context);
  },
});

const files = workerData as readonly string[];
/** Where the mutated sources look for the mutant that is switched on. */
const NAMESPACE = '__stryker__';
const { collect, fileOf } = await import('./vitest-in-place.ts');
const loaded = new Map<string, readonly CollectedTest[]>();
const globals = globalThis as unknown as Record<string, Namespace | undefined>;
const stryker: Namespace = globals[NAMESPACE] ?? {};
globals[NAMESPACE] = stryker;

async function testsOf(file: string): Promise<readonly CollectedTest[]> {
  const known = loaded.get(file);
  if (known !== undefined) return known;
  const tests = await collect(file, () => import(pathToFileURL(resolve(file)).href));
  loaded.set(file, tests);
  return tests;
}

/** Milliseconds that tests took; most mutants fall to the quick ones. */
const costs = new Map<string, number>();
const cost = (id: string): number => costs.get(id) ?? (fileOf(id).endsWith('.property.test.ts') ? 1_000 : 0);

async function judge({ tests, mutant, hitLimit }: Ask): Promise<Told> {
  const ran: Ran[] = [];
  const wanted: CollectedTest[] = [];
  if (tests === null) for (const file of files) wanted.push(...(await testsOf(file)));
  for (const id of tests ?? []) {
    const test = (await testsOf(fileOf(id))).find((one) => one.id === id);
    if (test === undefined) throw new Error(`no test ${id}`);
    wanted.push(test);
  }
  wanted.sort((one, other) => cost(one.id) - cost(other.id));
  stryker.hitCount = 0;
  stryker.hitLimit = hitLimit ?? undefined;
  for (const { id, run } of wanted) {
    const file = fileOf(id);
    const startedAt = performance.now();
    stryker.activeMutant = mutant ?? undefined;
    stryker.currentTestId = tests === null ? id : undefined;
    try {
      await run();
      const ms = performance.now() - startedAt;
      costs.set(id, ms);
      ran.push({ id, file, ms });
    } catch (error) {
      ran.push({ id, file, ms: performance.now() - startedAt, failure: String(error) });
      break;
    } finally {
      stryker.activeMutant = undefined;
      stryker.currentTestId = undefined;
    }
  }
  return { ran, hits: stryker.hitCount ?? 0, coverage: tests === null ? stryker.mutantCoverage : null };
}

async function answer(ask: Ask): Promise<void> {
  try {
    parentPort?.postMessage(await judge(ask));
  } catch (error) {
    parentPort?.postMessage({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

parentPort?.on('message', (ask: Ask) => void answer(ask));
