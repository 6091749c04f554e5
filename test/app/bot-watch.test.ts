import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createBotWatch, SILENCE_MS, withBotWatch } from '../../src/app/bot-watch.ts';
import { createLeaseStore } from '../../src/storage/lease-store.ts';
import { createOperationsStore } from '../../src/storage/operations-store.ts';
import { useDatabase } from '../support/database.ts';

const database = useDatabase();
const warnings: string[] = [];

let now = 0;
beforeEach(() => {
  now = 0;
  warnings.length = 0;
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});
afterEach(() => {
  vi.useRealTimers();
});

function watchOf(leases = createLeaseStore(database)) {
  const log = { warn: (_: object, message: string) => void warnings.push(message) };
  return createBotWatch({ name: 'wecom-bot:b1', leases, elapsed: () => now, log });
}

/** As if nobody had been connected for a minute. */
async function silence(): Promise<void> {
  await database.prisma.$executeRaw`UPDATE lease SET until = clock_timestamp() WHERE name = 'wecom-bot:b1:connected'`;
}

it('nobody connected for a minute is worth a word, and not before', async () => {
  const watch = watchOf();
  watch.start(() => false);
  now = SILENCE_MS;
  expect(await watch.isSilent()).toBe(false);
  now = SILENCE_MS + 1;
  expect(await watch.isSilent()).toBe(true);
  await watch.stop();
});

it('any replica that is connected speaks for all; once it is gone a minute, all say so', async () => {
  const [holder, other] = [watchOf(), watchOf()];
  holder.start(() => true);
  await holder.stop();
  other.start(() => false);
  now = SILENCE_MS + 1;
  expect([await holder.isSilent(), await other.isSilent()]).toEqual([false, false]);
  await silence();
  expect([await holder.isSilent(), await other.isSilent()]).toEqual([true, true]);
  // The other one has it now.
  const next = watchOf();
  next.start(() => true);
  await next.stop();
  expect(await other.isSilent()).toBe(false);
  await other.stop();
});

it('whoever stays connected goes on saying so', async () => {
  const watch = watchOf();
  let isConnected = false;
  watch.start(() => isConnected);
  now = SILENCE_MS + 1;
  expect(await watch.isSilent()).toBe(true);
  isConnected = true;
  vi.advanceTimersByTime(10_000);
  await watch.stop();
  expect(await watch.isSilent()).toBe(false);
});

it('a database that does not answer is a fault of its own, and no word about the bot', async () => {
  const broken = { ...createLeaseStore(database), isMarked: () => Promise.reject(new Error('gone')) };
  const watch = watchOf({ ...broken, mark: () => Promise.reject(new Error('gone')) });
  watch.start(() => true);
  now = SILENCE_MS + 1;
  expect(await watch.isSilent()).toBe(false);
  await watch.stop();
  expect(warnings).toEqual(['that the AI bot is connected was not noted']);
});

it('administrators are told with everything else', async () => {
  const watch = watchOf();
  now = SILENCE_MS + 1;
  const seen = await withBotWatch(createOperationsStore(database), watch).seen(0);
  expect(seen).toMatchObject({ isBotSilent: true, dead: 0 });
});
