/** Somebody in the company's address book, ids alone. User ids are in lower case. */
export interface Member {
  readonly id: string;
  readonly departments: readonly string[];
  /** Direct leaders, the first is the one who counts. */
  readonly leaders: readonly string[];
}

/** The address book as far as it was asked for, shared by all replicas. */
export interface MemberStore {
  load(workspace: string): Promise<readonly (Member & { readonly fetchedAt: number })[]>;
  save(workspace: string, member: Member): Promise<void>;
}
