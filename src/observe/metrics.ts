import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Ms } from '../domain/time.ts';

/** Every value a label may have; what is not listed is counted as `other`, so that no ticket or person becomes a label. */
export interface MetricLabels {
  readonly platform: readonly string[];
  readonly command: readonly string[];
  readonly verb: readonly string[];
  /** How a request ended. */
  readonly result: readonly string[];
  /** What was delivered: a card, a thread reply, a direct message. */
  readonly kind: readonly string[];
  /** What the platform answered. */
  readonly outcome: readonly string[];
  readonly rule: readonly string[];
  /** Of a commitment. */
  readonly state: readonly string[];
  /** Kind of a frame of WeCom's AI bot. */
  readonly frame: readonly string[];
}

export interface OutboxDepth {
  readonly platform: string;
  readonly depth: number;
  /** Age of the oldest row that waits; 0 when none does. */
  readonly oldestMs: Ms;
  /** Conversations that a limit of the platform holds back. */
  readonly limited: number;
}

export interface CommitmentCount {
  readonly rule: string;
  readonly state: string;
  readonly count: number;
}

/** What the product counts. Lengths come in milliseconds and are shown in seconds, as Prometheus has it. */
export interface Metrics {
  countRequest(request: { platform: string; command: string; verb: string; result: string }): void;
  /** From the request's arrival to its answer. */
  observeAnswer(request: { platform: string; command: string }, elapsedMs: Ms): void;
  /** One tick: how late it began, how long it took, and how many subjects are still due. */
  observeTick(tick: { lagMs: Ms; elapsedMs: Ms; backlog: number }): void;
  /** The outbox as it is now; a platform that is not named is empty. */
  setOutbox(depths: readonly OutboxDepth[]): void;
  countDelivery(delivery: { platform: string; kind: string; outcome: string }): void;
  /** All commitments as they are now; a pair that is not named has none. */
  setCommitments(counts: readonly CommitmentCount[]): void;
  /** A stretch of the rolling check of stored deadlines. */
  countChecked(checked: {
    subjects: number;
    differences: number;
    repaired: number;
    undecided: number;
    stuck: number;
  }): void;
  setDatabaseUp(isUp: boolean): void;
  /** WeCom refused something with a code that nobody here knows. */
  countUnknownWecomCode(): void;
  /** A frame came over the connection of WeCom's AI bot. */
  countBotFrame(kind: string): void;
  /** All metrics in Prometheus' text format, and its content type. */
  render(): Promise<{ readonly contentType: string; readonly body: string }>;
}

const OTHER = 'other';
const ANSWER_BUCKETS_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5];
const TICK_BUCKETS_SECONDS = [0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30];

/** A fresh set of metrics with a registry of its own, the process's figures included. */
export function createMetrics(labels: MetricLabels): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });

  const requests = new Counter({
    name: 'huiyin_requests_total',
    help: 'Requests by command and how they ended.',
    labelNames: ['platform', 'command', 'verb', 'result'],
    registers,
  });
  const answers = new Histogram({
    name: 'huiyin_answer_seconds',
    help: 'From the arrival of a request to its answer.',
    labelNames: ['platform', 'command'],
    buckets: ANSWER_BUCKETS_SECONDS,
    registers,
  });
  const tickLag = new Gauge({
    name: 'huiyin_tick_lag_seconds',
    help: 'How long after its time the last tick began.',
    registers,
  });
  const ticks = new Histogram({
    name: 'huiyin_tick_seconds',
    help: 'How long a tick took.',
    buckets: TICK_BUCKETS_SECONDS,
    registers,
  });
  const backlog = new Gauge({
    name: 'huiyin_due_backlog',
    help: 'Subjects that were due and not yet dealt with after the last tick.',
    registers,
  });
  const outboxDepth = new Gauge({
    name: 'huiyin_outbox_depth',
    help: 'Messages waiting to be sent.',
    labelNames: ['platform'],
    registers,
  });
  const outboxOldest = new Gauge({
    name: 'huiyin_outbox_oldest_seconds',
    help: 'Age of the oldest message waiting to be sent.',
    labelNames: ['platform'],
    registers,
  });
  const deliveries = new Counter({
    name: 'huiyin_deliveries_total',
    help: 'Attempts to send, by what the platform answered.',
    labelNames: ['platform', 'kind', 'outcome'],
    registers,
  });
  const commitments = new Gauge({
    name: 'huiyin_commitments',
    help: 'Commitments by rule and state.',
    labelNames: ['rule', 'state'],
    registers,
  });
  const botFrames = new Counter({
    name: 'huiyin_wecom_bot_frames_total',
    help: "Frames that came over the connection of WeCom's AI bot, by what they were.",
    labelNames: ['frame'],
    registers,
  });
  const unknownCodes = new Counter({
    name: 'huiyin_wecom_unknown_codes_total',
    help: 'Refusals of WeCom by codes that are not known here; the log has them whole.',
    registers,
  });
  const databaseUp = new Gauge({
    name: 'huiyin_database_up',
    help: 'Whether the database answered when it was last asked.',
    registers,
  });

  const checkedTickets = new Counter({
    name: 'huiyin_checked_tickets_total',
    help: 'Tickets whose stored deadlines were compared with their histories.',
    registers,
  });
  const limitedConversations = new Gauge({
    name: 'huiyin_conversations_limited',
    help: "Conversations whose messages are delayed by the platform's rate limit.",
    labelNames: ['platform'],
    registers,
  });
  const repaired = new Counter({
    name: 'huiyin_self_check_repaired_total',
    help: 'Stored deadlines that the self-check put right.',
    registers,
  });
  const leftBehind = new Gauge({
    name: 'huiyin_self_check_left_behind',
    help: 'At the last self-check: reminders due and not decided, messages that stand still though nothing holds them.',
    labelNames: ['what'],
    registers,
  });
  const differences = new Counter({
    name: 'huiyin_deadline_differences_total',
    help: 'Stored deadlines that differed from their histories. Anything but 0 is a fault of the product.',
    registers,
  });
  const sets = new Map(
    Object.entries<readonly string[]>({ ...labels }).map(([name, values]) => [name, new Set(values)]),
  );

  /** The same labels with every value from its closed set. */
  function close(given: Readonly<Record<string, string>>): Record<string, string> {
    return Object.fromEntries(
      Object.entries(given).map(([name, value]) => [name, sets.get(name)?.has(value) ? value : OTHER]),
    );
  }

  return {
    countRequest: ({ platform, command, verb, result }) => requests.inc(close({ platform, command, verb, result })),
    observeAnswer: ({ platform, command }, elapsedMs) =>
      answers.observe(close({ platform, command }), toSeconds(elapsedMs)),
    observeTick(tick) {
      tickLag.set(toSeconds(tick.lagMs));
      ticks.observe(toSeconds(tick.elapsedMs));
      backlog.set(tick.backlog);
    },
    setOutbox(depths) {
      for (const platform of labels.platform) {
        outboxDepth.set({ platform }, 0);
        outboxOldest.set({ platform }, 0);
        limitedConversations.set({ platform }, 0);
      }
      for (const { platform, depth, oldestMs, limited } of depths) {
        limitedConversations.set(close({ platform }), limited);
        outboxDepth.set(close({ platform }), depth);
        outboxOldest.set(close({ platform }), toSeconds(oldestMs));
      }
    },
    countDelivery: ({ platform, kind, outcome }) => deliveries.inc(close({ platform, kind, outcome })),
    setCommitments(counts) {
      commitments.reset();
      for (const { rule, state, count } of counts) commitments.inc(close({ rule, state }), count);
    },
    countChecked(checked) {
      checkedTickets.inc(checked.subjects);
      differences.inc(checked.differences);
      repaired.inc(checked.repaired);
      leftBehind.set({ what: 'undecided' }, checked.undecided);
      leftBehind.set({ what: 'stuck' }, checked.stuck);
    },
    setDatabaseUp: (isUp) => databaseUp.set(isUp ? 1 : 0),
    countUnknownWecomCode: () => unknownCodes.inc(),
    countBotFrame: (frame) => botFrames.inc(close({ frame })),
    render: async () => ({ contentType: registry.contentType, body: await registry.metrics() }),
  };
}

function toSeconds(ms: Ms): number {
  return Math.max(0, ms) / 1_000;
}
