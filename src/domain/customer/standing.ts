import { churnSigns } from '../care/churn.ts';
import type { CustomerPolicy } from '../policy/customer-policy.ts';
import { DAY_MS } from '../time.ts';
import { type Stage, TIERS, type Tier } from '../vocabulary.ts';
import type { Evidence, IsoDay, RiskWarning, Standing } from './customer.ts';

/** What is known of a customer when tier and stage are computed. Days are local days of the policy's zone. */
export interface Facts {
  readonly today: IsoDay;
  /** Contract amount a year; `null`: nobody said, counts as none. */
  readonly amount: number | null;
  readonly firstCooperation: IsoDay | null;
  /** Interactions within `interactionDays` of the policy. */
  readonly interactions: number;
  /** Of a messenger's own count what falls to this customer, shared out: an estimate. Absent: none is counted. */
  readonly wecomChats?: number;
  /** The last interaction ever; `null` when there was none. */
  readonly lastInteraction: IsoDay | null;
  /** Since when we know them: who was never spoken to is not silent before that. */
  readonly knownSince: IsoDay;
  /** Cooperation events in the window that ends today, and in the one before it. */
  readonly eventsNow: number;
  readonly eventsBefore: number;
  /** Attempts to talk with them in that window, and those that reached somebody. */
  readonly tried: number;
  readonly reached: number;
  /** Amounts of orders, payments and renewals in both windows. */
  readonly spentNow: number;
  readonly spentBefore: number;
  /** Displeased talks and complaints in both windows. */
  readonly displeasedNow: number;
  readonly displeasedBefore: number;
  /** The least amount with which a customer belongs to the share of high value; `null` when there is none. */
  readonly highValueFrom: number | null;
}

/** Tier, stage and value of a customer by rule (K2), with the numbers they come from. */
export function standingOf(facts: Facts, policy: CustomerPolicy): Standing {
  const { today, firstCooperation } = facts;
  const amount = facts.amount ?? 0;
  const isUnderWay = firstCooperation !== null && firstCooperation <= today;
  const months = isUnderWay ? monthsBetween(firstCooperation, today) : null;
  const days = isUnderWay ? daysBetween(firstCooperation, today) : null;
  const warnings = days === null ? [] : riskWarnings(facts, days, policy);
  const wecomChats = facts.wecomChats ?? 0;
  const evidence: Evidence = {
    ...{ amount, months, interactions: facts.interactions + wecomChats, warnings },
    ...(wecomChats > 0 ? { wecomChats } : {}),
  };
  return {
    tier: tierOf(evidence, policy),
    stage: stageOf(days, warnings, policy),
    highValue: facts.highValueFrom !== null && amount > 0 && amount >= facts.highValueFrom,
    evidence,
  };
}

/** The highest tier whose minimums are all met; `basic` when none is. */
function tierOf({ amount, months, interactions }: Evidence, { tiers }: CustomerPolicy): Tier {
  const met = TIERS.find((tier) => {
    const least = tier === 'basic' ? null : tiers[tier];
    if (least === null) return false;
    return amount >= least.amount && (months ?? 0) >= least.years * 12 && interactions >= least.interactions;
  });
  return met ?? 'basic';
}

function stageOf(days: number | null, warnings: readonly RiskWarning[], policy: CustomerPolicy): Stage {
  if (days === null) return 'prospect';
  if (warnings.length > 0) return 'at-risk';
  if (days <= policy.newDays) return 'new';
  return days <= policy.growingDays ? 'growing' : 'mature';
}

/** What speaks for losing a customer (R9). A new customer is not yet one to be lost. */
function riskWarnings(facts: Facts, days: number, { newDays, risk }: CustomerPolicy): readonly RiskWarning[] {
  if (days <= newDays) return [];
  const heardAt = facts.lastInteraction ?? facts.knownSince;
  return churnSigns({ ...facts, silentDays: daysBetween(heardAt, facts.today) }, risk);
}

/** Days from one day to another; negative when the other is earlier. */
export function daysBetween(from: IsoDay, to: IsoDay): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}

/** Whole months from one day to a later one: the 31st of January to the 28th of February is none yet. */
function monthsBetween(from: IsoDay, to: IsoDay): number {
  const [fromYear = 0, fromMonth = 0, fromDay = 0] = from.split('-').map(Number);
  const [toYear = 0, toMonth = 0, toDay = 0] = to.split('-').map(Number);
  return (toYear - fromYear) * 12 + toMonth - fromMonth - (toDay < fromDay ? 1 : 0);
}
