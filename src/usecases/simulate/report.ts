import { isoDateOf, weekdayIndexOf } from '../../domain/calendar/civil-date.ts';
import { zoneOf } from '../../domain/calendar/zone.ts';
import type { DaySpan } from '../../domain/policy/policy.ts';
import { DAY_MS, type Instant, MINUTE_MS, type Ms } from '../../domain/time.ts';
import type { Difference } from './compare-tellings.ts';
import { type DailyTerms, digestLane, limitedLane } from './digest-lane.ts';
import type { Both, Example, Stretch, Tally } from './tally.ts';

/** How often, really and under the other policy. */
export type Counts = Readonly<Both<number>>;

/** Who hears a conversation: a person by key, a team by key, or a place that the policy does not know. */
export interface Hearer {
  readonly is: 'person' | 'team' | 'place';
  readonly key: string;
  readonly name: string;
}

export interface HearerRow extends Hearer {
  readonly messages: Counts;
  readonly atNight: Counts;
}

/** What a simulation found; plain JSON. Messages are counted as people see them, reminders before they gather. */
export interface Report {
  readonly subjects: Readonly<Record<string, number>>;
  readonly unreadable: readonly string[];
  readonly messages: Counts;
  readonly atNight: Counts;
  readonly reminders: Counts;
  /** Of the reminders, kept back and merged because they were too many for one person that day. */
  readonly merged: Counts;
  readonly missed: Counts;
  /** Whoever would hear most first. */
  readonly hearers: readonly HearerRow[];
  readonly rules: readonly { readonly rule: string; readonly reminders: Counts; readonly missed: Counts }[];
  /** By the Monday that a week begins with, weeks without a message included. */
  readonly weeks: readonly { readonly monday: string; readonly messages: Counts }[];
  readonly differences: Readonly<Record<Difference, number>> & { readonly unanswered: number };
  readonly acknowledgements: { readonly applied: number; readonly dropped: number };
  readonly saidLate: number;
  /** Teams of the history that the policy does not have. */
  readonly unknownTeams: readonly string[];
  readonly examples: readonly Example[];
}

export interface ReportTerms {
  readonly stretch: Stretch;
  /** IANA name: nights and weeks are local. */
  readonly timezone: string;
  readonly night: DaySpan;
  /** How long reminders gather in a conversation. */
  readonly gatherMs: (lane: string) => Ms;
  readonly hearerOf: (lane: string) => Hearer;
  /** How much one person hears in a day under the policy; `null`: everything. */
  readonly daily: DailyTerms | null;
  /** Whether the policy has such a team. */
  readonly hasTeam: (id: string) => boolean;
}

/** Makes the report of what was counted. Pure. */
export function makeReport(tally: Tally, terms: ReportTerms): Report {
  const { stretch, timezone, night } = terms;
  const mondayOf = mondays(timezone);
  const isNight = nights(timezone, night);
  const weeks = new Map(mondaysIn(stretch, mondayOf).map((monday) => [monday, nothing()]));
  const hearers = new Map<string, { hearer: Hearer; messages: Both<number>; atNight: Both<number> }>();
  const total = { messages: nothing(), atNight: nothing() };
  const merged = { really: tally.merged, would: 0 };
  for (const [lane, posts] of tally.lanes) {
    const hearer = terms.hearerOf(lane);
    const key = `${hearer.is} ${hearer.key}`;
    const row = hearers.get(key) ?? { hearer, messages: nothing(), atNight: nothing() };
    hearers.set(key, row);
    for (const side of SIDES) {
      const sorted = Float64Array.from(posts[side]).sort();
      const said = Array.from(sorted, (one) => ({ at: Math.floor(one / 2), urgent: one % 2 === 1 }));
      // What was really kept back stands at the time when it was let go.
      const daily = side === 'would' && hearer.is === 'person' ? terms.daily : null;
      const limited = daily === null ? null : limitedLane(said, terms.gatherMs(lane), daily);
      merged.would += limited?.merged ?? 0;
      for (const { at } of limited?.messages ?? digestLane(said, terms.gatherMs(lane))) {
        row.messages[side] += 1;
        total.messages[side] += 1;
        // What is still kept back at the end belongs to it.
        const week = weeks.get(mondayOf(Math.min(at, stretch.until - 1)));
        if (week !== undefined) week[side] += 1;
        if (!isNight(at)) continue;
        row.atNight[side] += 1;
        total.atNight[side] += 1;
      }
    }
  }
  const rules = [...new Set([...tally.reminders.keys(), ...tally.missed.keys()])].sort().map((rule) => ({
    rule,
    reminders: tally.reminders.get(rule) ?? nothing(),
    missed: tally.missed.get(rule) ?? nothing(),
  }));
  return {
    subjects: Object.fromEntries([...tally.subjects].sort(([a], [b]) => (a < b ? -1 : 1))),
    unreadable: tally.unreadable.toSorted(),
    ...total,
    reminders: sum(rules.map((one) => one.reminders)),
    merged,
    missed: sum(rules.map((one) => one.missed)),
    hearers: [...hearers.values()]
      .map(({ hearer, messages, atNight }): HearerRow => ({ ...hearer, messages, atNight }))
      .sort((a, b) => most(b) - most(a) || (a.key < b.key ? -1 : 1)),
    rules,
    weeks: [...weeks].map(([monday, messages]) => ({ monday, messages })),
    differences: { ...tally.differences, unanswered: tally.unanswered },
    acknowledgements: tally.acks,
    saidLate: tally.saidLate,
    unknownTeams: [...tally.teams].filter((team) => !terms.hasTeam(team)).sort(),
    examples: tally.examples.toSorted((a, b) => (a.number < b.number ? -1 : 1)),
  };
}

const SIDES = ['really', 'would'] as const;
const WEEK_DAYS = 7;

function nothing(): Both<number> {
  return { really: 0, would: 0 };
}

function sum(all: readonly Counts[]): Counts {
  return all.reduce((a, b) => ({ really: a.really + b.really, would: a.would + b.would }), nothing());
}

function most({ messages }: HearerRow): number {
  return Math.max(messages.really, messages.would);
}

/** The Monday of an instant's week, as an ISO date. */
function mondays(timezone: string): (at: Instant) => string {
  const zone = zoneOf(timezone);
  return (at) => {
    const day = zone.localDay(at);
    return isoDateOf(day - weekdayIndexOf(day));
  };
}

function mondaysIn({ from, until }: Stretch, mondayOf: (at: Instant) => string): readonly string[] {
  const found = new Set<string>();
  for (let at = from; at < until; at += WEEK_DAYS * DAY_MS) found.add(mondayOf(at));
  if (until > from) found.add(mondayOf(until - 1));
  return [...found].sort();
}

/** Whether an instant lies in a span of the local day, which may run past midnight. */
function nights(timezone: string, { fromMinute, toMinute }: DaySpan): (at: Instant) => boolean {
  const zone = zoneOf(timezone);
  return (at) => {
    const local = at + zone.offsetAt(at);
    const minute = Math.floor((((local % DAY_MS) + DAY_MS) % DAY_MS) / MINUTE_MS);
    return fromMinute < toMinute
      ? minute >= fromMinute && minute < toMinute
      : minute >= fromMinute || minute < toMinute;
  };
}
