import type { Invitable, Invitation } from '../../domain/care/campaign.ts';
import type { Care, CareDeed, CareEvent } from '../../domain/care/care.ts';
import type { CareContactFact, CareFacts } from '../../domain/care/facts.ts';
import type { CareOccurrence } from '../../domain/care/plan.ts';
import type { CareReason, MovedBecause } from '../../domain/care/reason.ts';
import type { CampaignAnswer, CareAsk, CareRule } from '../../domain/care/vocabulary.ts';
import type { Commitment } from '../../domain/commitment/commitment.ts';
import type { IsoDay, RiskWarning } from '../../domain/customer/customer.ts';
import type { Instant, Ms } from '../../domain/time.ts';
import type { PersonRef, Stage, Tier } from '../../domain/vocabulary.ts';
import type { CareResult } from './result.ts';
import type { CareList } from './tell-lists.ts';

/** What is stored about a customer that care depends on; what follows from the history of its care comes from there. */
export interface CareKnown
  extends Omit<
    CareFacts,
    'team' | 'owner' | 'tier' | 'stage' | 'contacts' | 'warning' | 'questionsAt' | 'open' | 'answers' | 'lastAskedDay'
  > {
  /** The running number. */
  readonly number: number;
  readonly accountManager: PersonRef | null;
  readonly tier: Tier | null;
  readonly stage: Stage | null;
  /** Newest first, each with its id. */
  readonly contacts: readonly CareContact[];
  /** Number of an urgent ticket that is open. */
  readonly urgentTicket: string | null;
  /** What speaks for losing the customer, as last computed. */
  readonly signs: readonly RiskWarning[];
}

export interface CareContact extends CareContactFact {
  readonly id: string;
  readonly by: PersonRef;
}

/** A customer as the planner and the verbs see it, read under its lock. */
export interface LoadedCare {
  readonly id: string;
  readonly known: CareKnown;
  readonly events: readonly CareEvent[];
  readonly commitments: readonly Commitment[];
  /** Of the whole history of the customer, in which care is a part. */
  readonly lastSeq: number;
}

/** A day ahead, as lists show it. */
export interface CareDayRow {
  readonly day: IsoDay;
  readonly rule: CareRule;
  readonly ask: CareAsk;
  readonly reason: CareReason;
  readonly moved: MovedBecause | null;
  readonly how: CareOccurrence['how'];
  /** Whose channel it goes to. */
  readonly team: string;
}

/** What was decided about one customer. */
export interface CareChanges {
  readonly events: readonly { readonly event: CareEvent; readonly remark: string | null }[];
  /** Those that are new or changed. */
  readonly commitments: readonly Commitment[];
  /** The moment as of which all of this was decided. */
  readonly plannedAt: Instant;
  /** When to look again; `null`: not before something changes. */
  readonly nextAt: Instant | null;
  readonly ahead: readonly CareDayRow[];
  /** What the customer said to an invitation. */
  readonly invitation?: {
    readonly campaignId: string;
    readonly answer: CampaignAnswer;
    readonly at: Instant;
    readonly by: PersonRef;
  };
}

/** A customer to be cared for, as people see it: for reminders and lists, words included. */
export interface CareView {
  readonly id: string;
  /** As it is shown: `K00001`. */
  readonly number: string;
  readonly name: string;
  readonly vip: boolean;
  readonly tier: Tier | null;
  readonly stage: Stage | null;
  readonly highValue: boolean;
  readonly team: string;
  /** Nobody opens it anywhere. */
  readonly origin: null;
  readonly care: Care;
  /** What was asked for, by the number of the ask; also of asks that are over. */
  readonly asked: ReadonlyMap<number, Extract<CareDeed, { readonly type: 'care-asked' }>>;
  readonly commitments: readonly Commitment[];
  /** Names of what reasons speak of (people, tickets, milestones, campaigns), by id. */
  readonly namesById: ReadonlyMap<string, string>;
  /** Numbers of the campaigns that reasons speak of, as they are shown, by id. */
  readonly campaignNumbers: ReadonlyMap<string, string>;
  /** Number of the urgent ticket for whose end everything waits. */
  readonly urgentTicket: string | null;
  /** Number of the urgent ticket whose end let go what is open now. */
  readonly released: string | null;
  /** What speaks for losing the customer, as last seen. */
  readonly signs: readonly RiskWarning[];
}

/** One line of a list of asks. */
export interface ListedAsk {
  readonly view: CareView;
  readonly n: number;
}

/** One line of a list of days ahead. */
export interface ListedDay extends CareDayRow {
  readonly customerId: string;
  readonly number: string;
  readonly name: string;
  readonly vip: boolean;
  readonly owner: PersonRef | null;
}

/** Whose care a list shows: somebody's own, or whole teams' with what nobody owns. */
export interface CareFilter {
  readonly owner?: PersonRef;
  readonly teams?: readonly string[];
}

export interface ReplanReport {
  /** Customers looked at. */
  readonly customers: number;
  /** Asks that are new. */
  readonly asked: number;
  readonly failures: readonly { readonly customerId: string; readonly error: unknown }[];
}

/** What reading facts depends on. */
export interface CareReading {
  readonly timezone: string;
  readonly now: Instant;
  /** Contacts as old as this are read. */
  readonly contactDays: number;
  /** Complaints resolved since so many days. */
  readonly mendingDays: number;
  /** Care began here then, at the earliest. */
  readonly careSince: IsoDay;
}

export interface CareStore {
  /**
   * Takes customers whose time has come or that were marked, at most `limit`, locks them, reads them in bulk, lets
   * `decide` look at each and writes all of it in the same transaction. Whoever somebody else is working on is left for
   * the next time. A batch that fails is redone one by one, and who fails alone is set aside for an hour.
   */
  replan(
    reading: CareReading,
    limit: number,
    decide: (loaded: LoadedCare) => CareChanges | null,
  ): Promise<ReplanReport>;
  /** Plans one customer now, whether it is due or not; nobody, where somebody else is working on it. */
  planAgain(
    reading: CareReading,
    id: string,
    decide: (loaded: LoadedCare) => CareChanges | null,
  ): Promise<ReplanReport>;
  /** One deed on one customer: lock, look, decide, write, once per dedupe key. */
  change(
    reading: CareReading,
    request: { readonly dedupeKey: string; readonly number: number; readonly budgetMs: Ms },
    decide: (loaded: LoadedCare | null) => { readonly outcome: CareResult; readonly changes: CareChanges | null },
  ): Promise<CareResult>;
  /** One customer as it stands, without a lock; `null` when there is none. */
  load(reading: CareReading, which: number | string): Promise<LoadedCare | null>;
  view(number: number): Promise<CareView | null>;
  /** Asks that are open, the most urgent first. */
  openAsks(
    filter: CareFilter,
    page: { readonly offset: number; readonly limit: number },
  ): Promise<{ readonly asks: readonly ListedAsk[]; readonly total: number }>;
  /** Days ahead, in order. */
  ahead(
    filter: CareFilter,
    from: IsoDay,
    until: IsoDay,
    page: { readonly offset: number; readonly limit: number },
  ): Promise<{ readonly days: readonly ListedDay[]; readonly total: number }>;
  /** Names of what reasons speak of, by id. */
  names(reasons: readonly CareReason[]): Promise<ReadonlyMap<string, string>>;
  /** Lists of whom to greet whose day lies in `[from, until]`, one a team and festival; ids of at most `named` customers. */
  listsDue(from: IsoDay, until: IsoDay, named: number): Promise<readonly Omit<CareList, 'about'>[]>;
  /** When the planner has something to do; marks count as now. */
  nextAt(now: Instant): Promise<Instant | null>;
  /** Everybody is planned anew. */
  replanAll(): Promise<void>;
  /** The first day on which care was switched on here; kept from the first call on. */
  careSince(today: IsoDay): Promise<IsoDay>;
  /** Remembers under what everybody was planned; false when it was that already. */
  notePrint(print: string): Promise<boolean>;
}

/** What is stored of a customer's plan, with everything that it was made from, as of one moment. */
export interface StoredPlan {
  readonly id: string;
  /** `null`: its rows cannot be read. */
  readonly loaded: LoadedCare | null;
  /** When it was planned; `null`: nobody knows, an older release did. */
  readonly plannedAt: Instant | null;
  readonly nextAt: Instant | null;
  /** Something has changed since: the planner comes to it by itself. */
  readonly isMarked: boolean;
  /** Days ahead as they are stored: `2026-03-03/dates/0` and what stands there, in a canonical form. */
  readonly ahead: ReadonlyMap<string, string>;
}

/** What the rolling check over care reads and remembers. */
export interface CareCheckStore {
  /** So many customers after this one, by id, with the terms under which everybody was planned (`careTermsPrint`). */
  stored(
    reading: CareReading,
    after: string | null,
    limit: number,
  ): Promise<{ readonly print: string | null; readonly plans: readonly StoredPlan[] }>;
  /** Days ahead in the form of `StoredPlan`. */
  canonical(ahead: readonly CareDayRow[]): ReadonlyMap<string, string>;
  /** Where the check goes on, for whichever replica's turn it is; `null`: at the beginning. */
  checkedUpTo(): Promise<string | null>;
  noteCheckedUpTo(after: string | null): Promise<void>;
}

/** By what a campaign picks its customers; everything named must hold, of several of one sort any. */
export interface CampaignFilter {
  /** Folded tags. */
  readonly tags: readonly string[];
  readonly tiers: readonly Tier[];
  readonly stages: readonly Stage[];
}

/** A campaign with what came of it so far. */
export interface CampaignView {
  readonly id: string;
  /** As it is shown: `H00001`. */
  readonly number: string;
  readonly title: string;
  readonly by: PersonRef;
  readonly filter: CampaignFilter;
  readonly createdAt: Instant;
  readonly endedAt: Instant | null;
  readonly counts: Readonly<Record<CampaignAnswer | 'open', number>> & { readonly customers: number };
  /** The last day on which somebody is asked to invite. */
  readonly until: IsoDay | null;
}

/** Who a campaign would invite. */
export interface PickedCustomer extends Omit<Invitable, 'team'> {
  readonly name: string;
}

/** A customer of a campaign, with its answer. */
export interface CampaignMember {
  /** As it is shown: `K00001`. */
  readonly number: string;
  readonly name: string;
  readonly vip: boolean;
  readonly highValue: boolean;
  readonly stage: Stage | null;
  readonly owner: PersonRef | null;
  /** The day on which its owner is asked to invite it. */
  readonly day: IsoDay;
  readonly answer: CampaignAnswer | null;
}

/** Whose customers of a campaign are meant: those of these people, and of whoever is not among `otherThan`; `null`: all. */
export type MembersOf = {
  readonly owners: readonly PersonRef[];
  /** `null`: of nobody else. An empty list: also of everybody else. */
  readonly otherThan: readonly PersonRef[] | null;
} | null;

/** One page of a campaign's customers, with how many there are and how many have not answered. */
export interface MemberPage {
  readonly members: readonly CampaignMember[];
  readonly total: number;
  readonly open: number;
}

export interface CampaignStore {
  /** Customers of a campaign: those without an answer first, then in the order in which the campaign reaches them. */
  members(id: string, of: MembersOf, page: { readonly offset: number; readonly limit: number }): Promise<MemberPage>;
  pick(filter: CampaignFilter): Promise<readonly PickedCustomer[]>;
  /** Writes a campaign with its invitations, once per dedupe key. Resolves with its running number. */
  start(campaign: {
    readonly dedupeKey: string;
    readonly id: string;
    readonly title: string;
    readonly by: PersonRef;
    readonly at: Instant;
    readonly filter: CampaignFilter;
    readonly invitations: readonly Invitation[];
  }): Promise<number>;
  find(number: number): Promise<CampaignView | null>;
  /** Newest first. */
  list(limit: number): Promise<readonly CampaignView[]>;
  /** False when it had ended already. */
  end(id: string, at: Instant): Promise<boolean>;
}

/** A day of a customer's own. */
export interface CareDateRow {
  readonly id: string;
  readonly kind: 'founded' | 'milestone';
  readonly day: IsoDay;
  readonly title: string | null;
}

export interface CareDateStore {
  /** Keeps a day; of founding days there is one. */
  keep(customerId: string, date: CareDateRow, by: PersonRef, at: Instant): Promise<void>;
  /** Removes days of a kind; returns how many. */
  remove(customerId: string, kind: CareDateRow['kind']): Promise<number>;
}
