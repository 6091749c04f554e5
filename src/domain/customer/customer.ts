import type { Instant } from '../time.ts';
import type { Channel, PersonRef, Stage, Tier } from '../vocabulary.ts';

/** A company, or a person on their own (K1). */
export const CUSTOMER_KINDS = ['enterprise', 'individual'] as const;
export type CustomerKind = (typeof CUSTOMER_KINDS)[number];

/** What happens between a customer and us (K1). */
export const COOPERATION_TYPES = ['order', 'payment', 'delivery', 'renewal'] as const;
export type CooperationType = (typeof COOPERATION_TYPES)[number];

/** A date without a zone, `YYYY-MM-DD`. */
export type IsoDay = string;

/** What is recorded about a customer (K1); `null` where nobody said. Amounts are in the company's own currency. */
export interface Profile {
  readonly name: string;
  readonly shortName: string | null;
  readonly kind: CustomerKind;
  readonly vip: boolean;
  readonly industry: string | null;
  readonly size: string | null;
  readonly product: string | null;
  /** Contract amount a year. */
  readonly amount: number | null;
  readonly firstCooperation: IsoDay | null;
  readonly contractFrom: IsoDay | null;
  readonly contractUntil: IsoDay | null;
  /** What they say they need, and what we think they need. */
  readonly needs: string | null;
  readonly hiddenNeeds: string | null;
  readonly demands: string | null;
  readonly accountManager: PersonRef | null;
  readonly successManager: PersonRef | null;
}

/** A birthday as it was told. In the lunar calendar a month below zero is a leap month. */
export interface Birthday {
  readonly calendar: 'solar' | 'lunar';
  readonly month: number;
  readonly day: number;
  readonly year: number | null;
}

/** Somebody we talk to at a customer. */
export interface ContactPerson {
  readonly name: string;
  readonly post: string | null;
  /** The channel they prefer. */
  readonly channel: Channel | null;
  readonly phone: string | null;
  readonly mail: string | null;
  readonly birthday: Birthday | null;
}

/** What rules have to say about a customer, and what they saw. */
export interface Standing {
  readonly tier: Tier;
  readonly stage: Stage;
  readonly highValue: boolean;
  readonly evidence: Evidence;
}

/** The numbers a standing was computed from. */
export interface Evidence {
  /** Amount a year. */
  readonly amount: number;
  /** Whole months since the first cooperation; `null` before it. */
  readonly months: number | null;
  /** Interactions in the window of the policy. */
  readonly interactions: number;
  /** So many of them are WeCom's count, shared out over the customers of its members. Absent: none. */
  readonly wecomChats?: number | undefined;
  /** What speaks for losing the customer, worst first. */
  readonly warnings: readonly RiskWarning[];
}

/** Why a customer may be lost (R9). */
export type RiskWarning =
  /** Cooperation events fell by this share (0–1) against the window before. */
  | { readonly warning: 'events-down'; readonly share: number; readonly now: number; readonly before: number }
  /** No interaction for so many days. */
  | { readonly warning: 'silent'; readonly days: number }
  /** Of the attempts within the window, this share (0–1) reached somebody. */
  | { readonly warning: 'unanswered'; readonly share: number; readonly reached: number; readonly tried: number }
  /** What the customer spends fell by this share (0–1) against the window before. */
  | { readonly warning: 'spending-down'; readonly share: number; readonly now: number; readonly before: number }
  /** More displeasure than in the window before: displeased talks and complaints. */
  | { readonly warning: 'displeased'; readonly now: number; readonly before: number };

/** A tier pinned by hand. */
export interface TierPin {
  readonly by: PersonRef;
  readonly at: Instant;
}
