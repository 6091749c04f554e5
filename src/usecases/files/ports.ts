import type { TableKind } from '../../domain/customer/import-table.ts';
import type { FieldKey } from '../../domain/customer/lexicon-customer.ts';
import type { Actor } from '../../domain/people.ts';
import type { Ms } from '../../domain/time.ts';
import type { Locale, Platform, Role } from '../../domain/vocabulary.ts';
import type { ImportCounts } from '../customers/import-customers.ts';
import type { RowReport } from '../customers/plan-import.ts';
import type { CustomerFilter } from '../customers/ports.ts';

/** Whose link it is. */
export interface FileOwner {
  readonly platform: Platform;
  readonly workspace: string;
  readonly id: string;
}

/** What a link is for. `checked`: hash of the table that was looked at and may be imported now. */
export type FilePurpose =
  | { readonly kind: 'export'; readonly filter: CustomerFilter }
  | { readonly kind: 'import'; readonly checked: string | null };

export interface LinkedFile {
  readonly owner: FileOwner;
  readonly locale: Locale;
  readonly purpose: FilePurpose;
}

/** What a link leads to. Times are the database's. */
export type FoundFile =
  | (LinkedFile & { readonly state: 'open' })
  | { readonly state: 'used' | 'expired'; readonly locale: Locale }
  | { readonly state: 'unknown' };

/** Links to files, each for one person, once and for a short time. Kept under a hash; nothing here names anybody outside. */
export interface FileLinkStore {
  keep(hash: string, linked: LinkedFile, lifeMs: Ms): Promise<void>;
  find(hash: string): Promise<FoundFile>;
  /** The same link for something further, while it is open. */
  repurpose(hash: string, purpose: FilePurpose): Promise<void>;
  /** It is used up. True for whoever says so first. */
  use(hash: string): Promise<boolean>;
}

/** Pages with files, as commands see them. */
export interface FilePages {
  /** A link for this person; `null` where nobody could open one: our pages have no address outside. */
  link(owner: FileOwner, purpose: FilePurpose, locale: Locale): Promise<string | null>;
  /** A file that is sent in the chat can be fetched from there. */
  fetches(owner: FileOwner): boolean;
}

/** A file that stands in a chat. */
export interface ChatFile {
  readonly owner: FileOwner;
  /** As the platform calls it. */
  readonly id: string;
}

/** What a table would change, or changed. */
export interface ImportReport {
  readonly kind: TableKind;
  /** Line of the headers, and what they mean; those that say nothing to us are left out. */
  readonly headerLine: number;
  readonly columns: readonly FieldKey[];
  readonly ignored: readonly string[];
  readonly counts: ImportCounts;
  /** Rows at fault, the first ones; all others are counted. */
  readonly told: readonly RowReport[];
  readonly untold: number;
  /** Rows that had been written before it was stopped the last time. */
  readonly resumedAt: number;
  /** Of the content. */
  readonly hash: string;
}

/** Why a file was not looked at. `changed`: it is not the one that was looked at. `busy`: an import is under way here. */
export type FileFault = 'no-kind' | 'too-large' | 'gone' | 'empty' | 'no-header' | 'not-utf8' | 'changed' | 'busy';

export type ImportAnswer =
  | { readonly code: 'looked'; readonly report: ImportReport }
  | { readonly code: 'begun' }
  | { readonly code: 'refused'; readonly reason: 'needs-role'; readonly role: Role }
  | { readonly code: 'refused'; readonly reason: FileFault };

/** Importing from a chat or a page: looked at first, then done as it was looked at. For those entitled. */
export interface ImportDesk {
  look(actor: Actor, file: ChatFile): Promise<ImportAnswer>;
  /** The same file, by the hash that the look told; what comes of it is told in the person's direct talk. */
  begin(actor: Actor, file: ChatFile, hash: string, locale: Locale): Promise<ImportAnswer>;
}
