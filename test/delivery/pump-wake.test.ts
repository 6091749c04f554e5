import { afterEach, expect, test, vi } from 'vitest';
import type { ChatPort } from '../../src/chat/port.ts';
import { createPump } from '../../src/delivery/pump.ts';
import { demoPolicy } from '../../src/domain/policy/demo.ts';

afterEach(() => {
  vi.useRealTimers();
});

test('a flood of wake-ups is two looks: one at once, one for all that came after', async () => {
  vi.useFakeTimers();
  const looks: number[] = [];
  const never = () => Promise.reject(new Error('there is nothing to send'));
  const claim = async (): Promise<[]> => {
    looks.push(performance.now());
    return [];
  };
  const pump = createPump({
    store: {
      claim,
      scene: never,
      record: never,
      countPost: never,
      enqueuePrivate: never,
      moveCard: never,
      depths: never,
    },
    ports: () => [{ platform: 'playground', workspace: 'demo' } as ChatPort],
    policy: demoPolicy,
    clock: { now: () => 0 },
    nameOf: (ref) => ref,
    log: { warn: () => {}, error: () => {} },
    count: () => {},
    onClosed: async () => {},
    elapsed: () => performance.now(),
    random: () => 0,
  });
  pump.start();
  await vi.advanceTimersByTimeAsync(500);
  const startedAt = performance.now();
  const before = looks.length;
  for (let news = 0; news < 50; news += 1) {
    pump.wake();
    await vi.advanceTimersByTimeAsync(1);
  }
  expect(looks.slice(before)).toEqual([startedAt]);
  await vi.advanceTimersByTimeAsync(100);
  expect(looks.slice(before)).toEqual([startedAt, startedAt + 100]);
  pump.wake();
  const stopped = pump.stop();
  await vi.advanceTimersByTimeAsync(5_000);
  await stopped;
  expect(looks.slice(before)).toHaveLength(2);
});
