import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Connection, ConnectionEnd, Opened } from '../../../../src/chat/wecom/bot/connection.ts';
import { type BotTrouble, createHolder, type Holder, LEASE_MS } from '../../../../src/chat/wecom/bot/holder.ts';

/* The lease and its connection in machine time that tests move; the database's clock is the same one. */

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A lease as the database keeps it. */
function createLease() {
  const row = { holder: '', until: 0 };
  return {
    row,
    take: (who: string) => {
      const now = Date.now();
      if (row.holder !== who && row.until > now) return { held: false, freeInMs: row.until - now } as const;
      row.holder = who;
      row.until = now + LEASE_MS;
      return { held: true } as const;
    },
    release: (who: string) => {
      if (row.holder === who) row.until = 0;
    },
  };
}

type Lease = ReturnType<typeof createLease>;

interface Rig {
  readonly holder: Holder;
  readonly troubles: BotTrouble[];
  /** When each connection was opened, in machine time. */
  readonly opened: number[];
  /** Ends the connection that is there. */
  end(how: ConnectionEnd): void;
  /** How the next attempts to connect end; good when there is nothing left. */
  readonly attempts: Opened[];
  /** Waits before the database is asked, and fails instead when told so. */
  slowness: () => { delayMs: number; fails: boolean };
  /** Added to this process's clock: it was frozen so long. */
  frozenMs: number;
}

function rig(lease: Lease, name = 'a'): Rig {
  let finish: (how: ConnectionEnd) => void = () => {};
  const made: Rig = {
    troubles: [],
    opened: [],
    attempts: [],
    slowness: () => ({ delayMs: 0, fails: false }),
    frozenMs: 0,
    end: (how) => finish(how),
    holder: createHolder({
      take: async () => {
        const { delayMs, fails } = made.slowness();
        // Half on the way there, half on the way back.
        if (delayMs > 0) await later(delayMs / 2);
        const answer = fails ? null : lease.take(name);
        if (delayMs > 0) await later(delayMs / 2);
        if (answer === null) throw new Error('no database');
        return answer;
      },
      release: async () => lease.release(name),
      open: async () => made.attempts.shift() ?? { ok: true, connection: connect() },
      onTrouble: (trouble) => made.troubles.push(trouble),
      onConnected: () => {},
      elapsed: () => Date.now() + made.frozenMs,
      random: () => 0,
      log: { info: () => {}, warn: () => {}, error: () => {} },
    }),
  };

  function connect(): Connection {
    made.opened.push(Date.now());
    const { promise, resolve } = Promise.withResolvers<ConnectionEnd>();
    finish = resolve;
    return { ended: promise, begin: () => {}, close: () => resolve('closed'), request: async () => ({ kind: 'ok' }) };
  }
  return made;
}

const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe('the holder of the connection', () => {
  it('connects when the lease is its own, and renews it', async () => {
    const lease = createLease();
    const one = rig(lease);
    one.holder.start();
    await pass(0);
    expect(one.holder.connection()).not.toBeNull();
    await pass(60_000);
    expect(lease.row.until - Date.now()).toBeGreaterThan(LEASE_MS - 4_000);
    expect(one.opened).toHaveLength(1);
    await one.holder.stop();
    expect(one.holder.connection()).toBeNull();
  });

  it('waits while another one holds it and takes over when that one is gone', async () => {
    const lease = createLease();
    const [one, other] = [rig(lease, 'a'), rig(lease, 'b')];
    one.holder.start();
    await pass(0);
    other.holder.start();
    await pass(20_000);
    expect(other.holder.connection()).toBeNull();
    // Killed: it says nothing any more.
    one.slowness = () => ({ delayMs: 0, fails: true });
    const diedAt = Date.now();
    await pass(15_000);
    expect(other.holder.connection()).not.toBeNull();
    expect((other.opened[0] ?? 0) - diedAt).toBeLessThan(15_000);
    await one.holder.stop();
    await other.holder.stop();
  });

  it('closes the connection before anybody else can have the lease, when the database is away', async () => {
    const lease = createLease();
    const one = rig(lease);
    one.holder.start();
    await pass(0);
    let failing = 0;
    one.slowness = () => {
      failing ||= Date.now();
      return { delayMs: 0, fails: true };
    };
    const renewedAt = lease.row.until - LEASE_MS;
    await pass(6_900);
    expect(one.holder.connection()).not.toBeNull();
    await pass(200);
    expect(one.holder.connection()).toBeNull();
    expect(Date.now() - renewedAt).toBeLessThan(LEASE_MS);
    // It comes back, and so does the connection.
    one.slowness = () => ({ delayMs: 0, fails: false });
    await pass(2_000);
    expect(one.holder.connection()).not.toBeNull();
    await one.holder.stop();
  });

  it('trusts nothing after having been frozen, before any timer ran', async () => {
    const lease = createLease();
    const one = rig(lease);
    one.holder.start();
    await pass(0);
    one.frozenMs = 8_000;
    expect(one.holder.isTrusted()).toBe(false);
    expect(one.holder.connection()).toBeNull();
    await one.holder.stop();
  });

  it('counts a slow renewal from when it was asked for', async () => {
    const lease = createLease();
    const one = rig(lease);
    one.slowness = () => ({ delayMs: 8_000, fails: false });
    one.holder.start();
    await pass(8_100);
    expect(lease.row.holder).toBe('a');
    expect(one.holder.isTrusted()).toBe(false);
    expect(one.opened).toEqual([]);
    one.slowness = () => ({ delayMs: 0, fails: false });
    await pass(4_000);
    expect(one.holder.isTrusted()).toBe(true);
    await one.holder.stop();
  });

  it('never lets two replicas hold it at once, however slow and faulty the database is', async () => {
    let seed = 20261122;
    const chance = () => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed / 2_147_483_648;
    };
    const lease = createLease();
    const all = ['a', 'b', 'c'].map((name) => rig(lease, name));
    for (const one of all) {
      one.slowness = () => ({ delayMs: chance() < 0.3 ? chance() * 15_000 : 20, fails: chance() < 0.2 });
      one.holder.start();
    }
    let held = 0;
    for (let step = 0; step < 6_000; step += 1) {
      await pass(50);
      const trusted = all.filter((one) => one.holder.isTrusted());
      expect(trusted.length).toBeLessThanOrEqual(1);
      held += trusted.length;
    }
    // It was not only because nobody had it.
    expect(held).toBeGreaterThan(2_000);
    for (const one of all) one.slowness = () => ({ delayMs: 0, fails: true });
    const stopped = Promise.all(all.map((one) => one.holder.stop()));
    await pass(20_000);
    await stopped;
  });
});

describe('connecting anew', () => {
  it('tries at once after a loss, then less and less often', async () => {
    const one = rig(createLease());
    one.holder.start();
    await pass(0);
    one.attempts.push(...Array.from({ length: 8 }, (): Opened => ({ ok: false, refused: null })));
    one.end('lost');
    await pass(1);
    expect(one.attempts.length).toBeLessThan(8);
    await pass(1_000);
    const left = one.attempts.length;
    expect(left).toBeGreaterThan(4);
    await pass(60_000);
    expect(one.opened).toHaveLength(2);
    await one.holder.stop();
  });

  it('after an eviction by an outsider waits half a minute, then longer', async () => {
    const one = rig(createLease());
    one.holder.start();
    await pass(0);
    one.end('evicted');
    await pass(14_900);
    expect(one.opened).toHaveLength(1);
    await pass(200);
    expect(one.opened).toHaveLength(2);
    one.end('evicted');
    await pass(29_000);
    expect(one.opened).toHaveLength(2);
    await pass(1_500);
    expect(one.opened).toHaveLength(3);
    expect(one.troubles).toEqual([{ kind: 'evicted' }, { kind: 'evicted' }]);
    await one.holder.stop();
  });

  it('after an eviction by the replica that has the lease now stays away, and that is no trouble', async () => {
    const lease = createLease();
    const one = rig(lease);
    one.holder.start();
    await pass(0);
    lease.row.holder = 'b';
    lease.row.until = Date.now() + 1_000_000;
    one.end('evicted');
    await pass(60_000);
    expect(one.opened).toHaveLength(1);
    expect(one.troubles).toEqual([]);
    await one.holder.stop();
  });

  it('does not connect while nobody knows who took the connection', async () => {
    const lease = createLease();
    const one = rig(lease);
    one.holder.start();
    await pass(0);
    one.slowness = () => ({ delayMs: 5_000, fails: false });
    one.end('evicted');
    await pass(4_900);
    expect(one.opened).toHaveLength(1);
    const stopped = one.holder.stop();
    await pass(10_000);
    await stopped;
  });

  it('a refused bot is no reason to knock without end; a busy platform is', async () => {
    const one = rig(createLease());
    one.attempts.push(
      { ok: false, refused: { errcode: -1, errmsg: 'busy' } },
      { ok: false, refused: { errcode: 40001, errmsg: 'bad secret' } },
    );
    one.holder.start();
    await pass(1_000);
    expect(one.troubles).toEqual([{ kind: 'refused', errcode: 40001, errmsg: 'bad secret' }]);
    await pass(13_000);
    expect(one.opened).toEqual([]);
    await pass(3_000);
    expect(one.opened).toHaveLength(1);
    await one.holder.stop();
  });
});
