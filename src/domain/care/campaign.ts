import type { Calendar } from '../calendar/calendar.ts';
import type { DayNumber } from '../calendar/civil-date.ts';
import type { IsoDay } from '../customer/customer.ts';
import type { PersonRef, Stage, Tier } from '../vocabulary.ts';
import { TIERS } from '../vocabulary.ts';
import { dayOf, isoDay, workDaysOf } from './work-days.ts';

/** What of a customer decides when it is invited. */
export interface Invitable {
  readonly customerId: string;
  readonly team: string;
  readonly owner: PersonRef | null;
  readonly tier: Tier;
  readonly stage: Stage;
  readonly vip: boolean;
  readonly highValue: boolean;
}

/** A customer's place in a campaign: its rank over all, from 1, and the day on which its owner is asked. */
export interface Invitation {
  readonly customerId: string;
  readonly rank: number;
  readonly day: IsoDay;
}

/**
 * Who is invited when (R11): high value and at risk first, then VIP, then by tier; each owner so many a working day, from
 * `from` on. Customers without an owner are their team's.
 */
export function paceCampaign(
  calendarOf: (team: string) => Calendar,
  customers: readonly Invitable[],
  { from, perDay }: { readonly from: IsoDay; readonly perDay: number },
): readonly Invitation[] {
  const slots = new Map<string, { day: DayNumber; taken: number }>();
  return customers.toSorted(firstInvited).map(({ customerId, team, owner }, index) => {
    const days = workDaysOf(calendarOf(team));
    const whose = owner ?? `team ${team}`;
    let slot = slots.get(whose) ?? { day: days.onOrAfter(dayOf(from)), taken: 0 };
    if (slot.taken >= perDay) slot = { day: days.onOrAfter(slot.day + 1), taken: 0 };
    slots.set(whose, { ...slot, taken: slot.taken + 1 });
    return { customerId, rank: index + 1, day: isoDay(slot.day) };
  });
}

/** Orders customers as a campaign reaches them. */
export function firstInvited(one: Invitable, other: Invitable): number {
  return (
    Number(isUrgent(other)) - Number(isUrgent(one)) ||
    Number(other.vip) - Number(one.vip) ||
    TIERS.indexOf(one.tier) - TIERS.indexOf(other.tier) ||
    (one.customerId < other.customerId ? -1 : one.customerId > other.customerId ? 1 : 0)
  );
}

function isUrgent({ highValue, stage }: Invitable): boolean {
  return highValue || stage === 'at-risk';
}
