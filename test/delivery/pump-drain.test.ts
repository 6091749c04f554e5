import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { ChatPort } from '../../src/chat/port.ts';
import { createPump } from '../../src/delivery/pump.ts';
import { demoPolicy } from '../../src/domain/policy/demo.ts';

it('draining ends although a look is under way: it does not start looks without end', async () => {
  let looks = 0;
  const claims: (() => void)[] = [];
  const claim = () => {
    looks += 1;
    return new Promise<[]>((resolve) => claims.push(() => resolve([])));
  };
  const never = () => Promise.reject(new Error('there is nothing to send'));
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
    onClosed: async () => {},
    count: () => {},
    elapsed: () => 0,
    random: () => 0,
  });
  pump.start();
  let isDrained = false;
  const drained = pump.drain().then(() => (isDrained = true));
  for (let turn = 0; turn < 20; turn += 1) {
    claims.shift()?.();
    await wait(0);
  }
  expect(isDrained).toBe(true);
  expect(looks).toBe(2);
  await Promise.all([drained, pump.stop()]);
});
