import type { CooperationType, IsoDay, Profile } from '../../domain/customer/customer.ts';
import type { PersonPatch, ProfilePatch } from '../../domain/customer/read-profile.ts';
import type { Instant } from '../../domain/time.ts';

/** A customer as an import finds it. */
export interface KnownCustomer {
  readonly id: string;
  readonly profile: Profile;
  readonly tags: readonly string[];
  /** By folded name. */
  readonly people: ReadonlyMap<string, PersonPatch>;
}

/** What is known about the customers that a batch of rows names. */
export interface KnownCustomers {
  /** By name, short name and former names. */
  readonly byKey: ReadonlyMap<string, KnownCustomer>;
  readonly byNumber: ReadonlyMap<number, KnownCustomer>;
  /** Number of one who is called alike, by core. */
  readonly byCore: ReadonlyMap<string, number>;
}

/** What a batch of rows writes. */
export interface ImportBatch {
  readonly created: readonly { readonly id: string; readonly profile: ProfilePatch & { readonly name: string } }[];
  readonly changed: readonly {
    readonly id: string;
    readonly profile: ProfilePatch;
    readonly names: { readonly name: string; readonly shortName: string | null };
  }[];
  readonly people: readonly {
    readonly id: string;
    readonly customerId: string;
    readonly patch: PersonPatch & { readonly name: string };
  }[];
  readonly tags: readonly { readonly customerId: string; readonly tag: string }[];
  readonly events: readonly {
    readonly id: string;
    readonly customerId: string;
    readonly type: CooperationType;
    readonly day: IsoDay;
    readonly amount: number | null;
    readonly remark: string | null;
    readonly sourceKey: string;
  }[];
}

/** How far an import has come. */
export interface ImportProgress {
  readonly key: string;
  readonly what: string;
  readonly rowsDone: number;
  readonly isDone: boolean;
  readonly counts: Readonly<Record<string, number>>;
  readonly startedAt: Instant;
}

export interface ImportStore {
  lookUp(rows: {
    readonly numbers: readonly number[];
    readonly keys: readonly string[];
    readonly cores: readonly string[];
  }): Promise<KnownCustomers>;
  /** Which of these cooperation events were imported before. */
  knownSources(keys: readonly string[]): Promise<ReadonlySet<string>>;
  /** Writes a batch and how far the import has come, both or neither. */
  write(batch: ImportBatch, progress: ImportProgress, now: Instant): Promise<void>;
  progress(key: string): Promise<Pick<ImportProgress, 'rowsDone' | 'isDone' | 'counts'> | null>;
}
