import type { Mood, Purpose } from '../contact/contact.ts';
import type { Birthday, CooperationType, CustomerKind, IsoDay } from '../customer/customer.ts';
import type { Instant } from '../time.ts';
import type { Channel, PersonRef, Stage, Tier } from '../vocabulary.ts';
import type { CampaignAnswer, CareOutcome } from './vocabulary.ts';

/**
 * Everything that the planner knows of one customer. Ids, enums, days and times only: no names and no words. Days are
 * local days of the policy's zone. What is older than `contactDaysNeeded` (match.ts) may be left out.
 */
export interface CareFacts {
  readonly customerId: string;
  /** Who is asked: the owner's team, and the owner (account manager; else `null`: the team as a whole). */
  readonly team: string;
  readonly owner: PersonRef | null;
  readonly kind: CustomerKind;
  readonly tier: Tier;
  /** Since when it has this tier; `null`: nobody knows, always. */
  readonly tierSince: IsoDay | null;
  readonly stage: Stage;
  readonly vip: boolean;
  readonly highValue: boolean;
  readonly industry: string | null;
  readonly tags: readonly string[];
  readonly firstCooperation: IsoDay | null;
  /** The company's founding day; only month and day count. */
  readonly foundedOn: IsoDay | null;
  readonly contractFrom: IsoDay | null;
  readonly contractUntil: IsoDay | null;
  readonly milestones: readonly { readonly id: string; readonly day: IsoDay }[];
  /** People with a birthday who have not left. */
  readonly people: readonly { readonly id: string; readonly birthday: Birthday }[];
  /**
   * Orders, payments, deliveries, renewals; deliveries may lie ahead. Needed: those of the last 90 days and ahead, and
   * in any case the first payment and the first delivery ever.
   */
  readonly events: readonly CareEventFact[];
  /** Newest first, without doubles (`same_as`). */
  readonly contacts: readonly CareContactFact[];
  /** Complaints resolved in the last `mending.within` days. */
  readonly complaints: readonly { readonly ticketId: string; readonly resolvedAt: Instant }[];
  /** An urgent ticket of this customer is open: nothing is asked for meanwhile. */
  readonly hasUrgentOpen: boolean;
  /** When the customer asked something in the welcome talk that is not answered yet (R2). */
  readonly questionsAt: Instant | null;
  /** The lost-customer warning that nobody has talked about yet (R9). */
  readonly warning: { readonly raisedAt: Instant } | null;
  readonly campaigns: readonly CampaignFact[];
  /** Items that were asked for and are not answered: they are not asked for twice. */
  readonly open: readonly { readonly key: string }[];
  /** Answers so far, at least those of the last 400 days; of several for one key the last one counts. */
  readonly answers: readonly CareAnswer[];
  /** The local day of the last ask: at most one a day. */
  readonly lastAskedDay: IsoDay | null;
  /** Since when this customer is cared for here (known to us, and care switched on): nothing before it is made up for. */
  readonly careSince: IsoDay;
  /** Nothing is owed any more; `left`: the customer has gone for good. */
  readonly gone: 'merged' | 'erased' | 'left' | null;
}

export interface CareEventFact {
  readonly type: CooperationType;
  readonly day: IsoDay;
  readonly amount: number | null;
  /** Names a delivery that lies ahead; other events need none. */
  readonly id?: string;
}

export interface CareContactFact {
  readonly at: Instant;
  /** Local day of `at`. */
  readonly day: IsoDay;
  readonly channel: Channel | null;
  readonly purposes: readonly Purpose[];
  readonly isReached: boolean;
  readonly moods: readonly Mood[];
}

/** One customer's place in a campaign: the day on which its owner is asked to invite it, and what it said. */
export interface CampaignFact {
  readonly campaignId: string;
  readonly day: IsoDay;
  readonly answer: { readonly answer: CampaignAnswer; readonly day: IsoDay } | null;
  /** Nobody is invited any more; follow-ups of answers stay. */
  readonly isEnded: boolean;
}

/** What was said to a care item. */
export interface CareAnswer {
  readonly key: string;
  readonly day: IsoDay;
  readonly outcome: CareOutcome;
  /** For `later`: the day on which it is asked for again. */
  readonly until: IsoDay | null;
}
