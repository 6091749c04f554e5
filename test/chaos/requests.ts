/** What somebody asked of the product, and what came back: the checker's one source beside Slack's own log. */
export interface RequestRecord {
  /** The platform's id of it, the same in each delivery: trigger, event or view. */
  readonly id: string;
  /** Mark of the ticket that it is about. */
  readonly mark: string;
  readonly deed: DeedName;
  /** Name of whoever asked. */
  readonly by: string;
  /** Words that stand in this request and in no other; `null` where the deed takes none. */
  readonly words: string | null;
  /** Of an edit: the n-th wording of the ticket. */
  readonly revision: number | null;
  readonly sentAt: number;
  /** When the first answer came that says that it is done; `null` when none came. */
  ackedAt: number | null;
  /** Said to be quiet for a while, in an acknowledgement of a late ticket. */
  isHold: boolean;
  /** Ticket numbers that answers of success named. */
  readonly numbers: Set<string>;
  deliveries: number;
}

export type DeedName = 'create' | 'take' | 'contact' | 'note' | 'edit' | 'ack' | 'resolve';
