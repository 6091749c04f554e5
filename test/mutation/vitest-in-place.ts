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

let file = '';
let path: string[] = [];
let found: CollectedTest[] = [];
let count = 0;

/** Collects the tests of a file while it is loaded. */
export async function collect(name: string, load: () => Promise<unknown>): Promise<readonly CollectedTest[]> {
  [file, path, found, count] = [name, [], [], 0];
  await load();
  return found;
}

/** The file of a test, from its id. */
export function fileOf(id: string): string {
  return id.slice(0, id.indexOf(' '));
}

function add(title: string, run: () => unknown): void {
  count += 1;
  found.push({ id: [`${file} ${count}`, ...path, title].join(' > '), run });
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
  bodyOf(rest)();
  path.pop();
}
describe.each = each((title, body) => describe(title, body));

export function test(title: string, ...rest: readonly unknown[]): void {
  const body = bodyOf(rest);
  add(title, () => body());
}
test.each = each(add);

/** @public Tests get it by Vitest's name. */
export const it = Object.assign((title: string, ...rest: readonly unknown[]) => test(title, ...rest), {
  each: test.each,
});

/** @public Tests get it by Vitest's name. */
export { expect };
