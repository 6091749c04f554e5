import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DeliveryOutcome } from '../../src/chat/port.ts';
import type { Delivered, DeliveryStore, LaneWork, Scene } from '../../src/delivery/ports.ts';
import { createPump, type Pump, type PumpDeps } from '../../src/delivery/pump.ts';
import { demoPolicy } from '../../src/domain/policy/demo.ts';
import type { Surface } from '../../src/usecases/ports.ts';
import { laneWork, NOW, sceneOf, scriptedPort, ticketView } from '../support/delivery.ts';

const policy = demoPolicy();
const SENT: DeliveryOutcome = { outcome: 'sent', address: { conversation: 'c', message: 'm' } };

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }));
const running: Pump[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((pump) => pump.stop()));
  expect(vi.getTimerCount(), 'timers left').toBe(0);
  vi.useRealTimers();
});

/** How long before its rest is over the database leases a lane. */
const AHEAD_MS = 150;

/** Lanes as the database would lease them: one head at a time, and none long before its rest is over. */
function memoryStore(rows: Record<string, LaneWork[]>) {
  const restUntil = new Map<string, number>();
  const leased = new Set<string>();
  const recorded: Delivered[] = [];
  const failures: { claim?: Error; record?: Error } = {};
  let claims = 0;
  let scene: Scene = sceneOf([ticketView()]);
  const store: DeliveryStore = {
    claim: async () => {
      claims += 1;
      if (failures.claim !== undefined) throw failures.claim;
      return Object.entries(rows).flatMap(([lane, waiting]) => {
        const [head] = waiting;
        const restLeftMs = Math.max(0, (restUntil.get(lane) ?? 0) - Date.now());
        if (head === undefined || leased.has(lane) || restLeftMs > AHEAD_MS) return [];
        leased.add(lane);
        return [{ ...head, restLeftMs }];
      });
    },
    scene: async () => scene,
    record: async (delivered) => {
      if (failures.record !== undefined) throw failures.record;
      recorded.push(delivered);
      const { id } = delivered.work.lane;
      leased.delete(id);
      restUntil.set(id, Date.now() + delivered.restMs);
      if (delivered.state !== 'pending' && delivered.state !== 'sending') rows[id]?.shift();
    },
    countPost: async () => undefined,
    enqueuePrivate: () => Promise.reject(new Error('not asked for here')),
    moveCard: () => Promise.reject(new Error('not asked for here')),
    depths: async () => [],
  };
  return {
    store,
    recorded,
    failures,
    claims: () => claims,
    show: (next: Scene) => {
      scene = next;
    },
    /** Machine time passes, for lanes and for timers. */
    async pass(ms: number) {
      await vi.advanceTimersByTimeAsync(ms);
      await settle();
    },
  };
}

/** Everything that needs no timer has happened. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await setImmediate();
}

function work(lane: string, outboxId: number, parts: Partial<LaneWork> = {}): LaneWork {
  const id = `m${outboxId}`;
  return laneWork({
    lane: { platform: 'playground', workspace: 'demo', id: lane },
    outboxId: BigInt(outboxId),
    messageId: id,
    ...parts,
  });
}

function pumpOn(
  store: DeliveryStore,
  port = scriptedPort({ capabilities: { paceMs: 0 } }),
  parts: Partial<PumpDeps> = {},
) {
  const logs: string[] = [];
  const counts: object[] = [];
  const pump = createPump({
    store,
    ports: () => [port],
    policy: () => policy,
    clock: { now: () => NOW },
    nameOf: (ref) => ref,
    log: { warn: (_, message) => logs.push(`warn ${message}`), error: (_, message) => logs.push(`error ${message}`) },
    count: (delivery) => counts.push(delivery),
    onClosed: async () => undefined,
    elapsed: () => 0,
    random: () => 1,
    ...parts,
  });
  running.push(pump);
  return { pump, port, logs, counts };
}

describe('the loop', () => {
  it('sends what waits when it starts, lane by lane in order, and counts it', async () => {
    const desk = memoryStore({ a: [work('a', 1), work('a', 2)], b: [work('b', 3)] });
    const { pump, port, counts } = pumpOn(desk.store);
    pump.start();
    await settle();
    const order = port.posts.map(({ id }) => id);
    expect(order.toSorted()).toEqual(['m1', 'm2', 'm3']);
    expect(order.indexOf('m1')).toBeLessThan(order.indexOf('m2'));
    expect(counts).toContainEqual({ platform: 'playground', kind: 'ticket', outcome: 'sent' });
  });

  it('each conversation goes out by the surface that reaches it', async () => {
    const desk = memoryStore({ 'bot:a': [work('bot:a', 1)], '@zhou': [work('@zhou', 2)] });
    const app = { ...scriptedPort(), serves: ['app:', '@'] };
    const bot = { ...scriptedPort(), serves: ['bot:'] };
    const { pump } = pumpOn(desk.store, app, { ports: () => [app, bot] });
    pump.start();
    await settle();
    expect(app.posts.map(({ id }) => id)).toEqual(['m2']);
    expect(bot.posts.map(({ id }) => id)).toEqual(['m1']);
  });

  it('asks for nothing that another replica holds the connection to', async () => {
    const desk = memoryStore({});
    const asked: string[][] = [];
    const store = {
      ...desk.store,
      claim: async (surfaces: readonly Surface[]) => {
        asked.push(surfaces.map(({ serves }) => (serves ?? ['*']).join()));
        return [];
      },
    };
    let isHolding = false;
    const app = { ...scriptedPort(), serves: ['@'] };
    const bot = { ...scriptedPort(), serves: ['bot:'], isServing: () => isHolding };
    const { pump } = pumpOn(store, app, { ports: () => [app, bot] });
    pump.start();
    await settle();
    isHolding = true;
    pump.wake();
    await settle();
    expect(asked).toEqual([['@'], ['@', 'bot:']]);
  });

  it('looks every second, and at once when woken', async () => {
    const rows: Record<string, LaneWork[]> = {};
    const desk = memoryStore(rows);
    const { pump, port } = pumpOn(desk.store);
    pump.start();
    await settle();
    rows['a'] = [work('a', 1)];
    await desk.pass(999);
    expect(port.posts).toEqual([]);
    await desk.pass(1);
    expect(port.posts).toHaveLength(1);
    rows['a'].push(work('a', 2));
    pump.wake();
    await settle();
    expect(port.posts).toHaveLength(2);
  });

  it('a wake-up during a look leads to one more', async () => {
    const desk = memoryStore({});
    const { pump } = pumpOn(desk.store);
    pump.start();
    for (let i = 0; i < 5; i += 1) pump.wake();
    await settle();
    expect(desk.claims()).toBe(2);
  });

  it('keeps the pace of each lane, and sends the next as soon as it may', async () => {
    const desk = memoryStore({ a: [work('a', 1), work('a', 2), work('a', 3)] });
    const { pump, port } = pumpOn(desk.store, scriptedPort({ capabilities: { paceMs: 200 } }));
    pump.start();
    await settle();
    // Leased ahead of its turn, and yet silent until then.
    for (const posted of [1, 2]) {
      expect(port.posts).toHaveLength(posted);
      await desk.pass(199);
      expect(port.posts).toHaveLength(posted);
      await desk.pass(1);
    }
    expect(port.posts).toHaveLength(3);
  });

  it('a limit that the platform names delays its lane alone', async () => {
    const desk = memoryStore({ busy: [work('busy', 1)], calm: [work('calm', 2), work('calm', 3)] });
    let isBusy = true;
    const port = scriptedPort({
      capabilities: { paceMs: 0 },
      answer: ({ to }) =>
        to.id === 'busy' && isBusy ? { outcome: 'retry-later', reason: '429', afterMs: 30_000, limited: true } : SENT,
    });
    const { pump } = pumpOn(desk.store, port);
    pump.start();
    await settle();
    expect(port.posts.map(({ id }) => id).toSorted()).toEqual(['m1', 'm2', 'm3']);
    isBusy = false;
    await desk.pass(29_999);
    expect(port.posts).toHaveLength(3);
    await desk.pass(1_001);
    expect(port.posts.map(({ id }) => id).at(-1)).toBe('m1');
  });

  it('a message that cannot be made is set down, said aloud, and its lane goes on', async () => {
    const poison = work('a', 1, { what: 'private', subjectId: null, card: null, data: null });
    const desk = memoryStore({ a: [poison, work('a', 2)] });
    const { pump, port, logs } = pumpOn(desk.store);
    pump.start();
    await settle();
    expect(desk.recorded.map(({ state }) => state)).toEqual(['rejected', 'sent']);
    expect(port.posts.map(({ id }) => id)).toEqual(['m2']);
    expect(logs).toContain('error a message could not be made');
  });

  it('rows that cannot be read are said aloud', async () => {
    const desk = memoryStore({ a: [work('a', 1)] });
    desk.show({ ...sceneOf([]), faults: [{ subjectId: 't1', error: new Error('no such urgency') }] });
    const { pump, logs } = pumpOn(desk.store);
    pump.start();
    await settle();
    expect(logs).toEqual(['error a row cannot be read']);
    expect(desk.recorded).toMatchObject([{ state: 'moot' }]);
  });

  it('a database that is away is asked again; nothing is sent meanwhile', async () => {
    const desk = memoryStore({ a: [work('a', 1)] });
    desk.failures.claim = new Error('gone');
    const { pump, port, logs } = pumpOn(desk.store);
    pump.start();
    await settle();
    expect(logs).toEqual(['warn the outbox could not be read; trying again']);
    delete desk.failures.claim;
    await desk.pass(1_000);
    expect(port.posts).toHaveLength(1);
  });

  it('an outcome that cannot be recorded is recorded when the database is back, and nothing is sent twice', async () => {
    const desk = memoryStore({ a: [work('a', 1)] });
    desk.failures.record = new Error('gone');
    const { pump, port, logs } = pumpOn(desk.store);
    pump.start();
    await desk.pass(5_000);
    expect(desk.recorded).toEqual([]);
    delete desk.failures.record;
    await desk.pass(1_000);
    expect(desk.recorded).toMatchObject([{ state: 'sent' }]);
    expect(port.posts).toHaveLength(1);
    expect(logs).toEqual([]);
  });

  it('an outcome that cannot be recorded for long leaves the lane to its lease', async () => {
    const desk = memoryStore({ a: [work('a', 1)], b: [work('b', 2)] });
    desk.failures.record = new Error('gone');
    let at = 0;
    const { pump, port, logs } = pumpOn(desk.store, undefined, { elapsed: () => (at += 1_000) });
    pump.start();
    await desk.pass(25_000);
    expect(port.posts).toHaveLength(2);
    expect(logs).toEqual(Array(2).fill('warn an outcome could not be recorded'));
  });
});

describe('draining and stopping', () => {
  it('draining sends everything that may go, without a start', async () => {
    const desk = memoryStore({ a: [work('a', 1), work('a', 2), work('a', 3)], b: [work('b', 4)] });
    const { pump, port } = pumpOn(desk.store);
    await pump.drain();
    expect(port.posts).toHaveLength(4);
  });

  it('draining does not wait for what must rest', async () => {
    const desk = memoryStore({ a: [work('a', 1), work('a', 2)] });
    const { pump, port } = pumpOn(desk.store, scriptedPort({ capabilities: { paceMs: 60_000 } }));
    await pump.drain();
    expect(port.posts).toHaveLength(1);
  });

  it('stopping waits for what is being sent, and takes nothing more', async () => {
    const desk = memoryStore({ a: [work('a', 1), work('a', 2)] });
    const answers: (() => void)[] = [];
    const port = scriptedPort({
      capabilities: { paceMs: 0 },
      answer: () => new Promise((resolve) => answers.push(() => resolve(SENT))),
    });
    const { pump } = pumpOn(desk.store, port);
    pump.start();
    await settle();
    let isStopped = false;
    const stopped = pump.stop().then(() => (isStopped = true));
    pump.wake();
    await settle();
    expect(isStopped).toBe(false);
    answers[0]?.();
    await stopped;
    expect(desk.recorded).toHaveLength(1);
    const claims = desk.claims();
    await desk.pass(60_000);
    expect(desk.claims()).toBe(claims);
    expect(port.posts).toHaveLength(1);
  });

  it('a stop during a look to which something called begins no further look', async () => {
    const desk = memoryStore({ a: [work('a', 1)] });
    const { pump } = pumpOn(desk.store);
    pump.start();
    pump.wake();
    await pump.stop();
    const claims = desk.claims();
    await settle();
    expect(claims).toBe(1);
    expect(desk.claims()).toBe(1);
  });
});
