import type { ChatPort } from '../chat/port.ts';
import { isServed } from '../domain/served.ts';
import { type Ms, SECOND_MS } from '../domain/time.ts';
import { type DeliverDeps, deliver, LEASE_TRUST_MS, type Taken } from './deliver.ts';
import type { Delivered, DeliveryStore, LaneWork, Scene } from './ports.ts';

/** Lanes leased by one look. */
const LANES_PER_CLAIM = 250;
/** Without a wake-up the outbox is looked at this often: the guarantee behind everything quicker. */
const POLL_MS: Ms = SECOND_MS;
/** Wake-ups lead to a look at most this often: under load every batch of requests wakes us, and lanes keep their pace. */
const WAKE_GAP_MS: Ms = 100;
const RECORD_AGAIN_MS: Ms = 500;
/** A lane is looked for so long before its rest is over; the store leases it a little earlier still. */
const LOOK_AHEAD_MS: Ms = 120;

export interface PumpDeps extends DeliverDeps {
  /** A conversation took nothing: what was to be said there must go elsewhere. */
  readonly onClosed: (work: LaneWork, scene: Scene, reason: string) => Promise<void>;
  readonly store: DeliveryStore;
  /** Connected platforms. */
  readonly ports: () => readonly ChatPort[];
  readonly log: { warn(fields: object, message: string): void; error(fields: object, message: string): void };
  readonly count: (delivery: { platform: string; kind: string; outcome: string }) => void;
}

export interface Pump {
  start(): void;
  /** Something new waits: look now. */
  wake(): void;
  /** Resolves when nothing that may be sent now is left. For the playground's clock and for tests. */
  drain(): Promise<void>;
  /** Takes nothing new and waits for what is being sent. */
  stop(): Promise<void>;
}

/** One loop for all lanes: claims, renders, posts with no transaction open, records. */
export function createPump(deps: PumpDeps): Pump {
  const inFlight = new Set<Promise<void>>();
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<number> | null = null;
  let isAwake = false;
  let wokenAt: Ms = Number.NEGATIVE_INFINITY;
  let waking: NodeJS.Timeout | undefined;
  let isRunning = false;
  let isStopped = false;

  function lookIn(ms: Ms): void {
    if (!isRunning) return;
    clearTimeout(timer);
    timer = setTimeout(() => void look(), ms);
  }

  /** Returns how many lanes were taken. One look at a time; a wake-up meanwhile leads to another. */
  function look(): Promise<number> {
    if (isStopped) return looking ?? Promise.resolve(0);
    if (looking !== null) {
      isAwake = true;
      return looking;
    }
    isAwake = false;
    looking = claimAndSend().then((taken) => {
      looking = null;
      // As many as fit: there may be more that are due just now, and nobody else will look for them before the poll.
      if (isAwake || taken === LANES_PER_CLAIM) void look();
      else lookIn(POLL_MS);
      return taken;
    });
    return looking;
  }

  async function claimAndSend(): Promise<number> {
    const ports = deps.ports().filter((port) => port.isServing?.() !== false);
    if (ports.length === 0) return 0;
    try {
      const claimedAt = deps.elapsed();
      const works = await deps.store.claim(ports, LANES_PER_CLAIM);
      if (works.length === 0) return 0;
      // The database counted what is left of a lane's rest before this: whoever counts from here is never too early.
      const leasedAt = deps.elapsed();
      const scene = await deps.store.scene(works);
      const taken = { claimedAt, readAt: deps.elapsed() };
      for (const { subjectId, error } of scene.faults)
        deps.log.error({ err: error, subjectId }, 'a row cannot be read');
      for (const work of works) {
        const sending = sendOne(work, scene, taken, leasedAt + work.restLeftMs).finally(() => inFlight.delete(sending));
        inFlight.add(sending);
      }
      return works.length;
    } catch (error) {
      deps.log.warn({ err: error }, 'the outbox could not be read; trying again');
      return 0;
    }
  }

  async function sendOne(work: LaneWork, scene: Scene, taken: Taken, notBefore: Ms): Promise<void> {
    const port = deps
      .ports()
      .find(
        (one) =>
          one.platform === work.lane.platform && one.workspace === work.lane.workspace && isServed(one, work.lane.id),
      );
    if (port === undefined) return;
    const restLeftMs = work.restLeftMs === 0 ? 0 : notBefore - deps.elapsed();
    if (restLeftMs > 0) await new Promise((resolve) => setTimeout(resolve, restLeftMs));
    let delivered: Delivered;
    try {
      delivered = await deliver(deps, work, scene, port, taken);
    } catch (error) {
      // A poisonous message: it is set down, and its lane goes on.
      deps.log.error({ err: error, outboxId: String(work.outboxId) }, 'a message could not be made');
      delivered = { work, state: 'rejected', reason: 'could not be made', restMs: 0, limited: false };
    }
    const spokeAt = deps.elapsed();
    deps.count({ platform: work.lane.platform, kind: kindOf(work), outcome: delivered.state });
    if (delivered.state === 'rejected' || delivered.state === 'uncertain') {
      const { state, reason } = delivered;
      deps.log.error(
        { outboxId: String(work.outboxId), lane: work.lane, state, reason },
        'a message was not delivered',
      );
    }
    try {
      await recordWhileLeased(delivered, taken.claimedAt);
      if (delivered.isClosed === true) await deps.onClosed(work, scene, delivered.reason ?? '');
      // The lane rests from when it spoke, which recording it took some of.
      lookAgainIn(delivered.restMs > 0 ? Math.max(1, delivered.restMs - (deps.elapsed() - spokeAt)) : 0);
    } catch (error) {
      // The lease runs out by itself; whoever takes the lane then looks for the message before sending it again.
      deps.log.warn({ err: error, outboxId: String(work.outboxId) }, 'an outcome could not be recorded');
    }
  }

  /**
   * A short absence of the database must not hold the lane up for the rest of its lease. Repeating is harmless: the
   * token tells whether the lane is still ours.
   */
  async function recordWhileLeased(delivered: Delivered, claimedAt: Ms): Promise<void> {
    for (;;) {
      try {
        return await deps.store.record(delivered);
      } catch (error) {
        if (!isRunning || deps.elapsed() + RECORD_AGAIN_MS - claimedAt > LEASE_TRUST_MS) throw error;
        await new Promise((resolve) => setTimeout(resolve, RECORD_AGAIN_MS));
      }
    }
  }

  function lookAwake(): void {
    waking = undefined;
    wokenAt = deps.elapsed();
    void look();
  }

  const restTimers = new Set<NodeJS.Timeout>();
  function lookAgainIn(ms: Ms): void {
    if (!isRunning) return;
    if (ms <= 0) {
      void look();
      return;
    }
    const rest = setTimeout(
      () => {
        restTimers.delete(rest);
        void look();
      },
      Math.max(1, ms - LOOK_AHEAD_MS),
    );
    restTimers.add(rest);
  }

  return {
    start() {
      isRunning = true;
      void look();
    },
    wake() {
      if (!isRunning || waking !== undefined) return;
      const waitMs = wokenAt + WAKE_GAP_MS - deps.elapsed();
      if (waitMs > 0) {
        waking = setTimeout(lookAwake, waitMs);
        return;
      }
      lookAwake();
    },
    async drain() {
      for (;;) {
        // A look under way may have begun before the last write; asking for another one while it runs would start them
        // without end.
        while (looking !== null) await looking;
        const taken = await look();
        await Promise.all(inFlight);
        if (taken === 0 && inFlight.size === 0 && looking === null) return;
      }
    },
    async stop() {
      isRunning = false;
      isStopped = true;
      clearTimeout(timer);
      clearTimeout(waking);
      for (const rest of restTimers) clearTimeout(rest);
      await looking;
      await Promise.all(inFlight);
    },
  };
}

/** What is counted: a closed set. A digest counts as one reminder, which it is to its reader. */
function kindOf({ what, card }: LaneWork): string {
  if (what !== 'card' && what !== 'notice') return what;
  if (card?.kind === 'digest') return 'notice';
  return card?.kind === 'notice' ? 'notice' : 'ticket';
}
