import { loadavg } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import type { Capabilities, ChatPort, DeliveryOutcome, OutboundMessage } from '../../src/chat/port.ts';
import { createPump } from '../../src/delivery/pump.ts';
import { connectDatabase } from '../../src/storage/connect.ts';
import { createDeliveryStore } from '../../src/storage/delivery-store.ts';
import { company } from '../support/policies.ts';
import { startBenchServer } from './bench-server.ts';
import { rounded, shown } from './command/figures.ts';
import { emptyQueues, queueCards } from './delivery/rows.ts';

/*
 * What the pump can do, the network left out: 1,000 channels at one message a second each beside the ideal; how many a
 * second when no channel has a pace; and how long other channels wait while one is told to wait. One replica, the
 * embedded database, every outcome on disk.
 */

const CHANNELS = 1_000;
const PER_CHANNEL = 6;
const PACE_MS = 1_000;
const SATURATION = 8_000;
const LIMITED_MS = 5_000;

const server = await startBenchServer();
const url = await server.openDatabase();
const database = await connectDatabase({ url, poolSize: 10, applicationName: 'bench' });
const client = new pg.Client({ connectionString: url });
await client.connect();

interface Posted {
  readonly channel: string;
  readonly text: string;
  readonly at: number;
}

/** Runs the pump over what is queued until `until` says so; every post is written down. */
async function pumpUntil(
  paceMs: number,
  answer: (message: OutboundMessage) => DeliveryOutcome | null,
  until: (posted: readonly Posted[]) => boolean,
  meanwhile: (wake: () => void) => Promise<void> = async () => undefined,
): Promise<{ posted: readonly Posted[]; startedAt: number }> {
  const posted: Posted[] = [];
  const capabilities: Capabilities = {
    forms: true,
    buttons: true,
    threads: true,
    updates: true,
    messageShortcuts: true,
    findable: true,
    paceMs,
    bundleMs: 0,
  };
  const port: ChatPort = {
    platform: 'slack',
    workspace: 'T0ACME',
    capabilities,
    async post(message) {
      const refused = answer(message);
      if (refused !== null) return refused;
      posted.push({ channel: message.to.id, text: message.card.title, at: performance.now() });
      return { outcome: 'sent', address: { conversation: message.to.id, message: message.id } };
    },
    update: async (address) => ({ outcome: 'sent', address }),
    find: async () => null,
  };
  const { policy } = company();
  const problems: string[] = [];
  const pump = createPump({
    store: createDeliveryStore({ prisma: database.prisma, onWritten: () => pump.wake() }),
    ports: () => [port],
    policy: () => policy,
    clock: { now: Date.now },
    nameOf: (ref) => ref,
    onClosed: async () => undefined,
    log: {
      warn: (fields, message) => problems.push(`${message} ${JSON.stringify(fields)}`),
      error: (fields, message) => problems.push(`${message} ${JSON.stringify(fields)}`),
    },
    count: () => undefined,
    elapsed: () => performance.now(),
    random: Math.random,
  });
  const startedAt = performance.now();
  pump.start();
  await meanwhile(() => pump.wake());
  while (!until(posted) && performance.now() - startedAt < 120_000) await wait(5);
  await pump.stop();
  if (problems.length > 0) throw new Error(problems.slice(0, 3).join('\n'));
  return { posted, startedAt };
}

/** That a channel's posts came in the order in which they were queued, none twice. */
function checkOrder(posted: readonly Posted[], expected: number): void {
  const last = new Map<string, string>();
  for (const { channel, text } of posted) {
    const number = /C202611\d+/.exec(text)?.[0] ?? '';
    if ((last.get(channel) ?? '') >= number) throw new Error(`${channel}: ${number} after ${last.get(channel)}`);
    last.set(channel, number);
  }
  if (posted.length !== expected) throw new Error(`${posted.length} posts, expected ${expected}`);
}

const loadBefore = loadavg()[0] ?? 0;

// Warm: statements planned, code compiled.
await queueCards(client, { from: 1, count: 2_000, channels: 500 });
await pumpUntil(
  0,
  () => null,
  (posted) => posted.length >= 2_000,
);
await emptyQueues(client);

const total = CHANNELS * PER_CHANNEL;
await queueCards(client, { from: 10_000, count: total, channels: CHANNELS });
const paced = await pumpUntil(
  PACE_MS,
  () => null,
  (posted) => posted.length >= total,
);
checkOrder(paced.posted, total);
const pacedMs = Math.max(...paced.posted.map((one) => one.at)) - paced.startedAt;
const idealMs = (PER_CHANNEL - 1) * PACE_MS;
await emptyQueues(client);

await queueCards(client, { from: 100_000, count: SATURATION, channels: CHANNELS });
const flood = await pumpUntil(
  0,
  () => null,
  (posted) => posted.length >= SATURATION,
);
checkOrder(flood.posted, SATURATION);
const floodMs = Math.max(...flood.posted.map((one) => one.at)) - flood.startedAt;
await emptyQueues(client);

// C0 is limited; a hundred others get one message each, twenty a second.
const OTHERS = 100;
const queuedAt = new Map<string, number>();
await queueCards(client, { from: 200_000, count: 50, channels: 1 });
const limited: DeliveryOutcome = { outcome: 'retry-later', reason: 'ratelimited', afterMs: LIMITED_MS, limited: true };
const beside = await pumpUntil(
  PACE_MS,
  (message) => (message.to.id === 'C0' ? limited : null),
  (posted) => posted.length >= OTHERS,
  async (wake) => {
    for (let i = 0; i < OTHERS; i += 1) {
      await queueCards(client, { from: 300_000 + i, count: 1, channels: 1, offset: i + 1 });
      queuedAt.set(`C${i + 1}`, performance.now());
      wake();
      await wait(50);
    }
  },
);
const delays = beside.posted.map((one) => one.at - (queuedAt.get(one.channel) ?? Number.NaN));
const otherDelayMs = Math.max(...delays);

await client.end();
await database.close();
await server.stop();

console.log(`load average ${loadBefore.toFixed(2)} at the start`);
console.log(
  `${CHANNELS} channels × ${PER_CHANNEL} at one a second: ${shown(pacedMs / 1_000)} s, ideal ${shown(idealMs / 1_000)} s`,
);
console.log(`without a pace: ${SATURATION} cards in ${shown(floodMs / 1_000)} s`);
console.log(`one channel limited: ${OTHERS} others, the slowest after ${shown(otherDelayMs)} ms`);
console.log(
  JSON.stringify({
    bench: 'delivery',
    ideal_share: rounded(idealMs / pacedMs),
    saturation_per_s: Math.round((SATURATION / floodMs) * 1_000),
    other_channel_delay_ms: rounded(otherDelayMs),
  }),
);
