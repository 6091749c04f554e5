import { afterEach, expect, test, vi } from 'vitest';
import type { ChatPort } from '../../src/chat/port.ts';
import { createPump } from '../../src/delivery/pump.ts';
import { demoPolicy } from '../../src/domain/policy/demo.ts';
import { laneWork, sceneOf, scriptedPort } from '../support/delivery.ts';

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

test('as many lanes as fit in one look are followed by another at once, not by the poll', async () => {
  vi.useFakeTimers();
  const looks: number[] = [];
  const full = Array.from({ length: 250 }, (_, i) =>
    laneWork({
      what: 'private',
      data: { code: 'noted', number: 'C202611001' },
      lane: { platform: 'playground', workspace: 'demo', id: `@${i}` },
    }),
  );
  const claim = async () => {
    looks.push(performance.now());
    return looks.length === 1 ? full : [];
  };
  const port = scriptedPort();
  const never = () => Promise.reject(new Error('not asked for here'));
  const pump = createPump({
    store: {
      claim,
      scene: async () => sceneOf([]),
      record: async () => undefined,
      countPost: never,
      enqueuePrivate: never,
      moveCard: never,
      depths: never,
    },
    ports: () => [port],
    policy: demoPolicy,
    clock: { now: () => 0 },
    nameOf: (ref) => ref,
    log: { warn: () => {}, error: () => {} },
    count: () => {},
    onClosed: async () => {},
    elapsed: () => performance.now(),
    random: () => 0,
  });
  const startedAt = performance.now();
  pump.start();
  await vi.advanceTimersByTimeAsync(50);
  expect(port.posts).toHaveLength(250);
  expect(looks).toEqual([startedAt, startedAt]);
  const stopped = pump.stop();
  await vi.advanceTimersByTimeAsync(2_000);
  await stopped;
});
