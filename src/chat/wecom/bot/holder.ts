import type { Ms } from '../../../domain/time.ts';
import type { Log } from '../app/log.ts';
import type { Connection, Opened } from './connection.ts';

/** What asking for the lease came to. `freeInMs`: so long somebody else's still runs. */
export type LeaseAnswer = { readonly held: true } | { readonly held: false; readonly freeInMs: Ms };

export interface HolderDeps {
  /** Takes or renews the lease for LEASE_MS by the database's time. */
  readonly take: () => Promise<LeaseAnswer>;
  readonly release: () => Promise<void>;
  readonly open: (signal: AbortSignal) => Promise<Opened>;
  /** Somebody who is none of our replicas took the connection, or the platform refuses the bot. */
  readonly onTrouble: (trouble: BotTrouble) => void;
  /** A connection is there to speak over. */
  readonly onConnected: () => void;
  /** Monotonic machine time. */
  readonly elapsed: () => Ms;
  /** Between 0 and 1: spreads attempts. */
  readonly random: () => number;
  readonly log: Log;
}

export type BotTrouble =
  | { readonly kind: 'evicted' }
  | { readonly kind: 'refused'; readonly errcode: number; readonly errmsg: string };

/** Keeps the one connection of the bot, on one replica at a time. */
export interface Holder {
  start(): void;
  /** The connection, while it is there and the lease is surely ours; else `null`. */
  connection(): Connection | null;
  /** Whether the lease is surely ours: asked right before each write. */
  isTrusted(): boolean;
  /** Ends the connection and gives the lease back, so that another replica need not wait for it to run out. */
  stop(): Promise<void>;
}

/** How long a lease lasts from its renewal, by the database's time. */
export const LEASE_MS: Ms = 10_000;
const RENEW_MS: Ms = 3_000;
/**
 * A renewal older than this is not trusted, by our own clock: 3 s before another replica can have the lease, so that two
 * never speak at once.
 */
const TRUST_MS: Ms = 7_000;
const LEASE_AGAIN_MS: Ms = 1_000;

/** The platform's word for "try again". */
const BUSY = -1;

const FIRST_WAIT_MS: Ms = 500;
const LONGEST_WAIT_MS: Ms = 30_000;
/** After an eviction by an outsider, or a refusal: two that fight for one connection both lose it. */
const FIRST_TROUBLE_WAIT_MS: Ms = 30_000;
const LONGEST_TROUBLE_WAIT_MS: Ms = 10 * 60_000;
/** A connection that lasted so long counts as a good one: the next failure begins anew. */
const GOOD_AFTER_MS: Ms = 60_000;

export function createHolder(deps: HolderDeps): Holder {
  const { elapsed, log } = deps;
  let heldSince: Ms = Number.NEGATIVE_INFINITY;
  let connection: Connection | null = null;
  let connectedAt: Ms = 0;
  let mayConnectAt: Ms = Number.NEGATIVE_INFINITY;
  let failures = 0;
  let troubles = 0;
  let leaseTimer: NodeJS.Timeout | undefined;
  let trustTimer: NodeJS.Timeout | undefined;
  let connectTimer: NodeJS.Timeout | undefined;
  let asking: Promise<boolean> | null = null;
  let connecting: Promise<void> | null = null;
  let isEvicted = false;
  let isOn = false;
  let stopping = new AbortController();

  const isTrusted = (): boolean => isOn && elapsed() - heldSince < TRUST_MS;

  /** Takes or renews; true when the lease is ours. */
  function askForLease(): Promise<boolean> {
    asking ??= ask().finally(() => {
      asking = null;
    });
    return asking;
  }

  async function ask(): Promise<boolean> {
    clearTimeout(leaseTimer);
    // Before the question: the lease may have begun to run as soon as it was on its way.
    const askedAt = elapsed();
    let waitMs = LEASE_AGAIN_MS;
    try {
      const answer = await deps.take();
      if (answer.held) gotLease(askedAt);
      else lostLease();
      waitMs = answer.held ? RENEW_MS : Math.min(RENEW_MS, answer.freeInMs + 100 * deps.random());
      return answer.held;
    } catch (error) {
      log.warn({ err: error }, 'the lease of the AI bot could not be renewed');
      return false;
    } finally {
      if (isOn) leaseTimer = setTimeout(() => void askForLease(), waitMs);
    }
  }

  function gotLease(askedAt: Ms): void {
    heldSince = askedAt;
    clearTimeout(trustTimer);
    if (!isOn) return;
    trustTimer = setTimeout(distrust, Math.max(0, TRUST_MS - (elapsed() - askedAt)));
    connectSoon();
  }

  function distrust(): void {
    if (isTrusted()) {
      // A timer may be early by its own reckoning.
      trustTimer = setTimeout(distrust, TRUST_MS - (elapsed() - heldSince) + 1);
      return;
    }
    if (connection !== null) log.warn({}, 'the lease of the AI bot became old: its connection is closed');
    connection?.close();
  }

  function lostLease(): void {
    heldSince = Number.NEGATIVE_INFINITY;
    connection?.close();
  }

  function connectSoon(): void {
    if (connection !== null || connecting !== null || isEvicted || !isOn) return;
    clearTimeout(connectTimer);
    const waitMs = mayConnectAt - elapsed();
    if (waitMs > 0) {
      connectTimer = setTimeout(connectSoon, waitMs);
      return;
    }
    if (!isTrusted()) return;
    connecting = connect().finally(() => {
      connecting = null;
      // What ended while it was being set up is tried again.
      if (isTrusted() && connection === null) connectSoon();
    });
  }

  async function connect(): Promise<void> {
    const opened = await deps.open(stopping.signal);
    if (!opened.ok) {
      if (opened.refused === null || opened.refused.errcode === BUSY) return waitAfterFailure();
      waitAfterTrouble();
      if (isOn) deps.onTrouble({ kind: 'refused', ...opened.refused });
      return;
    }
    if (!isTrusted()) {
      // What came meanwhile is stored, for whoever has the lease now.
      opened.connection.begin();
      opened.connection.close();
      return;
    }
    connection = opened.connection;
    connectedAt = elapsed();
    void connection.ended.then(async (end) => {
      connection = null;
      if (!isOn) return;
      if (elapsed() - connectedAt > GOOD_AFTER_MS) {
        failures = 0;
        troubles = 0;
      }
      if (end === 'evicted') await afterEviction();
      else if (end === 'lost') waitAfterFailure();
      if (isTrusted()) connectSoon();
    });
    log.info({}, 'the AI bot is connected');
    connection.begin();
    deps.onConnected();
  }

  /** By one of ours, who has the lease now: its turn. By anybody else: not before a while, and people must know. */
  async function afterEviction(): Promise<void> {
    isEvicted = true;
    // A renewal under way may have been answered before the eviction.
    await asking;
    const isStillOurs = await askForLease();
    isEvicted = false;
    if (!isOn) return;
    if (!isStillOurs) {
      waitAfterFailure();
      log.info({}, 'the AI bot was disconnected by a newer connection, and another replica has the lease');
      return;
    }
    waitAfterTrouble();
    deps.onTrouble({ kind: 'evicted' });
  }

  function waitAfterFailure(): void {
    mayConnectAt = elapsed() + spread(failures === 0 ? 0 : backoff(FIRST_WAIT_MS, LONGEST_WAIT_MS, failures - 1));
    failures += 1;
  }

  function waitAfterTrouble(): void {
    mayConnectAt = elapsed() + spread(backoff(FIRST_TROUBLE_WAIT_MS, LONGEST_TROUBLE_WAIT_MS, troubles));
    troubles += 1;
  }

  /** Anywhere between half and whole. */
  function spread(ms: Ms): Ms {
    return ms * (0.5 + deps.random() / 2);
  }

  return {
    start() {
      isOn = true;
      stopping = new AbortController();
      void askForLease();
    },
    connection: () => (isTrusted() ? connection : null),
    isTrusted,
    async stop() {
      isOn = false;
      clearTimeout(leaseTimer);
      clearTimeout(trustTimer);
      clearTimeout(connectTimer);
      stopping.abort();
      await connecting;
      connection?.close();
      await asking;
      await deps
        .release()
        .catch((error: unknown) => log.warn({ err: error }, 'the lease of the AI bot runs out by itself'));
    },
  };
}

function backoff(first: Ms, longest: Ms, failures: number): Ms {
  return Math.min(first * 2 ** Math.min(failures, 20), longest);
}
