import { expect, test } from 'vitest';
import { createBatcher } from '../../src/storage/batcher.ts';

/** Writes batches when told to, and remembers them. */
function createPen(isWorthSplitting: (error: unknown) => boolean = () => true) {
  const batches: string[][] = [];
  const finish: ((error?: Error) => void)[] = [];
  const add = createBatcher<string, string>({
    write: (items) => {
      batches.push([...items]);
      return new Promise((resolve, reject) => {
        finish.push((error) => (error === undefined ? resolve(items.map((one) => one.toUpperCase())) : reject(error)));
      });
    },
    maxItems: 3,
    isWorthSplitting,
  });
  /** Ends the write under way and waits until the next has begun, if any. */
  const end = async (error?: Error) => {
    finish.shift()?.(error);
    await new Promise(setImmediate);
  };
  return { add, batches, end };
}

test('what comes in one turn travels together, what comes meanwhile shares the next, up to the most', async () => {
  const { add, batches, end } = createPen();
  const first = [add('a'), add('b')];
  await new Promise(setImmediate);
  const second = ['c', 'd', 'e', 'f'].map(add);
  expect(batches).toEqual([['a', 'b']]);
  await end();
  expect(await Promise.all(first)).toEqual(['A', 'B']);
  await end();
  await end();
  expect(await Promise.all(second)).toEqual(['C', 'D', 'E', 'F']);
  expect(batches).toEqual([['a', 'b'], ['c', 'd', 'e'], ['f']]);
  const later = add('g');
  await new Promise(setImmediate);
  await end();
  expect(await later).toBe('G');
});

test('what waits leaves before those who were written are answered', async () => {
  const sent: string[] = [];
  const add = createBatcher<string, string>({
    // As the pool does: it hands a statement to its connection one tick later, when all answers at hand are made.
    write: async (items) => {
      await new Promise<void>((resolve) => process.nextTick(resolve));
      sent.push(items.join(''));
      await new Promise(setImmediate);
      return items;
    },
    maxItems: 3,
    isWorthSplitting: () => false,
  });
  const first = add('a').then(() => [...sent]);
  await new Promise(setImmediate);
  const second = add('b');
  expect(await first).toEqual(['a', 'b']);
  expect(await second).toBe('b');
});

test('a batch that fails is tried one by one, and the culprit alone is told', async () => {
  const { add, batches, end } = createPen();
  const results = Promise.allSettled(['a', 'b', 'c'].map(add));
  await new Promise(setImmediate);
  await end(new Error('bad batch'));
  await end();
  await end(new Error('bad b'));
  await end();
  expect(await results).toMatchObject([{ value: 'A' }, { reason: { message: 'bad b' } }, { value: 'C' }]);
  expect(batches).toEqual([['a', 'b', 'c'], ['a'], ['b'], ['c']]);
});

test('what would fail for everybody is tried once, and what waits is tried after', async () => {
  const { add, batches, end } = createPen(() => false);
  const results = Promise.allSettled(['a', 'b', 'c', 'd'].map(add));
  await new Promise(setImmediate);
  await end(new Error('database away'));
  await end();
  const away = { reason: { message: 'database away' } };
  expect(await results).toMatchObject([away, away, away, { value: 'D' }]);
  expect(batches).toEqual([['a', 'b', 'c'], ['d']]);
});

test('when it goes away while trying one by one, the rest is not tried', async () => {
  const { add, batches, end } = createPen((error) => error instanceof Error && error.message !== 'database away');
  const results = Promise.allSettled(['a', 'b', 'c'].map(add));
  await new Promise(setImmediate);
  await end(new Error('bad batch'));
  await end();
  await end(new Error('database away'));
  const away = { reason: { message: 'database away' } };
  expect(await results).toMatchObject([{ value: 'A' }, away, away]);
  expect(batches).toEqual([['a', 'b', 'c'], ['a'], ['b']]);
});

test('one alone that fails is not written twice', async () => {
  const { add, batches, end } = createPen();
  const result = add('a').catch((error: Error) => error.message);
  await new Promise(setImmediate);
  await end(new Error('bad'));
  expect(await result).toBe('bad');
  expect(batches).toEqual([['a']]);
});
