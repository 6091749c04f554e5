import type { CareOccurrence } from '../../domain/care/plan.ts';
import type {
  ContactPerson,
  CooperationType,
  IsoDay,
  Profile,
  Standing,
  TierPin,
} from '../../domain/customer/customer.ts';
import type { Match } from '../../domain/customer/rank-customers.ts';
import type { PersonPatch, ProfilePatch } from '../../domain/customer/read-profile.ts';
import type { Facts } from '../../domain/customer/standing.ts';
import type { CustomerPolicy } from '../../domain/policy/customer-policy.ts';
import type { Instant, Ms } from '../../domain/time.ts';
import type { Channel, PersonRef, Role, Stage, Status, Tier, Urgency } from '../../domain/vocabulary.ts';

/** What is needed to name a customer and to tell it from others of like names. */
export interface CustomerBrief {
  readonly id: string;
  /** The running number; shown as `customerNumber` makes it. */
  readonly number: number;
  readonly name: string;
  readonly shortName: string | null;
  readonly vip: boolean;
  readonly tier: Tier | null;
  readonly stage: Stage | null;
  readonly industry: string | null;
  readonly accountManager: PersonRef | null;
}

/** A customer that may be meant, and how it answers to what was typed. */
export interface CustomerHit extends CustomerBrief {
  readonly match: Match;
  /** Less is better; comparable within one search. */
  readonly cost: number;
}

export interface PersonView extends ContactPerson {
  readonly id: string;
  readonly leftAt: Instant | null;
}

export interface CooperationView {
  readonly type: CooperationType;
  readonly day: IsoDay;
  readonly amount: number | null;
  readonly remark: string | null;
}

/** An open ticket as everybody may see it: what it is about, not what was said. */
export interface OpenTicketBrief {
  readonly number: string;
  readonly problemType: string | null;
  readonly urgency: Urgency;
  readonly status: Status;
  readonly team: string;
  readonly owner: PersonRef | null;
  readonly dueAt: Instant | null;
}

/** A customer as people see it. */
export interface CustomerView {
  readonly id: string;
  readonly number: number;
  readonly profile: Profile;
  readonly tags: readonly string[];
  readonly tier: Tier | null;
  readonly pin: (TierPin & { readonly reason: string | null }) | null;
  readonly stage: Stage | null;
  readonly highValue: boolean;
  readonly evidence: Standing['evidence'] | null;
  readonly assessedAt: Instant | null;
  readonly people: readonly PersonView[];
  /** The last ones, newest first. */
  readonly cooperation: readonly CooperationView[];
  readonly openTickets: readonly OpenTicketBrief[];
  readonly createdAt: Instant;
}

/** What was said and promised lately; filled by whoever keeps contacts. */
export interface CustomerActivity {
  /** Newest first. */
  readonly contacts: readonly {
    readonly at: Instant;
    readonly channel: Channel | null;
    readonly isReached: boolean;
    readonly moods: readonly string[];
    readonly by: PersonRef;
    readonly gist: string | null;
  }[];
  /** Soonest due first. */
  readonly promises: readonly {
    readonly owner: PersonRef | null;
    readonly dueAt: Instant;
    readonly body: string;
  }[];
  /** What is to be done next for the relation itself; `null` when nothing is planned. */
  readonly nextCare: Pick<CareOccurrence, 'rule' | 'ask' | 'day'> | null;
}

export type ReadActivity = (customerId: string) => Promise<CustomerActivity>;

/** Nobody keeps contacts here. */
export const NO_ACTIVITY: CustomerActivity = { contacts: [], promises: [], nextCare: null };

/** What happened to a customer: ids and enums, never words. */
export type CustomerEvent =
  | { readonly type: 'customer-created' }
  | { readonly type: 'customer-edited'; readonly fields: readonly string[] }
  | { readonly type: 'customer-tagged'; readonly added: number; readonly removed: number }
  | { readonly type: 'person-kept'; readonly person: string; readonly isNew: boolean }
  | { readonly type: 'person-left'; readonly person: string }
  | { readonly type: 'cooperated'; readonly cooperation: string; readonly kind: CooperationType }
  | { readonly type: 'tier-pinned'; readonly tier: Tier }
  | { readonly type: 'tier-unpinned' }
  | { readonly type: 'assessed'; readonly tier: Tier; readonly stage: Stage }
  | { readonly type: 'customer-merged'; readonly other: string; readonly into: boolean };

export interface NewPerson {
  readonly id: string;
  readonly patch: PersonPatch & { readonly name: string };
}

export interface NewCooperation {
  readonly id: string;
  readonly type: CooperationType;
  readonly day: IsoDay;
  readonly amount: number | null;
  readonly remark: string | null;
}

/** A customer to be written; the number is the database's. */
export interface NewCustomer {
  readonly dedupeKey: string;
  readonly id: string;
  readonly by: PersonRef;
  readonly at: Instant;
  readonly profile: ProfilePatch & { readonly name: string };
  readonly tags: readonly string[];
  readonly people: readonly NewPerson[];
}

/** What a verb changes on one customer; absent keys stay. */
export interface CustomerChanges {
  readonly event: CustomerEvent;
  readonly by: PersonRef;
  readonly at: Instant;
  /** Words that go with the event. */
  readonly remark?: string | null;
  readonly profile?: ProfilePatch;
  readonly tagsOn?: readonly string[];
  readonly tagsOff?: readonly string[];
  readonly person?: NewPerson;
  readonly personLeft?: string;
  readonly cooperation?: NewCooperation;
  readonly pin?: { readonly tier: Tier; readonly reason: string } | null;
  readonly standing?: Standing;
}

/** Why something was not done with a customer; nothing was changed. */
export type CustomerRefusal =
  | { readonly code: 'refused'; readonly reason: 'unknown-customer' }
  | { readonly code: 'refused'; readonly reason: 'needs-role'; readonly role: Role }
  | { readonly code: 'refused'; readonly reason: 'nothing-to-change' }
  | { readonly code: 'refused'; readonly reason: 'name-taken'; readonly number: number }
  | { readonly code: 'refused'; readonly reason: 'same-customer' }
  | { readonly code: 'refused'; readonly reason: 'unknown-person'; readonly people: number };

/** What came of it: numbers and ids only, so that it can be kept for a repeat. */
export type CustomerOutcome =
  | { readonly code: 'created'; readonly number: number }
  | {
      readonly code: 'changed';
      readonly number: number;
      readonly tierBefore: Tier | null;
      readonly tierAfter: Tier | null;
    }
  | { readonly code: 'merged'; readonly number: number; readonly from: number; readonly tickets: number }
  | CustomerRefusal;

export interface CustomerFilter {
  readonly of?: PersonRef;
  readonly isVip?: true;
  readonly tier?: Tier;
  readonly stage?: Stage;
  readonly isHighValue?: true;
  /** Folded tag. */
  readonly tag?: string;
}

export interface CustomerPage {
  readonly customers: readonly CustomerBrief[];
  readonly total: number;
}

/** A line of the audit: who, what, about whom; never a value. */
export interface AuditEntry {
  readonly at: Instant;
  readonly by: PersonRef;
  readonly what: 'revealed' | 'exported' | 'imported' | 'erased';
  readonly subjectId: string | null;
  readonly data: Readonly<Record<string, string | number | boolean | null>>;
}

/** Everything in a table of customers, one row each, with the first people. */
export interface ExportRow {
  readonly number: number;
  readonly profile: Profile;
  readonly tier: Tier | null;
  readonly stage: Stage | null;
  readonly tags: readonly string[];
  readonly person: ContactPerson | null;
}

/** `meant` (the default): one who alone is called exactly so is enough. `everyone`: also who is only like it. */
export type SearchScope = 'meant' | 'everyone';

export interface CustomerStore {
  /** Who may be meant by a text, best first. */
  search(text: string, limit: number, scope?: SearchScope): Promise<readonly CustomerHit[]>;
  /** One customer by its number; a merged one leads to what it was merged into. */
  find(number: number): Promise<CustomerView | null>;
  list(filter: CustomerFilter, page: { readonly offset: number; readonly limit: number }): Promise<CustomerPage>;
  /** Writes a customer, unless one of the very name is there. A repeated key gets the first outcome. */
  create(customer: NewCustomer, budgetMs: Ms): Promise<CustomerOutcome>;
  /** Locks one customer, lets `decide` look at it and writes what it decided, once per dedupe key. */
  change(
    request: { readonly dedupeKey: string; readonly number: number; readonly budgetMs: Ms },
    decide: (view: CustomerView | null) => CustomerChanges | CustomerRefusal,
  ): Promise<CustomerOutcome>;
  /** Makes one customer of two: everything of `from` becomes `into`'s, and its names go on leading there. */
  merge(request: {
    readonly dedupeKey: string;
    readonly from: number;
    readonly into: number;
    readonly by: PersonRef;
    readonly at: Instant;
    readonly budgetMs: Ms;
  }): Promise<CustomerOutcome>;
  audit(entry: AuditEntry): Promise<void>;
  /** Rows of a table, in order of number, so many at a time. */
  exportRows(filter: CustomerFilter, afterNumber: number, limit: number): Promise<readonly ExportRow[]>;
}

/** What is done for all customers in the background: how they are found, and where they stand. */
export interface CustomerUpkeep {
  /** Makes the look-up keys of customers that have none of this release. Returns how many; fewer than `limit`: all done. */
  indexSome(limit: number): Promise<number>;
  /** Computes where customers stand: one, or the next `limit` after an id. Returns the last id, `null` after the end. */
  assess(which: AssessWhich, rules: AssessRules): Promise<AssessReport>;
  /** What is known of one customer just now, for a decision about it. */
  factsOf(customerId: string, rules: AssessRules): Promise<Facts | null>;
  highValueFrom(policy: CustomerPolicy): Promise<number | null>;
}

export type AssessWhich = { readonly one: string } | { readonly after: string | null; readonly limit: number };

export interface AssessRules {
  readonly policy: CustomerPolicy;
  /** Local day of the policy's zone. */
  readonly today: string;
  readonly timezone: string;
  readonly now: Instant;
  readonly highValueFrom: number | null;
  /** Talks that WeCom counted are interactions too. */
  readonly countsWecomChats: boolean;
}

export interface AssessReport {
  /** Where to go on; `null` when there are no more. */
  readonly after: string | null;
  readonly assessed: number;
  /** Whose tier is another now: clocks of their tickets may follow. */
  readonly tierChanged: readonly string[];
}
