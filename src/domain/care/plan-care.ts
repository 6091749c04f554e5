import type { DayNumber } from '../calendar/civil-date.ts';
import { type Draft, type Gate, occurrenceOf, type Planning, planningOf, settleDay } from './draft.ts';
import { byDay } from './order.ts';
import type { CareOccurrence, PlanCare } from './plan.ts';
import { planCadence } from './plan-cadence.ts';
import { planDates } from './plan-dates.ts';
import { planCampaigns, planMending, planPeriods, planWarning } from './plan-events.ts';
import { planOnboarding } from './plan-onboarding.ts';
import type { CareAsk } from './vocabulary.ts';
import { dayOf } from './work-days.ts';

/** Nobody is visited for the sake of a calendar while a new customer's plan runs. */
const AFTER_ONBOARDING: ReadonlySet<CareAsk> = new Set([
  'visit',
  'deep-talk',
  'call',
  'interaction',
  'news',
  'touch',
  'light-touch',
]);
/** Nothing cheerful while a complaint or a warning has not been talked about. */
const AFTER_TROUBLE: ReadonlySet<CareAsk> = new Set(['light-touch', 'news', 'touch', 'survey', 'invite']);

/**
 * What is to be done for a customer in `[from, until]`, by day; `from` is today, and what was left undone before comes
 * today. What is asked for already, or answered, is not in it. Projected ones stand on talks that are yet to be held.
 */
export const planCare: PlanCare = (policy, calendar, facts, from, until) => {
  const planned = (first: DayNumber) => planDays(planningOf(policy, calendar, facts, first, dayOf(until)));
  const today = dayOf(from);
  if (facts.lastAskedDay !== from) return planned(today);
  // A day that had its ask has no second one; a list that names the customer that day asks for nothing and stays.
  const isList = ({ how }: CareOccurrence) => how === 'list';
  const lists = planned(today).filter(isList);
  return [...lists, ...planned(today + 1).filter((one) => !isList(one))].sort(byDay);
};

/** As `planCare`, of what was looked up already. */
export function planDays(planning: Planning): readonly CareOccurrence[] {
  const { facts, until } = planning;
  if (facts.gone !== null) return [];
  const onboarding = planOnboarding(planning);
  const mending = planMending(planning);
  const warning = planWarning(planning);
  const gates = [
    ...gate(AFTER_ONBOARDING, onboarding.until),
    ...gate(AFTER_TROUBLE, mending.until),
    ...gate(AFTER_TROUBLE, warning.until),
  ];
  const drafts: readonly Draft[] = [
    ...warning.drafts,
    ...mending.drafts,
    ...onboarding.drafts,
    ...planDates(planning),
    ...planCampaigns(planning),
    ...planPeriods(planning),
  ];
  const found = drafts.flatMap((draft) => {
    const settled = settleDay(planning, draft, gates);
    return settled === null || settled.day > until ? [] : [occurrenceOf(draft, settled.day, settled.moved)];
  });
  return [...found, ...planCadence(planning, gates)].sort(byDay);
}

function gate(asks: ReadonlySet<CareAsk>, until: DayNumber | null): readonly Gate[] {
  return until === null ? [] : [{ asks, until }];
}
