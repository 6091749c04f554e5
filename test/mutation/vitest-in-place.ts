import { expect } from 'vitest';

/*
 * As much of Vitest as the tests of the domain use, collecting instead of running: a test is then run as often as there
 * are mutants, in a process that has loaded everything once. Whatever else a test asks for fails where it is collected.
 */

/** A test as it was written. */
export interface CollectedTest {
  /** Its file, its number there and its titles. */
  readonly id: string;
  readonly run: () => unknown;
}

type Body = (...row: unknown[]) => unknown;

/** What is done before and after each test of a `describe`. */
interface Hooks {
  readonly before: (() => unknown)[];
  readonly after: (() => unknown)[];
}

let file = '';
let path: string[] = [];
let levels: Hooks[] = [];
let found: CollectedTest[] = [];
let count = 0;

/** Collects the tests of a file while it is loaded. */
export async function collect(name: string, load: () => Promise<unknown>): Promise<readonly CollectedTest[]> {
  [file, path, found, count] = [name, [], [], 0];
  levels = [{ before: [], after: [] }];
  await load();
  return found;
}

/** The file of a test, from its id. */
export function fileOf(id: string): string {
  return id.slice(0, id.indexOf(' '));
}

function add(title: string, run: () => unknown): void {
  count += 1;
  const around = [...levels];
  const whole = async (): Promise<void> => {
    for (const { before } of around) for (const hook of before) await hook();
    try {
      await run();
    } finally {
      for (const { after } of around) for (const hook of after) await hook();
    }
  };
  found.push({ id: [`${file} ${count}`, ...path, title].join(' > '), run: whole });
}

/** A test has its body last, or before a number of milliseconds. */
function bodyOf(rest: readonly unknown[]): Body {
  const body = rest.find((one) => typeof one === 'function');
  if (body === undefined) throw new Error(`${file}: a test without a body`);
  return body as Body;
}

const each =
  (take: (title: string, body: () => unknown) => void) =>
  (rows: readonly unknown[]) =>
  (title: string, ...rest: readonly unknown[]): void => {
    const body = bodyOf(rest);
    for (const row of rows) take(title, () => body(...(Array.isArray(row) ? row : [row])));
  };

export function describe(title: string, ...rest: readonly unknown[]): void {
  path.push(title);
  levels.push({ before: [], after: [] });
  bodyOf(rest)();
  levels.pop();
  path.pop();
}
describe.each = each((title, body) => describe(title, body));

export function test(title: string, ...rest: readonly unknown[]): void {
  const body = bodyOf(rest);
  add(title, () => body());
}
test.each = each(add);

/** @public Tests get it by Vitest's name. */
export const beforeEach = (hook: () => unknown) => void levels.at(-1)?.before.push(hook);

/** @public Tests get it by Vitest's name. */
export const afterEach = (hook: () => unknown) => void levels.at(-1)?.after.push(hook);

/** @public Tests get it by Vitest's name. */
export const it = Object.assign((title: string, ...rest: readonly unknown[]) => test(title, ...rest), {
  each: test.each,
});

/** @public Tests get it by Vitest's name. */
export { expect };
