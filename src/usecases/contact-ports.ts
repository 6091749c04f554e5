import type { Commitment } from '../domain/commitment/commitment.ts';
import type {
  ContactDeed,
  ContactEvent,
  ContactOutcome,
  ContactStatus,
  Element,
  FollowUp,
  Mood,
  Purpose,
} from '../domain/contact/contact.ts';
import type { Instant, Ms } from '../domain/time.ts';
import type { Address, Channel, PersonRef } from '../domain/vocabulary.ts';
import type { StoredSubject } from './apply-deeds.ts';
import type { ContactResult } from './contact-result.ts';
import type { ReadActivity } from './customers/ports.ts';
import type { LoadedTicket, NewCard, TicketChanges } from './ports.ts';

/** A promise as people see it, words included. */
export interface FollowUpView extends Omit<FollowUp, 'state'> {
  readonly words: string;
  readonly starred: boolean;
  /** `unwatched`: the policy watches no promises. */
  readonly state: FollowUp['state'] | 'unwatched';
  readonly missedAt: Instant | null;
  /** When it was kept or dropped. */
  readonly endedAt: Instant | null;
}

/** A contact as people see it, words included. */
export interface ContactView {
  readonly id: string;
  readonly number: string;
  readonly customer: { readonly id: string; readonly name: string; readonly vip: boolean } | null;
  /** Number of the ticket that it was about. */
  readonly ticket: string | null;
  readonly ticketId: string | null;
  readonly author: PersonRef;
  readonly team: string;
  readonly channel: Channel | null;
  readonly outcome: ContactOutcome;
  readonly moods: readonly Mood[];
  readonly purposes: readonly Purpose[];
  readonly missing: readonly Element[];
  readonly status: ContactStatus;
  readonly spokenAt: Instant;
  readonly endedAt: Instant | null;
  readonly holdUntil: Instant | null;
  readonly twoChannels: boolean;
  readonly confirmedOn: readonly Channel[];
  /** Number of the contact that is the same talk. */
  readonly sameAs: string | null;
  readonly content: string;
  readonly feedback: string | null;
  readonly participants: string | null;
  /** Starred facts; sensitive. */
  readonly facts: string | null;
  /** What the talk was meant to reach and what was taken along (C10). */
  readonly aim: string | null;
  readonly aimReached: boolean | null;
  readonly materials: string | null;
  /** Whether what was agreed was read back to the customer and confirmed (C9). */
  readonly readBack: boolean | null;
  /** When, by whom and with what words it was shown to the team as a good case (V4). */
  readonly shared: { readonly at: Instant; readonly by: PersonRef; readonly words: string | null } | null;
  readonly followUps: readonly FollowUpView[];
  readonly policy: string;
  readonly createdAt: Instant;
  readonly origin: Address | null;
  readonly commitments: readonly Commitment[];
}

/** An entry of a contact's history with the words that came with it. */
export interface ContactEntry extends ContactEvent {
  readonly remark: string | null;
}

/** Everything a use case may want to know of one contact, read under its lock. */
export interface LoadedContact {
  readonly view: ContactView;
  readonly events: readonly ContactEvent[];
}

/** What a talk was for, and how it ended (C9, C10). */
export type TalkAims = Pick<ContactView, 'aim' | 'aimReached' | 'materials' | 'readBack'>;

/** Words of a contact. */
export type ContactWords = TalkAims &
  Pick<ContactView, 'content' | 'feedback' | 'participants' | 'facts' | 'moods' | 'purposes'>;

/** The words of one promise. */
export interface PromiseWords {
  readonly n: number;
  readonly words: string;
  readonly starred: boolean;
}

/** A contact to be written, complete but for its number. */
export interface NewContact extends ContactWords {
  readonly dedupeKey: string;
  readonly id: string;
  /** A customer that is known, or one to be made of a name. */
  readonly customer: { readonly id: string; readonly name: string; readonly key: string; readonly isKnown: boolean };
  readonly ticketId: string | null;
  readonly author: PersonRef;
  readonly team: string;
  readonly channel: Channel | null;
  readonly outcome: ContactOutcome;
  readonly missing: readonly Element[];
  readonly status: ContactStatus;
  readonly spokenAt: Instant;
  readonly endedAt: Instant | null;
  readonly twoChannels: boolean;
  readonly confirmedOn: readonly Channel[];
  readonly policy: string;
  /** Month of the number, `YYYYMM` in the policy's zone. */
  readonly month: string;
  readonly createdAt: Instant;
  readonly origin: Address | null;
  readonly promises: readonly PromiseWords[];
  readonly events: readonly ContactEvent[];
  readonly commitments: readonly Commitment[];
  readonly cards: readonly NewCard[];
}

/** A talk to be logged, before anything is decided about it. */
export interface LogRequest extends Pick<NewContact, 'id' | 'dedupeKey'> {
  /** Same for the same person and words: within 30 s it finds the first contact. */
  readonly sameKey: string;
  /** Number of the ticket that it was about. */
  readonly ticket: string | null;
  /** The customer whose agreements it may confirm (C8); `null`: none. */
  readonly confirmsFor: string | null;
  readonly budgetMs: Ms;
}

/** What stands beside a talk that is being logged, read under the locks. */
export interface BesideContact {
  readonly ticket: LoadedTicket | null;
  /** Talks of the customer that await their second channel. */
  readonly awaiting: readonly LoadedContact[];
}

/** What logging a talk writes, all of it or nothing. */
export interface DecidedLog {
  readonly contact: NewContact;
  /** Of the ticket that it was about; `null`: it stays as it is. */
  readonly ticket: { readonly loaded: LoadedTicket; readonly changes: TicketChanges } | null;
  /** The talk that it confirms. */
  readonly confirmed: { readonly loaded: LoadedContact; readonly changes: ContactChanges } | null;
  /** The answer, kept with the dedupe key. */
  readonly tell: (written: WrittenContactRow) => ContactResult;
}

/** What is known of a contact once it is written: its number, and another one that may be the same talk. */
export interface WrittenContactRow {
  readonly number: string;
  readonly customerId: string;
  readonly sameTalk: { readonly number: string; readonly author: PersonRef; readonly spokenAt: Instant } | null;
}

/** What a verb changes on one contact. */
export interface ContactChanges {
  readonly events: readonly { readonly event: ContactEvent; readonly remark: string | null }[];
  readonly set: {
    readonly channel: Channel | null;
    readonly missing: readonly Element[];
    readonly status: ContactStatus;
    readonly holdUntil: Instant | null;
    readonly confirmedOn: readonly Channel[];
    readonly policy: string;
    /** Id of the contact that is the same talk. */
    readonly sameAs?: string;
    /** Absent: as it was. */
    readonly shared?: { readonly at: Instant; readonly by: PersonRef } | null;
  };
  readonly words: Partial<ContactWords>;
  /** Words of promises that are new. */
  readonly promises: readonly PromiseWords[];
  readonly commitments: readonly Commitment[];
  readonly homes: readonly Address[];
  /** Where it is to stand as a good case. */
  readonly cases: readonly Address[];
  /** One for each home, then one for each case. */
  readonly cardIds: readonly string[];
  readonly updatedAt: Instant;
}

/** What a use case made of a loaded contact: nothing is written without `changes`. */
export interface DecidedContact {
  readonly outcome: ContactResult;
  readonly changes: ContactChanges | null;
}

/** One promise in a list, with the contact that it was made in. */
export interface ListedFollowUp {
  readonly contact: ContactView;
  readonly followUp: FollowUpView;
}

export interface FollowUpFilter {
  readonly owner?: PersonRef;
  /** Of these teams; and whatever `orOf` has elsewhere. */
  readonly teams?: readonly string[];
  readonly orOf?: PersonRef;
  readonly customerId?: string;
  readonly overdueAt?: Instant;
}

/** How promises were kept, of one person or one customer. */
export interface LedgerRow {
  /** A person's reference or a customer's name. */
  readonly of: string;
  readonly kept: number;
  /** Kept or not, but not by its time. */
  readonly broken: number;
  readonly open: number;
  readonly dropped: number;
  /** How often a promise was given another date or owner. */
  readonly moved: number;
}

export interface ContactStore {
  /**
   * Records a talk, and in the same transaction what it means for the ticket that it was about and for the talk that it
   * confirms: all are written or none. They are locked in the order of their ids before `decide` looks at them. A repeated
   * key gets the first answer; the same words within half a minute lead to the first talk.
   */
  log(request: LogRequest, decide: (beside: BesideContact) => DecidedLog): Promise<ContactResult>;
  /** As the ticket store's: lock, decide, write, all in one transaction together with the dedupe key. */
  change(
    request: { readonly dedupeKey: string; readonly number: string; readonly budgetMs: Ms },
    decide: (loaded: LoadedContact | null) => DecidedContact,
  ): Promise<ContactResult>;
  find(number: string): Promise<ContactView | null>;
  history(contactId: string): Promise<readonly ContactEntry[]>;
  /** Newest talks first. */
  list(
    filter: { readonly author?: PersonRef; readonly customerId?: string; readonly teams?: readonly string[] },
    page: { readonly offset: number; readonly limit: number },
  ): Promise<{ readonly contacts: readonly ContactView[]; readonly total: number }>;
  /** Open promises, soonest due first. */
  followUps(
    filter: FollowUpFilter,
    page: { readonly offset: number; readonly limit: number },
  ): Promise<{ readonly followUps: readonly ListedFollowUp[]; readonly total: number }>;
  /** The promise ledger since then, whoever broke most first. */
  ledger(
    by: 'person' | 'customer',
    filter: { readonly since: Instant; readonly teams?: readonly string[]; readonly person?: PersonRef },
    now: Instant,
  ): Promise<readonly LedgerRow[]>;
  /** Names of customers that a text may begin with; at most a few. */
  customersLike(beginning: string): Promise<readonly string[]>;
  /** What was said to a customer lately, and what is promised to them. */
  readonly activity: ReadActivity;
  /** Contacts that still owe something, with their histories, in order of id, after this one. */
  loadAfter(
    id: string | null,
    limit: number,
  ): Promise<readonly (StoredSubject<ContactDeed> & { readonly number: string })[]>;
  /** Numbers, in order and after this one, of contacts that still owe something under another policy. */
  underOtherPolicy(hash: string, after: string | null, limit: number): Promise<readonly string[]>;
}
