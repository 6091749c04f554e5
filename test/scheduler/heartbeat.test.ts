import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createHeartbeat } from '../../src/scheduler/heartbeat.ts';

const QUIET = { subjects: 0, notices: 0, failures: [] };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'Date', 'performance'] });
  vi.setSystemTime('2026-11-23T02:00:00.000Z');
});
afterEach(() => vi.useRealTimers());

/** A heart whose engine says in turn how long until something falls due. */
function heart(nexts: (number | null)[] = []) {
  const ticks: number[] = [];
  const errors: unknown[] = [];
  let fails = false;
  const heartbeat = createHeartbeat({
    tick: async () => {
      ticks.push(Date.now() % 60_000);
      if (fails) throw new Error('the database is away');
      return QUIET;
    },
    nextInMs: async () => nexts.shift() ?? null,
    onTick: async () => undefined,
    onError: (error) => errors.push(error),
    elapsed: () => performance.now(),
  });
  return { heartbeat, ticks, errors, fail: (now: boolean) => (fails = now) };
}

test('what falls due between two seconds gets a tick at its own time', async () => {
  const { heartbeat, ticks } = heart([250, null]);
  heartbeat.start();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(ticks).toEqual([1_000, 1_250, 2_000]);
  await heartbeat.stop();
});

test('what falls due without end does not make it tick without end', async () => {
  const { heartbeat, ticks } = heart(Array.from({ length: 100 }, () => 0));
  heartbeat.start();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(ticks.length).toBeGreaterThanOrEqual(10);
  expect(ticks.length).toBeLessThanOrEqual(12);
  await heartbeat.stop();
});

test('a tick that fails is told, and the next one comes', async () => {
  const { heartbeat, ticks, errors, fail } = heart();
  fail(true);
  heartbeat.start();
  await vi.advanceTimersByTimeAsync(1_500);
  fail(false);
  await vi.advanceTimersByTimeAsync(1_000);
  expect([ticks, errors.length]).toEqual([[1_000, 2_000], 1]);
  expect(heartbeat.sinceLastMs()).toBe(500);
  await heartbeat.stop();
});

test('stopped, it ticks no more, whatever falls due', async () => {
  const { heartbeat, ticks } = heart([300]);
  heartbeat.start();
  await vi.advanceTimersByTimeAsync(1_100);
  await heartbeat.stop();
  await vi.advanceTimersByTimeAsync(3_000);
  expect(ticks).toEqual([1_000]);
});
