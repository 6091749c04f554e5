import type { Fault } from '../support/fake-slack/fake-slack.ts';
import { createRandom, type Random } from './random.ts';

/** What is done to the product, in milliseconds after the load began. */
export type Blow = { readonly atMs: number } & (
  | { readonly blow: 'kill'; readonly replica: number; readonly when: Moment }
  | { readonly blow: 'freeze'; readonly replica: number; readonly forMs: number; readonly when: Moment }
  | { readonly blow: 'database'; readonly how: 'fast' | 'immediate' }
  | { readonly blow: 'slack'; readonly method: string; readonly fault: Fault; readonly times: number }
  /** Nobody runs, and business time goes on by so much meanwhile. */
  | { readonly blow: 'outage'; readonly aheadMs: number }
);

/** At once, or when Slack's answer to such a call of this replica comes back: it was done, and nobody knows yet. */
export type Moment = 'now' | { readonly answerOf: string };

/** How a ticket is treated; see cases.ts. */
export const TREATMENTS = ['ignored', 'answered', 'late', 'worked'] as const;
export type Treatment = (typeof TREATMENTS)[number];

export interface PlannedCase {
  readonly atMs: number;
  /** Stands in the ticket's words and in no other's. */
  readonly mark: string;
  readonly team: number;
  readonly treatment: Treatment;
  readonly urgent: boolean;
  readonly owned: boolean;
  readonly opened: 'command' | 'form';
}

export interface Size {
  readonly name: 'short' | 'long';
  readonly loadMs: number;
  readonly teams: number;
  readonly cases: number;
  /** How long late answers take at most. */
  readonly lateWithinMs: number;
  readonly kills: number;
  /** How long each freeze lasts. */
  readonly freezesMs: readonly number[];
  readonly databaseRestarts: number;
  readonly slackFaults: number;
  readonly outages: number;
  /** Reminders that are not urgent gather for a minute, which the short form has not. */
  readonly withNormal: boolean;
  readonly drainMs: number;
}

export const SHORT: Size = {
  name: 'short',
  loadMs: 8_000,
  teams: 14,
  cases: 22,
  lateWithinMs: 10_000,
  kills: 5,
  freezesMs: [3_000],
  databaseRestarts: 1,
  slackFaults: 10,
  outages: 0,
  withNormal: false,
  drainMs: 60_000,
};

export const LONG: Size = {
  name: 'long',
  loadMs: 300_000,
  teams: 12,
  cases: 240,
  lateWithinMs: 20_000,
  kills: 54,
  freezesMs: [60_000, 45_000, 35_000, 35_000, 25_000, 12_000, 12_000, 6_000, 6_000, 3_000, 3_000, 3_000],
  databaseRestarts: 6,
  slackFaults: 140,
  outages: 2,
  withNormal: true,
  drainMs: 240_000,
};

export interface Plan {
  readonly seed: number;
  readonly size: Size;
  readonly blows: readonly Blow[];
  readonly cases: readonly PlannedCase[];
}

/** Everything that will be done, from one number. */
export function makePlan(seed: number, size: Size, replicas: number): Plan {
  const random = createRandom(seed, 'blows');
  const cases = createRandom(seed, 'cases');
  // The first second belongs to the load alone, so that there is something to break.
  const anyTime = (): number => random.between(1_000, size.loadMs);
  const replica = (): number => random.between(0, replicas - 1);
  const blows: Blow[] = [
    ...Array.from({ length: size.kills }, (): Blow => {
      return { atMs: anyTime(), blow: 'kill', replica: replica(), when: moment(random) };
    }),
    ...size.freezesMs.map((forMs): Blow => {
      return { atMs: anyTime(), blow: 'freeze', replica: replica(), forMs, when: moment(random) };
    }),
    ...spread(random, size.databaseRestarts, size.loadMs).map((atMs): Blow => {
      return { atMs, blow: 'database', how: random.pick(['fast', 'immediate'] as const) };
    }),
    ...spread(random, size.outages, size.loadMs).map((atMs): Blow => {
      return { atMs, blow: 'outage', aheadMs: random.between(5, 90) * 1_000 };
    }),
    ...Array.from({ length: size.slackFaults }, (): Blow => slackBlow(random, anyTime())),
  ];
  return {
    seed,
    size,
    blows: blows.toSorted((a, b) => a.atMs - b.atMs),
    cases: Array.from({ length: size.cases }, (_, i) => plannedCase(cases, size, i)).toSorted(
      (a, b) => a.atMs - b.atMs,
    ),
  };
}

function moment(random: Random): Moment {
  if (random.chance(0.4)) return 'now';
  const methods = [
    'chat.postMessage',
    'chat.postMessage',
    'chat.update',
    'conversations.history',
    'conversations.open',
  ];
  return { answerOf: random.pick(methods) };
}

/** One in each part of the time, so that the product is up in between. */
function spread(random: Random, times: number, loadMs: number): number[] {
  const part = Math.floor(loadMs / Math.max(times, 1));
  return Array.from({ length: times }, (_, i) => i * part + random.between(Math.min(2_000, part), part));
}

const FAULTS: readonly Fault[] = [
  { status: 429, retryAfter: 1 },
  { status: 429, retryAfter: 3 },
  { status: 429 },
  { status: 500 },
  { status: 503 },
  { error: 'internal_error' },
  'nonsense',
  'html',
  'drop',
  'drop-after-accept',
  'drop-after-accept',
  'drop-after-accept',
  'hang',
  'hang-after-accept',
  'hang-after-accept',
];

function slackBlow(random: Random, atMs: number): Blow {
  const isSearch = random.chance(0.15);
  const method = isSearch
    ? random.pick(['conversations.history', 'conversations.replies', 'conversations.open'])
    : random.pick(['chat.postMessage', 'chat.postMessage', 'chat.update', 'response_url']);
  return { atMs, blow: 'slack', method, fault: random.pick(FAULTS), times: isSearch ? 1 : random.between(1, 3) };
}

function plannedCase(random: Random, size: Size, nth: number): PlannedCase {
  const treatment = random.pick(TREATMENTS);
  return {
    atMs: random.between(0, Math.round(size.loadMs * 0.9)),
    mark: `mk${nth}x`,
    team: random.between(0, size.teams - 1),
    treatment,
    urgent: !size.withNormal || random.chance(0.7),
    owned: random.chance(0.5),
    opened: random.chance(0.15) ? 'form' : 'command',
  };
}

/** The plan as text, a line for each blow. */
export function describePlan({ seed, size, blows, cases }: Plan): string {
  const counts = TREATMENTS.map((one) => `${cases.filter(({ treatment }) => treatment === one).length} ${one}`);
  return [
    `plan: ${size.name} form, seed ${seed}, load for ${size.loadMs / 1_000} s: ${cases.length} tickets (${counts.join(', ')})`,
    ...blows.map((blow) => `  ${(blow.atMs / 1_000).toFixed(1).padStart(6)} s  ${describeBlow(blow)}`),
  ].join('\n');
}

export function describeBlow(blow: Blow): string {
  switch (blow.blow) {
    case 'kill':
      return `kill -9 replica ${blow.replica}${momentText(blow.when)}`;
    case 'freeze':
      return `freeze replica ${blow.replica} for ${blow.forMs / 1_000} s${momentText(blow.when)}`;
    case 'database':
      return `restart the database, ${blow.how}`;
    case 'outage':
      return `kill every replica, business time ${blow.aheadMs / 1_000} s on`;
    case 'slack':
      return `Slack: next ${blow.times} × ${blow.method}: ${JSON.stringify(blow.fault)}`;
  }
}

function momentText(when: Moment): string {
  return when === 'now' ? '' : ` on Slack's answer to ${when.answerOf}`;
}
