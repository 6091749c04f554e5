import type { Calendar } from '../calendar/calendar.ts';
import type { DayNumber } from '../calendar/civil-date.ts';
import type { CarePolicy } from '../policy/care-policy.ts';
import type { Policy } from '../policy/policy.ts';
import type { Instant } from '../time.ts';
import type { Channel } from '../vocabulary.ts';
import type { CareAnswer, CareFacts } from './facts.ts';
import type { CareOccurrence } from './plan.ts';
import type { CareReason, MovedBecause } from './reason.ts';
import type { CareAsk, CareRule } from './vocabulary.ts';
import { dayOf, isoDay, type WorkDays, workDaysOf } from './work-days.ts';

/** What one rule wants, before days of rest, answers and other rules have had their say. */
export interface Draft {
  readonly rule: CareRule;
  readonly key: string;
  readonly ask: CareAsk;
  readonly nominal: DayNumber;
  /** Where it moves when that is a day of rest: dates are kept before, what follows an event comes after. */
  readonly toward: 'before' | 'after';
  /** By when it is to be done when it is asked for on this day. */
  dueOn(day: DayNumber): Instant;
  /** Asked for later than this it would be foolish; `null`: never too late. */
  readonly lastDay: DayNumber | null;
  readonly reason: CareReason;
  readonly channel: Channel | null;
  readonly isProjected: boolean;
  readonly how: 'ask' | 'list';
}

/** Asks that wait until a day has passed, because another rule comes first. */
export interface Gate {
  readonly asks: ReadonlySet<CareAsk>;
  readonly until: DayNumber;
}

/** Everything that planning one customer looks at. */
export interface Planning {
  readonly care: CarePolicy;
  readonly calendar: Calendar;
  readonly days: WorkDays;
  readonly facts: CareFacts;
  readonly from: DayNumber;
  readonly until: DayNumber;
  readonly careSince: DayNumber;
  readonly answers: ReadonlyMap<string, CareAnswer>;
  readonly open: ReadonlySet<string>;
}

export function planningOf(
  policy: Policy,
  calendar: Calendar,
  facts: CareFacts,
  from: DayNumber,
  until: DayNumber,
): Planning {
  const answers = new Map<string, CareAnswer>();
  for (const answer of facts.answers) answers.set(answer.key, answer);
  return {
    care: policy.care,
    calendar,
    days: workDaysOf(calendar),
    facts,
    from,
    until,
    careSince: dayOf(facts.careSince),
    answers,
    open: new Set(facts.open.map(({ key }) => key)),
  };
}

/** Done or not needed: nobody is asked again. */
export function isSettled({ answers }: Planning, key: string): boolean {
  const outcome = answers.get(key)?.outcome;
  return outcome === 'done' || outcome === 'skipped';
}

/** A due time that is the end of a day's work, or of the last one before it, and never before the day it is asked for. */
export function byEndOf({ days }: Planning, due: DayNumber): (day: DayNumber) => Instant {
  return (day) => days.endOf(Math.max(day, days.onOrBefore(due)));
}

/** The day on which a draft is asked for, and why it is not its own; `null` when it is not asked for (any more). */
export function settleDay(
  planning: Planning,
  draft: Draft,
  gates: readonly Gate[],
): { readonly day: DayNumber; readonly moved: MovedBecause | null } | null {
  const { days, answers, open, from, facts } = planning;
  const { key, ask, nominal, toward, lastDay } = draft;
  if (open.has(key) || isSettled(planning, key)) return null;
  const until = answers.get(key)?.until ?? null;
  let day = toward === 'before' ? days.onOrBefore(nominal) : days.onOrAfter(nominal);
  let moved: MovedBecause | null = day === nominal ? null : 'rest';
  if (until !== null) {
    day = days.onOrAfter(dayOf(until));
    moved = 'later';
  }
  for (const gate of gates) {
    if (!gate.asks.has(ask) || day > gate.until) continue;
    day = days.onOrAfter(gate.until + 1);
    moved = 'gives-way';
  }
  if (day < from) {
    const before = isoDay(day);
    day = days.onOrAfter(from);
    // What was put off stays put off in the telling, also when its new day has passed.
    if (moved !== 'later') moved = facts.hasUrgentOpen || before === facts.lastAskedDay ? 'held' : 'late';
  }
  // Somebody chose the day: they know better than we whether it is too late.
  if (until === null && lastDay !== null && day > lastDay) return null;
  return { day, moved };
}

/** The occurrence of a draft on its day. */
export function occurrenceOf(draft: Draft, day: DayNumber, moved: MovedBecause | null): CareOccurrence {
  const { rule, key, ask, nominal, reason, channel, isProjected, how } = draft;
  return {
    rule,
    key,
    ask,
    nominalDay: isoDay(nominal),
    day: isoDay(day),
    moved,
    dueAt: draft.dueOn(day),
    reason,
    channel,
    isProjected,
    how,
  };
}
