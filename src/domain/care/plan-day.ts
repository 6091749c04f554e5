import type { Cadence } from '../policy/care-policy.ts';
import { dueAfterAsk } from './ask-terms.ts';
import { askableAt } from './askable.ts';
import { planningOf } from './draft.ts';
import { cadenceCounting, counts } from './match.ts';
import { byWeight } from './order.ts';
import type { CareOccurrence, DayAsk, NextCareAt, PlanDay } from './plan.ts';
import { planDays } from './plan-care.ts';
import { CADENCE_ASKS, type CareAsk } from './vocabulary.ts';
import { dayOf, isoDay, workDaysOf } from './work-days.ts';

/**
 * What is asked for now: everything that falls on this day, in one ask. Nothing in rest time or on a day that had its ask,
 * and nothing while an urgent ticket is open; `nextAt` says when to look again.
 */
export const planDay: PlanDay = (policy, calendar, facts, now) => {
  const nextAt = nextCareAt(policy, calendar, { ...facts, hasUrgentOpen: false }, now);
  if (nextAt === null || nextAt > now) return { plan: 'nothing', nextAt };
  const days = workDaysOf(calendar);
  const today = days.dayOf(now);
  const due = planDays(planningOf(policy, calendar, facts, today, today)).filter(({ how }) => how === 'ask');
  if (facts.hasUrgentOpen) return { plan: 'held', items: due, nextAt: days.startOf(days.onOrAfter(today + 1)) };
  const { items, covered } = merge(policy.care.cadence[facts.tier], due);
  const asked = [...items, ...covered.map(({ item }) => item)].map(({ key }) => ({ key }));
  const day = isoDay(today);
  const timed = items.map((item) => {
    // A visit that is a deep talk as well is due when that one is: or it would come too late for it.
    const along = covered.filter(({ by }) => by === item.key).map((one) => one.item.dueAt);
    return { ...item, dueAt: dueAfterAsk(calendar, now, Math.min(item.dueAt, ...along)) };
  });
  const ask: DayAsk = { day, askAt: now, items: timed, covered, dueAt: Math.min(...timed.map(({ dueAt }) => dueAt)) };
  const after = { ...facts, open: [...facts.open, ...asked], lastAskedDay: day };
  return { plan: 'ask', ask, nextAt: nextCareAt(policy, calendar, after, now) };
};

/** Far enough for most customers, and cheap; the rest are looked at for a year. */
const NEAR_DAYS = 45;
const FAR_DAYS = 400;

/**
 * When a customer must be looked at again if nothing is told about it before: the morning of the first day on which
 * something is to be asked for, now where that has begun, a year ahead where nothing is. `null` for one that has gone.
 */
export const nextCareAt: NextCareAt = (policy, calendar, facts, now) => {
  if (facts.gone !== null) return null;
  const days = workDaysOf(calendar);
  const today = days.dayOf(now);
  // Today is over for asking: in the evening, on a day of rest, or when it had its ask.
  const isOver = days.dayOf(askableAt(calendar, now)) > today || facts.lastAskedDay === isoDay(today);
  const from = isOver ? today + 1 : today;
  for (const ahead of [NEAR_DAYS, FAR_DAYS]) {
    const first = planDays(planningOf(policy, calendar, facts, from, from + ahead)).find(({ how }) => how === 'ask');
    if (first === undefined) continue;
    // While an urgent ticket is open what falls due is looked at every morning; its end tells us sooner.
    const morning = days.startOf(
      facts.hasUrgentOpen ? days.onOrAfter(Math.max(dayOf(first.day), today + 1)) : dayOf(first.day),
    );
    return morning > now ? morning : askableAt(calendar, now);
  }
  return days.startOf(days.onOrAfter(from + FAR_DAYS));
};

/** What can be done along with something heavier. */
const COVERABLE: ReadonlySet<CareAsk> = new Set([...CADENCE_ASKS, 'light-touch']);
/** Talks in which the customer is spoken with. */
const TALKS: ReadonlySet<CareAsk> = new Set([
  'cause-talk',
  'mend',
  'welcome-call',
  'renewal-talk',
  'mend-again',
  'second-talk',
  'visit',
  'deep-talk',
  'call',
  'greet',
]);

/** Items by weight, without what a heavier one does as well: a visit counts as a deep talk, any talk is a light touch. */
function merge(demands: readonly Cadence[], due: readonly CareOccurrence[]): Pick<DayAsk, 'items' | 'covered'> {
  const items: CareOccurrence[] = [];
  const covered: { item: CareOccurrence; by: string }[] = [];
  for (const item of due.toSorted((a, b) => byWeight(a.ask, b.ask))) {
    const by = items.find((heavier) => doesAsWell(demands, heavier, item.ask));
    if (by === undefined) items.push(item);
    else covered.push({ item, by: by.key });
  }
  return { items, covered };
}

function doesAsWell(demands: readonly Cadence[], { ask, channel }: CareOccurrence, asked: CareAsk): boolean {
  if (!TALKS.has(ask) || !COVERABLE.has(asked)) return false;
  if (asked === 'light-touch') return true;
  const demand = demands.find((one) => one.ask === asked);
  return demand !== undefined && counts(cadenceCounting(demand), { channel, purposes: ['care'] });
}
