import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLife } from '../../src/app/life.ts';

let did: string[];
const newLife = () =>
  createLife({ exit: (code) => void did.push(`exit ${code}`), write: (text) => void did.push(text.trim()) });
const never = () => new Promise<never>(() => undefined);

beforeEach(() => {
  did = [];
  vi.useFakeTimers();
});
afterEach(() => void vi.useRealTimers());

test('what was begun last ends first, once, and the first code counts', async () => {
  const life = newLife();
  await life.begin(async () => {
    life.atEnd(async () => void did.push('database ended'));
    life.atEnd(async () => void did.push('app ended'));
  });
  await Promise.all([life.end(0), life.end(1)]);
  expect(did).toEqual(['app ended', 'database ended', 'exit 0']);
});

test('an end that comes during the start waits for the step under way and undoes what it made', async () => {
  const life = newLife();
  const step = Promise.withResolvers<void>();
  const beginning = life.begin(async () => {
    await step.promise;
    life.atEnd(async () => void did.push('database ended'));
    if (!life.ending.aborted) did.push('went on');
  });
  const ending = life.end(0);
  step.resolve();
  await Promise.all([beginning, ending]);
  expect(did).toEqual(['database ended', 'exit 0']);
});

test('a start that fails says why and ends with 1 what it had begun', async () => {
  const life = newLife();
  await life.begin(async () => {
    life.atEnd(async () => void did.push('database ended'));
    throw new Error('the port is taken');
  });
  await vi.waitFor(() => expect(did).toContain('exit 1'));
  expect(did).toEqual(['the port is taken', 'database ended', 'exit 1']);
});

test('a start that fails because it was given up is no fault', async () => {
  const life = newLife();
  const beginning = life.begin(
    () => new Promise((_, reject) => life.ending.addEventListener('abort', () => reject(new Error('given up')))),
  );
  await Promise.all([life.end(0), beginning]);
  expect(did).toEqual(['exit 0']);
});

test('one thing that fails to end, or never ends, does not keep the others', async () => {
  const life = newLife();
  await life.begin(async () => {
    life.atEnd(async () => void did.push('database ended'));
    life.atEnd(never);
    life.atEnd(() => Promise.reject(new Error('broken')));
  });
  const ending = life.end(0);
  await vi.advanceTimersByTimeAsync(5_000);
  await ending;
  expect(did).toEqual(['ending failed: broken', 'database ended', 'exit 0']);
});

test('a start that hangs is waited for, then left; all is over within ten seconds', async () => {
  const life = newLife();
  void life.begin(async () => {
    life.atEnd(async () => void did.push('database ended'));
    await never();
  });
  void life.end(0);
  await vi.advanceTimersByTimeAsync(4_900);
  expect(did).toEqual([]);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(did).toEqual(['database ended', 'exit 0', 'exit 1']);
});

test('when nothing will end the process is left with 1 before the ten seconds are over', async () => {
  const life = newLife();
  await life.begin(async () => {
    for (let i = 0; i < 3; i += 1) life.atEnd(never);
  });
  void life.end(0);
  await vi.advanceTimersByTimeAsync(9_900);
  expect(did).toEqual(['exit 1']);
});

test('faults go to standard error until somebody takes them', () => {
  const life = newLife();
  life.report(new Error('early'), 'a fault');
  life.reportTo((error, what) => void did.push(`logged: ${what}: ${String(error)}`));
  life.report(new Error('late'), 'a fault');
  expect(did).toEqual(['a fault: early', 'logged: a fault: Error: late']);
});
