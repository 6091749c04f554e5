import type { IsoDay } from '../customer/customer.ts';
import type { Instant } from '../time.ts';
import type { Tier } from '../vocabulary.ts';
import type { CadenceAsk, CampaignAnswer, Festival } from './vocabulary.ts';

/** How a date that a year lacks was taken. */
export type DateTaken =
  /** The leap month is missing this year: the plain month of that number. */
  | 'leap-month-missing'
  /** The 30th of a month of 29 days: its last day. */
  | 'short-month'
  /** 29 February in a common year: the 28th. */
  | 'no-29-february';

/** Why something is asked for: which rule, and what it saw. Ids, days and numbers; words live in i18n. */
export type CareReason =
  | { readonly why: 'first-payment'; readonly day: IsoDay }
  | { readonly why: 'after-welcome'; readonly day: IsoDay }
  | { readonly why: 'questions'; readonly at: Instant }
  /** `since`: the last matching contact; `null`: there was none, counted from `from`. */
  | {
      readonly why: 'cadence';
      readonly tier: Tier;
      readonly ask: CadenceAsk;
      readonly everyDays: number;
      readonly since: IsoDay | null;
      readonly from: IsoDay;
    }
  | {
      readonly why: 'birthday';
      readonly personId: string;
      readonly on: IsoDay;
      readonly calendar: 'solar' | 'lunar';
      readonly taken: DateTaken | null;
    }
  | { readonly why: 'founding-day'; readonly on: IsoDay; readonly years: number; readonly taken: DateTaken | null }
  | { readonly why: 'anniversary'; readonly on: IsoDay; readonly years: number; readonly taken: DateTaken | null }
  | { readonly why: 'milestone'; readonly milestoneId: string; readonly on: IsoDay }
  | { readonly why: 'festival'; readonly festival: Festival; readonly on: IsoDay }
  | { readonly why: 'complaint'; readonly ticketId: string; readonly resolvedAt: Instant }
  | { readonly why: 'warning'; readonly raisedAt: Instant }
  | { readonly why: 'light-touch'; readonly everyDays: number; readonly since: IsoDay | null; readonly from: IsoDay }
  | { readonly why: 'campaign'; readonly campaignId: string }
  | { readonly why: 'campaign-answer'; readonly campaignId: string; readonly answer: CampaignAnswer }
  | { readonly why: 'contract-end'; readonly on: IsoDay }
  | { readonly why: 'delivery'; readonly on: IsoDay };

/** Why it is asked for on another day than the rule's own. */
export type MovedBecause =
  /** The rule's own day is a day of rest. */
  | 'rest'
  /** It became known, or could be asked for, only afterwards; an urgent ticket that is over may have held it. */
  | 'late'
  /** Put off by somebody. */
  | 'later'
  /** Another rule comes first: onboarding before cadence, mending and warnings before cheerful words. */
  | 'gives-way'
  /** An urgent ticket is open, or its day had a reminder already. */
  | 'held';
