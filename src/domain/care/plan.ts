import type { Calendar } from '../calendar/calendar.ts';
import type { IsoDay } from '../customer/customer.ts';
import type { Policy } from '../policy/policy.ts';
import type { Instant } from '../time.ts';
import type { Channel } from '../vocabulary.ts';
import type { CareFacts } from './facts.ts';
import type { CareReason, MovedBecause } from './reason.ts';
import type { CareAsk, CareRule } from './vocabulary.ts';

/*
 * The planner of care: pure and total. Three questions are asked of it:
 *   planCare     what does the coming year hold for this customer, and why (`/care plan`, `/care week`, care_day)
 *   planDay      what is asked for today (the planner's job at `nextCareAt`)
 *   nextCareAt   when must this customer be looked at again, if nothing changes before
 * Facts change (contact, tier, event, person, complaint, answer, calendar, policy): ask nextCareAt again; nothing of a plan
 * is kept that could go stale.
 */

/** One thing to be done for a customer, on its day. */
export interface CareOccurrence {
  readonly rule: CareRule;
  /** Stable identity: `birthday:<personId>:2026:day`. An answer to it is an answer for good. */
  readonly key: string;
  readonly ask: CareAsk;
  /** The day by the rule alone. */
  readonly nominalDay: IsoDay;
  /** The day on which it is asked for: always a working day of the team. */
  readonly day: IsoDay;
  /** Why `day` is not `nominalDay`; `null` when it is. */
  readonly moved: MovedBecause | null;
  /** By when it is to be done: from then on it escalates. Always in working time, or at its end, and after the ask. */
  readonly dueAt: Instant;
  readonly reason: CareReason;
  /** The channel that the rule asks for; `null`: any. */
  readonly channel: Channel | null;
  /** Depends on something that has not happened yet: that an earlier one is done on its day. */
  readonly isProjected: boolean;
  /** `list`: goes to the team in a list (R7) and asks for nothing by itself. */
  readonly how: 'ask' | 'list';
}

/** What one reminder asks for. */
export interface DayAsk {
  readonly day: IsoDay;
  /** When it is posted: the start of the team's work, or now where that has passed. Never in rest time. */
  readonly askAt: Instant;
  /** The earliest time by which one of its items is to be done. */
  readonly dueAt: Instant;
  /** Heaviest first; at least one. */
  readonly items: readonly CareOccurrence[];
  /** What need not be asked for, because an item does it as well: a visit is a deep talk too. Answered with it. */
  readonly covered: readonly { readonly item: CareOccurrence; readonly by: string }[];
}

/** What is to be done about a customer now, and when to look again. */
export type DayPlan =
  | { readonly plan: 'ask'; readonly ask: DayAsk; readonly nextAt: Instant | null }
  /** An urgent ticket is open: these wait for its end. */
  | { readonly plan: 'held'; readonly items: readonly CareOccurrence[]; readonly nextAt: Instant }
  | { readonly plan: 'nothing'; readonly nextAt: Instant | null };

export type PlanCare = (
  policy: Policy,
  calendar: Calendar,
  facts: CareFacts,
  from: IsoDay,
  until: IsoDay,
) => readonly CareOccurrence[];
export type PlanDay = (policy: Policy, calendar: Calendar, facts: CareFacts, now: Instant) => DayPlan;
export type NextCareAt = (policy: Policy, calendar: Calendar, facts: CareFacts, now: Instant) => Instant | null;
