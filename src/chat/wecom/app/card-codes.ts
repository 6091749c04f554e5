/**
 * What updates cards in place: one code comes with the send and one with each click, each good once and for 72 hours
 * (D/94888). They are kept in the database, because any replica may have to update any card.
 */
export interface CardCodes {
  /** Keeps a code that came for this card. */
  keep(taskId: string, code: string): Promise<void>;
  /** Takes the code that expires first; nobody else will get it. `null` when none is left. */
  take(taskId: string): Promise<string | null>;
  /** The card could not be updated any more; `by` took its place. */
  replace(taskId: string, by: string): Promise<void>;
  /** The card that stands for this one now; `null` for a card that still stands for itself. */
  replacedBy(taskId: string): Promise<string | null>;
}
