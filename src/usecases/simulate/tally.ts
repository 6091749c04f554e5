import { type Instant, SECOND_MS } from '../../domain/time.ts';
import { addressKey } from '../destinations.ts';
import { type Compared, compareTellings, DIFFERENCES, type Difference, SAME_WITHIN_MS } from './compare-tellings.ts';
import type { Missed, RecordedSubject, Told } from './recorded.ts';
import type { Replayed } from './replay-subject.ts';

/** The stretch that is reported on: `[from, until)`. */
export interface Stretch {
  readonly from: Instant;
  readonly until: Instant;
}

/** What really was, and what would have been. */
export interface Both<T> {
  really: T;
  would: T;
}

/** A difference worth looking at. */
export interface Example {
  readonly number: string;
  readonly rule: string;
  readonly stage: number;
  readonly audience: string;
  readonly difference: Difference;
  readonly really: Instant | null;
  readonly would: Instant | null;
}

/** Everything counted so far; plain data, so that it can be handed between threads. */
export interface Tally {
  readonly subjects: Map<string, number>;
  /** Teams that owed something. */
  readonly teams: Set<string>;
  /** Reminders of a rule, each conversation that heard one counted. */
  readonly reminders: Map<string, Both<number>>;
  readonly missed: Map<string, Both<number>>;
  /** For each conversation, what was to be said in it: the time doubled, odd where it is urgent. */
  readonly lanes: Map<string, Both<number[]>>;
  readonly differences: Record<Difference, number>;
  readonly acks: { applied: number; dropped: number };
  /** Added reminders about what nobody owed then. */
  unanswered: number;
  /** Really kept back, because it was too much for one person in a day. */
  merged: number;
  /** Really said late, because the product had not been running. */
  saidLate: number;
  readonly examples: Example[];
  /** Numbers of subjects whose history cannot be read. */
  readonly unreadable: string[];
}

/** Differences kept as examples, and unreadable subjects named. */
export const NAMED_AT_MOST = 50;

export function emptyTally(): Tally {
  return {
    subjects: new Map(),
    teams: new Set(),
    reminders: new Map(),
    missed: new Map(),
    lanes: new Map(),
    differences: Object.fromEntries(DIFFERENCES.map((one) => [one, 0])) as Record<Difference, number>,
    acks: { applied: 0, dropped: 0 },
    unanswered: 0,
    merged: 0,
    saidLate: 0,
    examples: [],
    unreadable: [],
  };
}

/** Counts one subject, as it really went and as it would have gone. */
export function tallySubject(tally: Tally, subject: RecordedSubject, replayed: Replayed, stretch: Stretch): void {
  tally.subjects.set(subject.type, (tally.subjects.get(subject.type) ?? 0) + 1);
  for (const team of subject.teams) tally.teams.add(team);
  const isIn = ({ at }: { readonly at: Instant }): boolean => at >= stretch.from && at < stretch.until;
  // The replay ends there; what was really said later has no counterpart that could be asked for.
  const saidByThen = subject.told.filter(({ at }) => at < stretch.until);
  for (const one of compareTellings(saidByThen, replayed.told, subject.owed)) {
    if ([one.really, one.would].some((telling) => telling !== null && isIn(telling))) count(tally, subject, one);
  }
  for (const side of ['really', 'would'] as const) {
    const { told, missed } = side === 'really' ? subject : replayed;
    for (const telling of told.filter(isIn)) speak(tally, telling, side);
    for (const { rule } of missed.filter((one: Missed) => isIn(one))) bothOf(tally.missed, rule, zero)[side] += 1;
  }
  for (const { isApplied } of replayed.acks.filter(isIn)) tally.acks[isApplied ? 'applied' : 'dropped'] += 1;
  const late = subject.told.filter((one) => isIn(one) && one.lateSeconds * SECOND_MS > SAME_WITHIN_MS);
  tally.saidLate += late.length;
}

function count(tally: Tally, { number }: RecordedSubject, { difference, really, would, isUnanswered }: Compared): void {
  tally.differences[difference] += 1;
  if (difference === 'added' && isUnanswered) tally.unanswered += 1;
  const telling = would ?? really;
  if (difference === 'same' || telling === null || tally.examples.length >= NAMED_AT_MOST) return;
  const { rule, stage, audience } = telling;
  const times = { really: really?.at ?? null, would: would?.at ?? null };
  tally.examples.push({ number, rule, stage, audience, difference, ...times });
}

function speak(tally: Tally, { rule, at, urgent, to }: Told, side: keyof Both<unknown>): void {
  bothOf(tally.reminders, rule, zero)[side] += to.length;
  for (const place of to) {
    const heard = place.heldUntil ?? at;
    bothOf(tally.lanes, addressKey(place), none)[side].push(heard * 2 + (urgent ? 1 : 0));
    // An invitation waits for others of its campaign, not because it is too much.
    if (side === 'really' && place.heldUntil !== undefined && rule !== 'invitation') tally.merged += 1;
  }
}

const zero = (): number => 0;
const none = (): number[] => [];

function bothOf<T>(map: Map<string, Both<T>>, key: string, make: () => T): Both<T> {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = { really: make(), would: make() };
  map.set(key, made);
  return made;
}

/** Adds what another thread counted. */
export function addTally(tally: Tally, more: Tally): void {
  for (const [type, n] of more.subjects) tally.subjects.set(type, (tally.subjects.get(type) ?? 0) + n);
  for (const team of more.teams) tally.teams.add(team);
  for (const which of ['reminders', 'missed'] as const) {
    for (const [rule, { really, would }] of more[which]) {
      const both = bothOf(tally[which], rule, zero);
      both.really += really;
      both.would += would;
    }
  }
  for (const [lane, { really, would }] of more.lanes) {
    const both = bothOf(tally.lanes, lane, none);
    for (const one of really) both.really.push(one);
    for (const one of would) both.would.push(one);
  }
  for (const one of DIFFERENCES) tally.differences[one] += more.differences[one];
  tally.acks.applied += more.acks.applied;
  tally.acks.dropped += more.acks.dropped;
  tally.unanswered += more.unanswered;
  tally.merged += more.merged;
  tally.saidLate += more.saidLate;
  tally.examples.push(...more.examples.slice(0, NAMED_AT_MOST - tally.examples.length));
  tally.unreadable.push(...more.unreadable);
}
