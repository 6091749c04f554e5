/** The least of everything that a tier asks for (K2). */
export interface TierMinimums {
  /** Contract amount a year. */
  readonly amount: number;
  /** Years since the first cooperation; half years count. */
  readonly years: number;
  /** Interactions within `interactionDays`. */
  readonly interactions: number;
}

/** Numbers about customers, all from the policy file. */
export interface CustomerPolicy {
  /** Who meets no minimums is basic. */
  readonly tiers: { readonly A: TierMinimums; readonly B: TierMinimums; readonly C: TierMinimums };
  readonly interactionDays: number;
  /** A customer is new for so many days after the first cooperation, and growing until so many. */
  readonly newDays: number;
  readonly growingDays: number;
  /** Share of customers (0–1), by annual amount, that count as high value. */
  readonly highValue: number;
  /** When a customer counts as at risk; `null` switches a sign off. */
  readonly risk: {
    readonly silentDays: number | null;
    /** Fall of cooperation events (0–1) within `eventDays` against as many days before. */
    readonly eventsDown: number | null;
    readonly eventDays: number;
    /** So few events before say nothing. */
    readonly leastEvents: number;
    /** Share (0–1) of attempts that reach somebody, below which a customer does not answer; of so many at least. */
    readonly answered: number | null;
    readonly leastContacts: number;
    /** Fall of spending (0–1), in the same windows. */
    readonly spendingDown: number | null;
    /** So many displeased talks and complaints, and more than in the window before. */
    readonly displeased: number | null;
  };
}
