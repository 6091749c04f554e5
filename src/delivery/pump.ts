import type { ChatPort, DeliveryOutcome, OutboundMessage } from '../chat/port.ts';
import type { Policy } from '../domain/policy/policy.ts';
import { MINUTE_MS, type Ms, SECOND_MS } from '../domain/time.ts';
import type { PersonRef } from '../domain/vocabulary.ts';
import type { Clock } from '../usecases/ports.ts';
import type { Delivered, DeliveryStore, LaneWork, Scene } from './ports.ts';
import { present } from './present.ts';

/** Lanes leased by one look. */
const LANES_PER_CLAIM = 250;
/** Without a wake-up the outbox is looked at this often: the guarantee behind everything quicker. */
const POLL_MS: Ms = SECOND_MS;
/** A lease lasts 30 s by the database; whoever holds one longer than this no longer trusts it. */
const LEASE_TRUST_MS: Ms = 20 * SECOND_MS;
/** Longest wait for a platform's answer. */
const SEND_TIMEOUT_MS: Ms = 10 * SECOND_MS;
const FIRST_BACKOFF_MS: Ms = SECOND_MS;
const LAST_BACKOFF_MS: Ms = 5 * MINUTE_MS;
/** Looks for a message in flight at most this often before it counts as uncertain. */
const FIND_TRIES = 5;
/** A message that was taken away is posted anew this often at most. */
const REPOSTS = 3;

export interface PumpDeps {
  readonly store: DeliveryStore;
  /** Connected platforms. */
  readonly ports: () => readonly ChatPort[];
  readonly policy: () => Policy;
  readonly clock: Clock;
  readonly nameOf: (ref: PersonRef) => string;
  readonly log: { warn(fields: object, message: string): void; error(fields: object, message: string): void };
  readonly count: (delivery: { platform: string; kind: string; outcome: string }) => void;
  /** Monotonic machine time. */
  readonly elapsed: () => Ms;
  /** Between 0 and 1: spreads retries. */
  readonly random: () => number;
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
  let isRunning = false;

  function lookIn(ms: Ms): void {
    if (!isRunning) return;
    clearTimeout(timer);
    timer = setTimeout(() => void look(), ms);
  }

  /** Returns how many lanes were taken. One look at a time; a wake-up meanwhile leads to another. */
  function look(): Promise<number> {
    if (looking !== null) {
      isAwake = true;
      return looking;
    }
    isAwake = false;
    looking = claimAndSend().finally(() => {
      looking = null;
      if (isAwake) void look();
      else lookIn(POLL_MS);
    });
    return looking;
  }

  async function claimAndSend(): Promise<number> {
    const ports = deps.ports();
    if (ports.length === 0) return 0;
    try {
      const claimedAt = deps.elapsed();
      const works = await deps.store.claim(ports, LANES_PER_CLAIM);
      if (works.length === 0) return 0;
      const scene = await deps.store.scene(works);
      for (const work of works) {
        const sending = sendOne(work, scene, claimedAt).finally(() => inFlight.delete(sending));
        inFlight.add(sending);
      }
      return works.length;
    } catch (error) {
      deps.log.warn({ err: error }, 'the outbox could not be read; trying again');
      return 0;
    }
  }

  async function sendOne(work: LaneWork, scene: Scene, claimedAt: Ms): Promise<void> {
    const port = deps
      .ports()
      .find((one) => one.platform === work.lane.platform && one.workspace === work.lane.workspace);
    if (port === undefined) return;
    let delivered: Delivered;
    try {
      delivered = await deliver(work, scene, port, claimedAt);
    } catch (error) {
      // A poisonous message: it is set down, and its lane goes on.
      deps.log.error({ err: error, outboxId: String(work.outboxId) }, 'a message could not be made');
      delivered = { work, state: 'rejected', reason: 'could not be made', restMs: 0, limited: false };
    }
    deps.count({ platform: work.lane.platform, kind: kindOf(work), outcome: delivered.state });
    if (delivered.state === 'rejected' || delivered.state === 'uncertain') {
      const { state, reason } = delivered;
      deps.log.error(
        { outboxId: String(work.outboxId), lane: work.lane, state, reason },
        'a message was not delivered',
      );
    }
    try {
      await deps.store.record(delivered);
      lookAgainIn(delivered.restMs);
    } catch (error) {
      // The lease runs out by itself; whoever takes the lane then looks for the message before sending it again.
      deps.log.warn({ err: error, outboxId: String(work.outboxId) }, 'an outcome could not be recorded');
    }
  }

  const restTimers = new Set<NodeJS.Timeout>();
  function lookAgainIn(ms: Ms): void {
    if (!isRunning) return;
    if (ms <= 0) {
      void look();
      return;
    }
    const rest = setTimeout(() => {
      restTimers.delete(rest);
      void look();
    }, ms + 5);
    restTimers.add(rest);
  }

  async function deliver(work: LaneWork, scene: Scene, port: ChatPort, claimedAt: Ms): Promise<Delivered> {
    const paceMs = port.capabilities.paceMs;
    const done = (state: Delivered['state'], reason: string | null, extra: Partial<Delivered> = {}): Delivered => ({
      work,
      state,
      reason,
      restMs: 0,
      limited: false,
      ...extra,
    });
    const { card } = work;
    if (work.what === 'card' && card !== null && card.shownVersion >= card.wantedVersion)
      return done('moot', 'already shown');
    if (work.what === 'thread') {
      if (!port.capabilities.threads) return done('moot', 'no threads here');
      if (card === null || (card.address === null && !card.isAwaited)) return done('moot', 'its card was never shown');
    }
    const presentation = present(work, scene, { policy: deps.policy(), now: deps.clock.now(), nameOf: deps.nameOf });
    if (!presentation.show) return done('moot', presentation.why);
    const shownAt = work.what === 'card' ? (card?.address ?? null) : null;
    const isUpdate = shownAt !== null;
    if (isUpdate && !port.capabilities.updates) return done('moot', 'no updates here');
    const message: OutboundMessage = {
      id: work.messageId,
      to: work.lane,
      thread: work.what === 'thread' ? (card?.address ?? null) : null,
      card: presentation.card,
      locale: presentation.locale,
    };
    if (work.wasInFlight && !isUpdate) {
      const found = await findInFlight(work, port, message);
      if (found === 'uncertain' && !work.urgent) return done('uncertain', 'it may have been shown; nobody can tell');
      if (found === 'later') return done('sending', 'looking for it', { restMs: backoff(work.laneAttempts) });
      if (found !== null && typeof found === 'object')
        return done('sent', 'found again', { address: found, restMs: paceMs });
    }
    // Checked last, right before the socket: a process that was frozen meanwhile must not write.
    if (deps.elapsed() - claimedAt > LEASE_TRUST_MS) return done('pending', 'the lease became old');
    const signal = AbortSignal.timeout(SEND_TIMEOUT_MS);
    const outcome = shownAt === null ? await port.post(message, signal) : await port.update(shownAt, message, signal);
    return conclude(work, outcome, isUpdate, paceMs, done);
  }

  function conclude(
    work: LaneWork,
    outcome: DeliveryOutcome,
    isUpdate: boolean,
    paceMs: Ms,
    done: (state: Delivered['state'], reason: string | null, extra?: Partial<Delivered>) => Delivered,
  ): Delivered {
    switch (outcome.outcome) {
      case 'sent':
        return done('sent', null, { address: outcome.address, restMs: paceMs });
      case 'retry-later':
        return done('pending', outcome.reason, {
          restMs: outcome.afterMs ?? backoff(work.laneAttempts),
          limited: outcome.limited,
        });
      case 'rejected':
        // Somebody deleted the message: the card is posted anew rather than lost.
        if (isUpdate && outcome.gone && work.attempts <= REPOSTS) {
          return done('pending', outcome.reason, { address: null, restMs: paceMs });
        }
        return done('rejected', outcome.reason, { restMs: paceMs });
      case 'uncertain':
        // An update may be repeated; a post is looked for first.
        return done(isUpdate ? 'pending' : 'sending', outcome.reason, { restMs: backoff(work.laneAttempts) });
    }
  }

  async function findInFlight(work: LaneWork, port: ChatPort, message: OutboundMessage) {
    if (!port.capabilities.findable) return 'uncertain' as const;
    const found = await port.find(message, AbortSignal.timeout(SEND_TIMEOUT_MS));
    if (found !== 'unknown') return found;
    return work.attempts < FIND_TRIES ? ('later' as const) : ('uncertain' as const);
  }

  /** 1, 2, 4 … seconds, at most five minutes, each anywhere between half and whole. */
  function backoff(failures: number): Ms {
    const whole = Math.min(FIRST_BACKOFF_MS * 2 ** Math.min(failures, 10), LAST_BACKOFF_MS);
    return whole * (0.5 + deps.random() / 2);
  }

  return {
    start() {
      isRunning = true;
      void look();
    },
    wake() {
      if (isRunning) void look();
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
      clearTimeout(timer);
      for (const rest of restTimers) clearTimeout(rest);
      await looking;
      await Promise.all(inFlight);
    },
  };
}

/** What is counted: a closed set. */
function kindOf(work: LaneWork): string {
  return work.what === 'card' ? (work.card?.kind ?? 'card') : work.what;
}
