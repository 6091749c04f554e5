import type { CadenceAsk, CareRule, Festival } from '../care/vocabulary.ts';
import type { Purpose } from '../contact/contact.ts';
import type { Channel, Tier } from '../vocabulary.ts';

/** One demand of a tier's cadence (R5). */
export interface Cadence {
  readonly ask: CadenceAsk;
  /** Days from one matching contact to the next, at most. */
  readonly everyDays: number;
  /** Days before that at which the owner is asked. */
  readonly aheadDays: number;
  /** Contacts that count: on these channels, for one of these purposes; `null`: any. */
  readonly channels: readonly Channel[] | null;
  readonly purposes: readonly Purpose[] | null;
}

/** Numbers of care, all from the policy file. Days are calendar days unless they say otherwise. */
export interface CarePolicy {
  readonly rules: Readonly<Record<CareRule, boolean>>;
  /** In working days: R1 from the first payment or delivery, the others from the welcome talk. */
  readonly onboarding: {
    readonly welcome: number;
    readonly guide: number;
    readonly kit: number;
    readonly secondFrom: number;
    readonly secondUntil: number;
    /** Calendar days in which questions are answered. */
    readonly questionsDays: number;
    /** A first payment older than this (calendar days) makes nobody a new customer. */
    readonly withinDays: number;
  };
  readonly cadence: Readonly<Record<Tier, readonly Cadence[]>>;
  readonly dates: { readonly aheadDays: number };
  readonly festivals: {
    readonly days: readonly Festival[];
    readonly aheadDays: number;
  };
  readonly mending: { readonly firstDays: number; readonly againDays: number; readonly withinDays: number };
  /** Calendar days from the warning to the talk on its cause (S8), and from that talk to the next warning of its kind. */
  readonly churn: { readonly talkDays: number; readonly againDays: number };
  /** Days from one light touch to the next; `null`: none for this tier. */
  readonly lightTouch: Readonly<Record<Tier, number | null>>;
  readonly campaigns: {
    /** Customers that one owner is asked to invite a day. */
    readonly perDay: number;
    /** Working days from the answer to its follow-up. */
    readonly coming: number;
    readonly hesitating: number;
    readonly declined: number;
  };
  readonly periods: { readonly aheadDays: number };
}
