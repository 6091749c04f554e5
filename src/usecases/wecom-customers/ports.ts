import type { IsoDay } from '../../domain/customer/customer.ts';
import type { OutsideContact } from '../../domain/customer/outside-contact.ts';
import type { Instant, Ms } from '../../domain/time.ts';
import type { PersonRef } from '../../domain/vocabulary.ts';
import type { ImportBatch, ImportProgress } from '../customers/import-ports.ts';

/**
 * Why the platform told nothing. `later`: it may tell if asked again. `not-allowed`: an administrator has to change
 * something first. `hidden`: the same, about this member alone. `no-contacts`: this member has none. `no-member`: nobody of that id is there (any more). `refused`: it
 * does not like the question, such as a cursor of yesterday.
 */
export type SourceFailure =
  | { readonly failure: 'later'; readonly afterMs: Ms | null }
  | { readonly failure: 'not-allowed'; readonly errcode: number }
  | { readonly failure: 'hidden' | 'no-contacts' | 'no-member' | 'refused' };

export interface ContactsPage {
  readonly contacts: readonly OutsideContact[];
  /** Entries that could not be read. */
  readonly faulty: number;
  /** Where the next page begins; `null` after the last one. */
  readonly next: string | null;
}

/** A member's day with customers: numbers only. */
export interface MemberDay {
  readonly day: IsoDay;
  /** Talks with one person in which the member said something. */
  readonly chats: number;
  readonly messages: number;
}

/** The customer list as the platform keeps it. Rejects for nothing. */
export interface CustomerSource {
  /** Members who may have customers. */
  members(): Promise<readonly string[] | SourceFailure>;
  /** Names of the company's own tags, by id. */
  tags(): Promise<ReadonlyMap<string, string> | SourceFailure>;
  contacts(member: string, cursor: string | null): Promise<ContactsPage | SourceFailure>;
  /** From one day to another, both included: at most 30 days. */
  days(member: string, from: IsoDay, until: IsoDay): Promise<readonly MemberDay[] | SourceFailure>;
}

/** A member whose contacts are to be read. */
export interface DueMember {
  readonly member: string;
  /** `null`: from the beginning; empty: every page is read. */
  readonly cursor: string | null;
  readonly startedAt: Instant | null;
}

/** That somebody outside is known here already. */
export interface KnownContact {
  readonly key: string;
  readonly member: string;
  /** Number of the customer, also of one that it was merged into; `null` when there is none (any more). */
  readonly number: number | null;
  /** Name of the contact person whose row it leads to. */
  readonly personName: string | null;
  readonly tagIds: readonly string[];
  readonly isGone: boolean;
  readonly isErased: boolean;
}

/** What a page of contacts writes beside customers. */
export interface ContactWrites {
  readonly links: readonly {
    readonly key: string;
    readonly customerId: string;
    /** Folded. */
    readonly personKey: string | null;
    readonly tagIds: readonly string[];
    readonly addedAt: Instant | null;
  }[];
  /** Tags that WeCom gave and took back. */
  readonly untag: readonly { readonly customerId: string; readonly tagId: string; readonly tag: string }[];
  /** Customers that were made although another one is called alike: offered to the member. */
  readonly resembling: readonly { readonly customerId: string; readonly like: number }[];
}

export interface WecomCustomerStore {
  /** Asks for these members' contacts to be read; those under way are read once more afterwards. */
  addDue(members: readonly string[], at: Instant): Promise<void>;
  nextDue(): Promise<DueMember | null>;
  /** Begins with a member anew. */
  restart(member: string): Promise<void>;
  /** Nobody of that id: nothing is to be read. */
  drop(member: string): Promise<void>;
  /** Who these are, as contacts of anybody. */
  known(keys: readonly string[]): Promise<readonly KnownContact[]>;
  /** Which of these keys are names of customers, also former ones and those of what was merged; short names are not. */
  nameKeys(keys: readonly string[]): Promise<ReadonlySet<string>>;
  tagNames(): Promise<ReadonlyMap<string, string>>;
  keepTags(tags: ReadonlyMap<string, string>): Promise<void>;
  /** Writes a page and how far it has come, all or nothing. */
  writePage(
    page: {
      readonly member: string;
      readonly startedAt: Instant;
      /** Empty after the last page. */
      readonly cursor: string;
      readonly batch: ImportBatch;
      readonly writes: ContactWrites;
      readonly progress: ImportProgress;
    },
    now: Instant,
  ): Promise<void>;
  /** The last day that is kept of a member. */
  lastDay(member: string): Promise<IsoDay | null>;
  keepDays(member: string, days: readonly MemberDay[]): Promise<void>;
  /**
   * A member's contacts were all read: whom was not seen is gone. Returns customers without this member now, and who of
   * the others has known them longest.
   */
  finish(
    member: string,
    startedAt: Instant,
    now: Instant,
  ): Promise<readonly { readonly customerId: string; readonly heir: string | null }[]>;
  handOver(customerId: string, from: PersonRef, to: PersonRef): Promise<void>;
  /** Nobody outside is known as anybody's contact. */
  isEmpty(): Promise<boolean>;
  progress(): Promise<Pick<ImportProgress, 'counts' | 'startedAt'> | null>;
}
