import type { Commitment } from '../domain/commitment/commitment.ts';
import type { PolicyInForce } from '../domain/commitment/track.ts';
import type { Repeat } from '../domain/ticket/repeats.ts';
import type { TicketDeed, TicketEvent, Waiting } from '../domain/ticket/ticket.ts';
import type { Instant, Ms } from '../domain/time.ts';
import type { Address, Kind, PersonRef, Status, Tier, Urgency } from '../domain/vocabulary.ts';
import type { Outcome } from './outcome.ts';

/** Business time: the database's, plus the playground's offset. Everything a customer is owed is measured by it. */
export interface Clock {
  now(): Instant;
}

/** Where policies come from: the one in force, and any that ever was. */
export interface Policies {
  active(): PolicyInForce;
  /** Throws UnknownPolicy when none of that hash is known here (yet). */
  byHash(hash: string): PolicyInForce;
  /** Looks for what other replicas have put in force. */
  refresh(): Promise<unknown>;
}

/** A platform that is connected, and the workspace it is connected to. */
export interface Surface {
  readonly platform: Address['platform'];
  readonly workspace: string;
  /** Beginnings of the conversations that it reaches (`bot:`, `@`); absent: all of its workspace. */
  readonly serves?: readonly string[];
  /** The account of somebody's direct leader, by the company's address book; `null` when none is known (yet). */
  leaderOf?(accountId: string): string | null;
}

/** A ticket as people see it, words included. */
export interface TicketView {
  readonly id: string;
  readonly number: string;
  readonly customer: { readonly name: string; readonly vip: boolean; readonly tier?: Tier } | null;
  readonly kind: Kind;
  readonly urgency: Urgency;
  readonly complex: boolean;
  readonly status: Status;
  readonly team: string;
  readonly owner: PersonRef | null;
  readonly opener: PersonRef;
  readonly description: string;
  readonly problemType: string | null;
  readonly sourceLink: string | null;
  /** Who wrote the message it was made from; absent when unknown. */
  readonly author?: PersonRef;
  readonly round: number;
  readonly needsEscalation: boolean;
  readonly score: number | null;
  readonly eta: Instant | null;
  readonly waiting: Waiting | null;
  readonly spokenAt: Instant;
  readonly createdAt: Instant;
  readonly origin: Address | null;
  readonly commitments: readonly Commitment[];
  /** Number of the ticket that it goes on in; absent: it was not merged. */
  readonly mergedInto?: string;
  /** Numbers of tickets that go on in this one; absent for none. */
  readonly absorbed?: readonly string[];
  /** That the customer has said it before; absent: not that we know. */
  readonly linked?: Repeat;
  /** Hash of the policy that its deadlines stand under. */
  readonly policy: string;
  /** The tier that its deadlines stand under; the customer's own may just have changed. */
  readonly tier: Tier | null;
}

/** An entry of the history with the words that came with it. */
export interface HistoryEntry extends TicketEvent {
  readonly remark: string | null;
}

/** Everything a use case may want to know of one ticket, read under its lock. */
export interface LoadedTicket {
  readonly view: TicketView;
  readonly events: readonly TicketEvent[];
}

/** A card to be posted and kept up to date. */
export interface NewCard {
  readonly id: string;
  readonly kind: 'ticket' | 'notice';
  readonly noticeId: string | null;
  readonly to: Address;
}

/** A customer as somebody names it: found by its name or number, else a new one. */
export interface NamedCustomer {
  readonly name: string;
  readonly key: string;
  /** It is one of its own, whoever else is called like it: the person has seen those, and means none of them. */
  readonly asWritten?: boolean;
}

/** A ticket to be written, complete but for its number. */
export interface NewTicket {
  readonly dedupeKey: string;
  /** Same for the same person and words: within 30 s it finds the first ticket. */
  readonly sameKey: string;
  /** "Create another": the same words are meant. */
  readonly evenIfSame: boolean;
  /** Unique key of the message it is made from. */
  readonly sourceKey: string | null;
  readonly sourceLink: string | null;
  /** Thread of that message, in the conversation of `origin`: it is told what became of it. */
  readonly sourceThread: { readonly conversation: string; readonly message: string } | null;
  readonly id: string;
  readonly customer: ({ readonly id: string } & NamedCustomer) | null;
  readonly kind: Kind;
  readonly urgency: Urgency;
  readonly complex: boolean;
  readonly team: string;
  readonly owner: PersonRef | null;
  readonly opener: PersonRef;
  readonly description: string;
  readonly problemType: string | null;
  readonly spokenAt: Instant;
  readonly createdAt: Instant;
  readonly policy: string;
  /** Month of the number, `YYYYMM` in the policy's zone. */
  readonly month: string;
  readonly origin: Address | null;
  readonly events: readonly TicketEvent[];
  readonly commitments: readonly Commitment[];
  readonly cards: readonly NewCard[];
}

export type CreateResult =
  | {
      readonly status: 'created' | 'repeated';
      readonly number: string;
      readonly tier?: Tier;
      /** Number of the customer, where it goes by another name than was typed. */
      readonly knownAs?: number;
      /** Numbers of customers who are called as was typed as well: it stayed as typed. */
      readonly others?: readonly number[];
      /** Nobody of that name was known: there is a new customer now. */
      readonly newCustomer?: true;
    }
  /** The same person said the same within 30 s; nothing was created. */
  | { readonly status: 'same-words'; readonly number: string }
  /** The message was made into a ticket before. */
  | { readonly status: 'from-message'; readonly number: string };

/** What a verb changes on one ticket. */
export interface TicketChanges {
  readonly events: readonly { readonly event: TicketEvent; readonly remark: string | null }[];
  /** Columns to set; absent keys stay. */
  readonly set: {
    readonly kind?: Kind;
    readonly urgency?: Urgency;
    readonly complex?: boolean;
    readonly status?: Status;
    readonly team?: string;
    readonly owner?: PersonRef | null;
    readonly round?: number;
    readonly needsEscalation?: boolean;
    readonly score?: number | null;
    readonly eta?: Instant | null;
    readonly waiting?: Waiting | null;
    readonly description?: string;
    readonly problemType?: string | null;
    readonly policy?: string;
    readonly tier?: Tier | null;
    readonly spokenAt?: Instant;
    /** Id of the ticket that it goes on in. */
    readonly mergedInto?: string;
    readonly linked?: Repeat;
  };
  readonly customer?: { readonly id: string } & NamedCustomer;
  readonly commitments: readonly Commitment[];
  /** Conversations that must carry the ticket's card; those that have it are left as they are. */
  readonly homes: readonly Address[];
  /** Ids for the cards that `homes` may need, one each. */
  readonly cardIds: readonly string[];
  readonly updatedAt: Instant;
}

/** What a use case made of a loaded ticket: nothing is written without `changes`. */
export interface Decided {
  readonly outcome: Outcome;
  readonly changes: TicketChanges | null;
}

/** What a use case made of two tickets together. */
export interface DecidedTwo {
  readonly outcome: Outcome;
  /** Of the first and of the other; `null`: nothing is written. */
  readonly changes: readonly [TicketChanges, TicketChanges] | null;
}

export interface TicketFilter {
  /** Owned or opened by this person: whoever took the customer's word waits for the result (T12). */
  readonly of?: PersonRef;
  /** Of these teams; and whatever `orOf` owns or opened elsewhere. */
  readonly teams?: readonly string[];
  readonly orOf?: PersonRef;
  readonly statuses?: readonly Status[];
  readonly customerKey?: string;
  /** A deadline has passed and is not met. */
  readonly overdueAt?: Instant;
}

export interface TicketPage {
  readonly tickets: readonly TicketView[];
  readonly total: number;
}

/** An open ticket as far as it tells whether a new one is the same. */
export interface OpenReport {
  readonly number: string;
  readonly team: string;
  readonly owner: PersonRef | null;
  readonly opener: PersonRef;
  readonly status: Status;
  readonly description: string;
  readonly problemType: string | null;
}

export interface TicketStore {
  /** Writes a ticket; on a repeat says which ticket the first one made. One statement, shared with what arrives meanwhile. */
  create(ticket: NewTicket): Promise<CreateResult>;
  /**
   * Locks one ticket, lets `decide` look at it (`null`: no such number) and writes what it decided, all in one
   * transaction together with the dedupe key. A repeated key gets the first outcome and `decide` is not asked.
   */
  change(
    request: { readonly dedupeKey: string; readonly number: string; readonly budgetMs: Ms },
    decide: (loaded: LoadedTicket | null) => Decided,
  ): Promise<Outcome>;
  /** The same with two tickets: both are locked, in one order everywhere, and both are written or neither. */
  changeTwo(
    request: {
      readonly dedupeKey: string;
      readonly number: string;
      readonly other: string;
      readonly budgetMs: Ms;
    },
    decide: (loaded: LoadedTicket | null, other: LoadedTicket | null) => DecidedTwo,
  ): Promise<Outcome>;
  find(number: string): Promise<TicketView | null>;
  /** Those of these numbers that there are. */
  findAll(numbers: readonly string[]): Promise<readonly TicketView[]>;
  /** Tickets of whoever goes by this name on which work is owed, the newest first; bounded. */
  openOf(customerKey: string): Promise<readonly OpenReport[]>;
  /** Number of the ticket that was made from this message; `null` when none was. */
  findBySource(sourceKey: string): Promise<string | null>;
  history(ticketId: string): Promise<readonly HistoryEntry[]>;
  /** Tickets that still owe something, with their histories, in order of id, after this one. */
  loadAfter(id: string | null, limit: number): Promise<readonly LoadedTicket[]>;
  /** Numbers, in order and after this one, of tickets that still owe something under another policy. */
  underOtherPolicy(hash: string, after: string | null, limit: number): Promise<readonly string[]>;
  /**
   * Numbers, in order and after this one, of tickets that still owe something and whose customer has another tier than
   * they were reckoned with, one of the two being among these; of one customer, or (`null`) of all.
   */
  underOtherTier(
    tiers: readonly Tier[],
    customerId: string | null,
    after: string | null,
    limit: number,
  ): Promise<readonly string[]>;
  list(filter: TicketFilter, page: { readonly offset: number; readonly limit: number }): Promise<TicketPage>;
}

/** A due subject with its open commitments, under its lock. */
export interface DueSubject {
  readonly subjectId: string;
  readonly lastSeq: number;
  readonly origin: Address | null;
  readonly commitments: readonly Commitment[];
}

/** What the engine decided about one subject. */
export interface Advance {
  readonly subjectId: string;
  readonly commitments: readonly Commitment[];
  readonly events: readonly (TicketEvent & { readonly deed: Extract<TicketDeed, { type: 'noticed' }> })[];
  readonly notices: readonly {
    readonly id: string;
    readonly commitmentId: string;
    readonly round: number;
    readonly stage: number;
    readonly repeat: number;
    readonly audience: string;
    readonly seq: number;
    readonly at: Instant;
    readonly lateSeconds: number;
    readonly urgent: boolean;
    /** Hash of the policy that made this late together with others; it is held until all of them are known. */
    readonly cause: string | null;
    /** Who is told; `null`: a team, or nobody who was not told already. */
    readonly person: PersonRef | null;
    /** Whom they stand in for. */
    readonly onBehalfOf: PersonRef | null;
    /** As whom they are told, where nobody of the audience could be. */
    readonly heardAs: string | null;
    /** Until then it waits for others of its reader, to be one message with them; absent: it waits for nothing. */
    readonly gatherUntil?: Instant;
    readonly cards: readonly NewCard[];
  }[];
}

export interface EngineStore {
  /**
   * Claims subjects that have something due, lets `decide` look at each, and saves what it decided in the same
   * transaction. Returns how many were claimed. A batch that fails is redone one by one; who fails alone is set aside.
   */
  advance(
    now: Instant,
    limit: number,
    decide: (subject: DueSubject) => Advance,
    daily?: DailyLimit | null,
  ): Promise<AdvanceReport>;
  /**
   * Lets go what is held for its cause, one digest for each conversation and cause: once every ticket stands under that
   * policy (or it is not the active one any more) and nothing that it made late is still to be decided at `now`. And what
   * was held because it was too much for its reader, or to be one list with others, one digest for each of them, once its
   * time has come; in rest time (`restUntil` lies ahead) these wait for its end.
   */
  releaseHeld(activePolicy: string, now: Instant, restUntil?: Instant): Promise<void>;
  /** When the earliest open commitment wants to be looked at, or something that was too much wants to go out. */
  nextAt(): Promise<Instant | null>;
  /** How many are due at `now`, and since when the earliest is. */
  backlog(now: Instant): Promise<{ readonly due: number; readonly oldest: Instant | null }>;
}

/**
 * So many reminders a day are enough for one person: those beyond that are not urgent are held and go out as one message,
 * `until` at the latest.
 */
export interface DailyLimit {
  readonly daily: number;
  /** When the day began. */
  readonly since: Instant;
  readonly until: Instant;
}

export interface AdvanceReport {
  readonly subjects: number;
  readonly notices: number;
  readonly failures: readonly { readonly subjectId: string; readonly error: unknown }[];
}
